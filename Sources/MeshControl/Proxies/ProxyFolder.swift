import Foundation
import Glibc
import KubeModel
import ProcessControl

/// The folder in which one proxy runs: its configuration files, its log, its access log.
package struct ProxyFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    package var bootstrap: String { "\(path)/bootstrap.json" }
    package var log: String { "\(path)/envoy.log" }
    package var accessLog: String { "\(path)/access.log" }

    /// Private keys may be among the files, so that nobody else may read them.
    package func create() throws {
        for folder in ["xds/cds", "xds/lds", "xds/rds", "xds/eds"] {
            try FileManager.default.createDirectory(
                atPath: "\(path)/\(folder)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
    }

    /// Puts a new file in place in one move, which is what the proxy waits for. It is not forced to the disk: after a crash of the machine
    /// everything is written anew.
    package func perform(_ step: ProxyRollout.Step) throws {
        switch step {
        case .write(let file, let document):
            let target = "\(path)/\(file.path)"
            if case .endpoints = file {
                try FileManager.default.createDirectory(
                    atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            }
            try DurableFile.replace(target, with: document.bytes, isSynced: false)
        case .remove(let file):
            let target = "\(path)/\(file.path)"
            unlink(target)
            if case .endpoints = file { rmdir((target as NSString).deletingLastPathComponent) }
        }
    }

    /// What an earlier run left but for its drafts; files that are no documents are as good as not there.
    package func read() -> [XDSFile: XDSDocument] {
        var documents: [XDSFile: XDSDocument] = [:]
        for file in [XDSFile.clusters, .listeners] { documents[file] = read(file.path) }
        for name in names(in: "xds/rds") {
            guard let document = read("xds/rds/\(name)"), let routes = document.resources.first?["name"].string else { continue }
            documents[.routes(routes)] = document
        }
        for name in names(in: "xds/eds") {
            guard let document = read("xds/eds/\(name)/endpoints.json"), let cluster = document.resources.first?["cluster_name"].string
            else { continue }
            documents[.endpoints(cluster)] = document
        }
        return documents
    }

    private func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)"))?.filter { !$0.hasSuffix(".tmp") } ?? []
    }

    private func read(_ file: String) -> XDSDocument? {
        (try? Data(contentsOf: URL(filePath: "\(path)/\(file)"))).flatMap { XDSDocument(reading: $0) }
    }
}
