import Foundation
import Yams

extension KubeConfig {
    /// Reads a kubeconfig, as kubectl does: the named context or else the current one, its cluster and its user.
    package static func kubeconfig(_ path: String, context chosen: String? = nil) throws(KubeConfigFault) -> KubeConfig {
        let file = try Kubeconfig(path: path)
        let name = if let chosen { chosen } else { try file.required(file.root, "current-context", at: "current-context") }
        let context = try file.entry("context", named: name)
        let cluster = try file.entry("cluster", named: try file.required(context.node, "cluster", at: "\(context.key).cluster"))
        let user = try file.entry("user", named: try file.required(context.node, "user", at: "\(context.key).user"))
        var config = KubeConfig(
            server: try file.server(of: cluster), authority: try file.material("certificate-authority", of: cluster),
            credential: try file.credential(of: user), namespace: context.node["namespace"]?.string ?? "default",
            origin: "\(path), context \(name)")
        config.verifiesServer = cluster.node["insecure-skip-tls-verify"]?.bool != true
        return config
    }
}

/// A kubeconfig's text, and how to say where in it something is wrong.
private struct Kubeconfig {
    struct Entry {
        let key: String
        let node: Node
    }

    let path: String
    let root: Node

    init(path: String) throws(KubeConfigFault) {
        self.path = path
        let text = try ConfigFile.text(path)
        do {
            root = try Yams.compose(yaml: text) ?? Node("")
        } catch {
            throw KubeConfigFault(path: path, reason: "is not YAML: \(error)")
        }
        guard root.mapping != nil else { throw fault("", "is not a kubeconfig: it holds no keys") }
    }

    func fault(_ key: String, _ reason: String) -> KubeConfigFault { KubeConfigFault(path: path, key: key, reason: reason) }

    func required(_ node: Node, _ key: String, at location: String) throws(KubeConfigFault) -> String {
        guard let text = node[key]?.string, !text.isEmpty else { throw fault(location, "is missing") }
        return text
    }

    /// One of `clusters`, `contexts` or `users`.
    func entry(_ kind: String, named name: String) throws(KubeConfigFault) -> Entry {
        let entries = root["\(kind)s"]?.sequence.map(Array.init) ?? []
        guard let index = entries.firstIndex(where: { $0["name"]?.string == name }) else {
            let names = entries.compactMap { $0["name"]?.string }.joined(separator: ", ")
            throw fault("\(kind)s", "has none named '\(name)'; it has \(names.isEmpty ? "none at all" : names)")
        }
        guard let node = entries[index][kind] else { throw fault("\(kind)s[\(index)].\(kind)", "is missing") }
        return Entry(key: "\(kind)s[\(index)].\(kind)", node: node)
    }

    func server(of cluster: Entry) throws(KubeConfigFault) -> String {
        for key in ["proxy-url", "tls-server-name"] where cluster.node[key] != nil {
            throw fault("\(cluster.key).\(key)", "is not supported; remove it")
        }
        let key = "\(cluster.key).server"
        let text = try required(cluster.node, "server", at: key)
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host() != nil else {
            throw fault(key, "'\(text)' is not an address; write it as https://HOST:PORT")
        }
        return text
    }

    func credential(of user: Entry) throws(KubeConfigFault) -> KubeConfig.Credential {
        if let token = user.node["token"]?.string, !token.isEmpty { return .token(token) }
        if let file = user.node["tokenFile"]?.string { return .tokenFile(resolved(file)) }
        for key in ["exec", "auth-provider", "username"] where user.node[key] != nil {
            throw fault("\(user.key).\(key)", "is not supported; use token, tokenFile or client-certificate")
        }
        let chain = try material("client-certificate", of: user)
        let key = try material("client-key", of: user)
        switch (chain, key) {
        case (let chain?, let key?): return .certificate(chain: chain, key: key)
        case (nil, nil): return .anonymous
        case (_?, nil): throw fault("\(user.key).client-key", "is missing; a client-certificate needs it")
        case (nil, _?): throw fault("\(user.key).client-certificate", "is missing; a client-key needs it")
        }
    }

    /// The bytes under `KEY-data` in base64, or in the file that `KEY` names.
    func material(_ key: String, of entry: Entry) throws(KubeConfigFault) -> [UInt8]? {
        if let text = entry.node["\(key)-data"]?.string, !text.isEmpty {
            guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters), !data.isEmpty else {
                throw fault("\(entry.key).\(key)-data", "is not base64")
            }
            return Array(data)
        }
        guard let file = entry.node[key]?.string else { return nil }
        do throws(KubeConfigFault) {
            return try ConfigFile.bytes(resolved(file))
        } catch {
            throw fault("\(entry.key).\(key)", "\(error)")
        }
    }

    /// Relative paths are meant from the kubeconfig's folder.
    private func resolved(_ file: String) -> String {
        guard !file.hasPrefix("/") else { return file }
        return URL(filePath: path).deletingLastPathComponent().appending(path: file).path(percentEncoded: false)
    }
}
