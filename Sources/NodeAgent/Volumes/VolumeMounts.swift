import Foundation
package import KubeModel

/// Lets a container find its volumes: every absolute mount path is a link below the container's root.
package struct VolumeMounts {
    package static let accountPath = "/var/run/secrets/kubernetes.io/serviceaccount"
    package static let vaultPath = "/vault/secrets"

    package let pod: KubeObject
    package let folder: PodFolder
    /// Where a volume lies; nil where there is none of that name.
    package let location: (_ volume: String) -> String?

    /// Whether the pod gets the token of its account without asking.
    package static func mountsAccount(_ pod: KubeObject) -> Bool {
        pod.spec["automountServiceAccountToken"].bool ?? true
    }

    /// Makes the root of a container as its manifest says.
    package func mount(_ container: JSON, variables: [String: String]) throws(StartFailure) {
        let root = folder.container(container["name"].string ?? "").root
        do {
            try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
            // The outer ones first, so that an inner one lies in them.
            let mounts = container["volumeMounts"].elements.sorted {
                ($0["mountPath"].string ?? "").utf8.count < ($1["mountPath"].string ?? "").utf8.count
            }
            let paths = Set(mounts.compactMap { $0["mountPath"].string })
            if Self.mountsAccount(pod), !paths.contains(Self.accountPath) { try link(root + Self.accountPath, to: folder.account) }
            if !VaultFiles.wanted(by: pod).isEmpty { try link(root + Self.vaultPath, to: folder.vault) }
            for mount in mounts { try self.mount(mount, root: root, variables: variables) }
        } catch let failure as StartFailure {
            throw failure
        } catch {
            throw .volume("the volumes of \(container["name"].string ?? "") cannot be mounted: \(error)")
        }
    }

    private func mount(_ mount: JSON, root: String, variables: [String: String]) throws {
        let name = mount["name"].string ?? ""
        guard let target = location(name) else { throw StartFailure.volume("the pod has no volume \(name)") }
        let path = root + (mount["mountPath"].string ?? "")
        let expanded = mount["subPathExpr"].string.map { VariableExpansion.expand($0, variables) }
        guard let subPath = expanded ?? mount["subPath"].string, !subPath.isEmpty else { return try link(path, to: target) }
        guard !subPath.hasPrefix("/"), !subPath.split(separator: "/").contains("..") else {
            throw StartFailure.volume("the subPath '\(subPath)' leads out of the volume \(name)")
        }
        try self.mount(subPath, of: target, at: path)
    }

    /// A file of a volume that is exchanged as a whole is copied: as in Kubernetes, what is mounted by subPath does not change.
    private func mount(_ subPath: String, of volume: String, at path: String) throws {
        let manager = FileManager.default
        let source = "\(volume)/\(subPath)"
        let isExchanged = (try? manager.destinationOfSymbolicLink(atPath: "\(volume)/..data")) != nil
        guard isExchanged else {
            if !manager.fileExists(atPath: source) { try manager.createDirectory(atPath: source, withIntermediateDirectories: true) }
            return try link(path, to: source)
        }
        guard manager.fileExists(atPath: source) else { throw StartFailure.volume("\(subPath) is not in the volume") }
        try makeWay(for: path)
        try manager.copyItem(atPath: URL(filePath: source).resolvingSymlinksInPath().path, toPath: path)
    }

    private func link(_ path: String, to target: String) throws {
        if (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == target { return }
        try makeWay(for: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }

    private func makeWay(for path: String) throws {
        let manager = FileManager.default
        try manager.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        // Whatever stands there is of an earlier run; of a link only the link goes.
        if (try? manager.attributesOfItem(atPath: path)) != nil { try manager.removeItem(atPath: path) }
    }
}
