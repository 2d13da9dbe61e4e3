/// Where one service finds its files. In a pod these are the mounts, under `SOUK_ROOT`.
struct ServiceLayout: Sendable {
    /// A file, or a folder laid out like a ConfigMap volume.
    var config: String
    var secrets: String
    var data: String

    /// The mounts of a pod, `/etc/config`, `/vault/secrets` and `/var/lib/souk`, found under `root`.
    static func pod(root: String) -> ServiceLayout {
        ServiceLayout(config: root + "/etc/config", secrets: root + "/vault/secrets", data: root + "/var/lib/souk")
    }

    func path(of database: ShopDatabase) -> String { "\(data)/\(database.rawValue).sqlite" }
}
