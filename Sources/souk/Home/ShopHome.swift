import Foundation

/// The folder of a shop on one machine: `.souk/` by default.
struct ShopHome: Sendable {
    let root: String

    var config: String { root + "/config" }
    var secrets: String { root + "/secrets" }
    /// Where the local cluster keeps what its volume claims hold; `souk dev` uses the same folders.
    var volumes: String { root + "/volumes" }
    var images: String { root + "/images" }
    /// The local cluster's own state: objects, certificates, what runs.
    var cluster: String { root + "/cluster" }
    /// The proxies of the local cluster: their configuration and logs.
    var mesh: String { cluster + "/mesh" }
    /// How kubectl reaches the local cluster.
    var kubeconfig: String { root + "/kubeconfig" }
    /// The operator's own token.
    var adminToken: String { root + "/admin.token" }
    /// The process id of a running `souk up` or `souk dev`.
    var processID: String { root + "/souk.pid" }

    /// Creates what is missing and leaves what is there as it is. Throws ``CommandFailure`` where a file cannot be made.
    func prepare() async throws {
        do {
            for folder in [root, secrets, volumes, images, cluster] { try PrivateFile.createFolder(folder) }
        } catch {
            throw CommandFailure("The shop's folder \(root) cannot be made: \(error.localizedDescription)")
        }
        try await SecretFolder(path: secrets).createMissing(adminToken: adminToken)
    }

    /// Writes the configuration files that `souk dev` follows, with every default, where they are missing. In a cluster the
    /// configuration is ConfigMaps.
    func prepareConfig() throws {
        try PrivateFile.createFolder(config)
        for service in ServiceName.allCases {
            let path = "\(config)/\(service.rawValue).yaml"
            guard !FileManager.default.fileExists(atPath: path) else { continue }
            try PrivateFile.write(service.documentedDefaults, to: path, permissions: 0o644)
        }
    }

    func layout(of service: ServiceName) -> ServiceLayout {
        ServiceLayout(config: "\(config)/\(service.rawValue).yaml", secrets: secrets, data: volume(of: service))
    }

    /// The volume of the claim `<service>-data` in the namespace `shop`.
    private func volume(of service: ServiceName) -> String { "\(volumes)/shop/\(service.principal)-data" }

    func path(of database: ShopDatabase) -> String {
        layout(of: database.owner).path(of: database)
    }
}
