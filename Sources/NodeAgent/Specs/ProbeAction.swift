package import KubeModel

/// What a probe or a lifecycle hook does.
package enum ProbeAction: Sendable, Equatable {
    package struct HTTPRequest: Sendable, Equatable {
        /// Nil is the pod's own address.
        package var host: String?
        package var port: PortReference
        package var path: String
        package var isSecure: Bool
        /// In the order of the manifest.
        package var headers: [Header]
    }

    package struct Header: Sendable, Equatable {
        package let name: String
        package let value: String
    }

    case http(HTTPRequest)
    case tcp(host: String?, port: PortReference)
    case exec([String])
    /// Seconds; only of hooks.
    case sleep(Double)
    /// What is not supported; it fails, and says so.
    case unsupported(String)

    /// Nil when `json` names no action.
    package init?(_ json: JSON) {
        if json["httpGet"].object != nil {
            self = .http(HTTPRequest(json["httpGet"]))
        } else if json["tcpSocket"].object != nil {
            self = .tcp(host: json["tcpSocket"]["host"].string, port: PortReference(json["tcpSocket"]["port"]))
        } else if json["exec"].object != nil {
            self = .exec(json["exec"]["command"].elements.compactMap(\.string))
        } else if let seconds = json["sleep"]["seconds"].double {
            self = .sleep(seconds)
        } else if json["grpc"].object != nil {
            self = .unsupported("grpc probes are not supported on a local node: use httpGet, tcpSocket or exec")
        } else {
            return nil
        }
    }
}

extension ProbeAction.HTTPRequest {
    fileprivate init(_ json: JSON) {
        host = json["host"].string
        port = PortReference(json["port"])
        let path = json["path"].string ?? "/"
        self.path = path.hasPrefix("/") ? path : "/" + path
        isSecure = json["scheme"].string == "HTTPS"
        headers = json["httpHeaders"].elements.map {
            ProbeAction.Header(name: $0["name"].string ?? "", value: $0["value"].string ?? "")
        }
    }
}

/// A port by number or by its name in the container.
package enum PortReference: Sendable, Equatable {
    case number(Int)
    case name(String)

    package init(_ json: JSON) {
        if let number = json.int {
            self = .number(number)
        } else if let text = json.string {
            self = Int(text).map(PortReference.number) ?? .name(text)
        } else {
            self = .name("")
        }
    }
}
