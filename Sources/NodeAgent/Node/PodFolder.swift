import Foundation
import KubeModel

/// Where everything of one pod lies on disk.
struct PodFolder: Sendable, Hashable {
    let path: String

    /// `<node>/pods/<namespace>_<name>_<uid>`
    init(node: String, pod: KubeObject) {
        path = "\(Self.all(of: node))/\(pod.namespace)_\(pod.name)_\(pod.uid)"
    }

    init(path: String) { self.path = path }

    static func all(of node: String) -> String { node + "/pods" }

    /// Those that an agent has left.
    static func present(in node: String) -> [PodFolder] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: all(of: node))) ?? []
        return names.sorted().map { PodFolder(path: "\(all(of: node))/\($0)") }
    }

    /// The ``PodRecord``.
    var record: String { path + "/pod.json" }
    func volume(_ name: String) -> String { "\(path)/volumes/\(name)" }
    var account: String { path + "/account" }
    var vault: String { path + "/vault" }
    func container(_ name: String) -> ContainerFolder { ContainerFolder(path: "\(path)/containers/\(name)") }

    var containers: [ContainerFolder] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/containers")) ?? []
        return names.sorted().map(container)
    }

    func create() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    func remove() throws { try FileManager.default.removeItem(atPath: path) }
}

/// Where everything of one container lies on disk.
struct ContainerFolder: Sendable, Hashable {
    let path: String

    var name: String { (path as NSString).lastPathComponent }
    /// The ``ContainerRecord`` with the identity of its process.
    var record: String { path + "/container.json" }
    /// What `SOUK_ROOT` names.
    var root: String { path + "/root" }
    /// What the run after so many restarts writes.
    func log(_ restartCount: Int) -> String { "\(path)/\(restartCount).log" }
    /// What its last hook or probe by command has written.
    func output(of action: String) -> String { "\(path)/\(action).out" }
}

/// What is remembered of a pod on disk.
struct PodRecord: Codable, Sendable, Equatable {
    let namespace: String
    let name: String
    let uid: String
    let network: PodNetwork
    /// Seconds; for ending it when its object is gone.
    let grace: Double
}
