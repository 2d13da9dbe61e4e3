import Foundation
package import KubeModel

/// Where everything of one pod lies on disk.
package struct PodFolder: Sendable, Hashable {
    package let path: String

    /// `<node>/pods/<namespace>_<name>_<uid>`
    package init(node: String, pod: KubeObject) {
        path = "\(Self.all(of: node))/\(pod.namespace)_\(pod.name)_\(pod.uid)"
    }

    package init(path: String) { self.path = path }

    package static func all(of node: String) -> String { node + "/pods" }

    /// Those that an agent has left.
    package static func present(in node: String) -> [PodFolder] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: all(of: node))) ?? []
        return names.sorted().map { PodFolder(path: "\(all(of: node))/\($0)") }
    }

    /// The ``PodRecord``.
    package var record: String { path + "/pod.json" }
    package func volume(_ name: String) -> String { "\(path)/volumes/\(name)" }
    package var account: String { path + "/account" }
    package var vault: String { path + "/vault" }
    package func container(_ name: String) -> ContainerFolder { ContainerFolder(path: "\(path)/containers/\(name)") }

    package var containers: [ContainerFolder] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/containers")) ?? []
        return names.sorted().map(container)
    }

    package func create() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    package func remove() throws { try FileManager.default.removeItem(atPath: path) }
}

/// Where everything of one container lies on disk.
package struct ContainerFolder: Sendable, Hashable {
    package let path: String

    package var name: String { (path as NSString).lastPathComponent }
    /// The ``ContainerRecord`` with the identity of its process.
    package var record: String { path + "/container.json" }
    /// What `SOUK_ROOT` names.
    package var root: String { path + "/root" }
    /// What the run after so many restarts writes.
    package func log(_ restartCount: Int) -> String { "\(path)/\(restartCount).log" }
    /// What its last hook or probe by command has written.
    package func output(of action: String) -> String { "\(path)/\(action).out" }
}

/// What is remembered of a pod on disk.
package struct PodRecord: Codable, Sendable, Equatable {
    package let namespace: String
    package let name: String
    package let uid: String
    package let network: PodNetwork
    /// Seconds; for ending it when its object is gone.
    package let grace: Double
}
