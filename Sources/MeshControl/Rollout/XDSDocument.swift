package import KubeModel

/// The content of one configuration file: resources, and a version that is the same for the same content.
package struct XDSDocument: Sendable, Equatable {
    package let version: String
    package let resources: [JSON]

    package init(_ resources: [JSON]) {
        self.resources = resources
        version = Self.hash(JSON.array(resources).bytes)
    }

    /// Reads what ``bytes`` wrote; nil when it is no such thing.
    package init?(reading bytes: some Sequence<UInt8>) {
        guard let json = try? JSON(parsing: bytes), let resources = json["resources"].array else { return nil }
        self.init(resources)
        guard json["version_info"].string == version else { return nil }
    }

    /// Whether it is about endpoints and there are none.
    var hasNoEndpoints: Bool {
        resources.allSatisfy { $0["endpoints"].elements.allSatisfy { $0["lb_endpoints"].elements.isEmpty } }
    }

    package static func == (left: Self, right: Self) -> Bool { left.version == right.version }

    /// A `DiscoveryResponse`, which is what shows the version in Envoy's statistics.
    package var bytes: [UInt8] { (["version_info": .string(version), "resources": .array(resources)] as JSON).bytes }

    /// FNV-1a of 64 bits: it tells contents apart, and protects against nobody.
    static func hash(_ bytes: [UInt8]) -> String {
        let value = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
