/// What makes one node: its names, its loopback network and where it finds and keeps things.
package struct NodeSettings: Sendable {
    /// `zone-a`.
    package var name: String
    /// Its label `topology.kubernetes.io/zone`.
    package var zone: String
    /// Its label `topology.kubernetes.io/region`.
    package var region = "local"
    /// The first half of all its addresses: `127.1`. The node itself has `.0.1`, pods begin at `.1.1`.
    package var network: String
    /// Where it keeps records, logs and volumes. No two nodes share it.
    package var folder: String
    /// Where `souk:<tag>` is found as `<tag>/souk`.
    package var imageFolder: String
    /// Where persistent volume claims are found as `<namespace>/<claim>`.
    package var volumeFolder: String
    /// Holds the secrets that Vault's annotations ask for, a file each; nil has none.
    package var secretsFolder: String?
    /// The proxy of all outbound requests: `http://127.1.0.1:15001`; nil has none.
    package var outboundProxy: String?
    /// Where pods find the API server.
    package var apiHost = "127.0.0.1"
    package var apiPort = 8001
    /// The certificate authority of the API server, in PEM.
    package var certificateAuthority = ""
    /// What `kubectl get nodes` shows as version.
    package var version = "v1.37.0"
    /// Where the kernel's control groups are mounted.
    package var controlGroupMount = "/sys/fs/cgroup"
    /// The parent of the control groups of its containers, below the machine's root.
    package var controlGroupParent = "souk"
    /// How often the node renews its lease.
    package var leaseInterval: Duration = .seconds(5)
    /// How often CPU and memory are measured.
    package var usageInterval: Duration = .seconds(2)
    /// How often logs are looked at, for their times and sizes.
    package var logInterval: Duration = .seconds(1)
    /// How often a log that is followed is looked at.
    package var followInterval: Duration = .milliseconds(100)
    /// How often the folder of secrets is read.
    package var secretsInterval: Duration = .milliseconds(500)

    package init(name: String, zone: String, network: String, folder: String, imageFolder: String, volumeFolder: String) {
        self.name = name
        self.zone = zone
        self.network = network
        self.folder = folder
        self.imageFolder = imageFolder
        self.volumeFolder = volumeFolder
    }

    /// The node's own address.
    package var hostIP: String { network + ".0.1" }

    /// The labels that tell where it is.
    var topologyLabels: [String: String] {
        ["topology.kubernetes.io/zone": zone, "topology.kubernetes.io/region": region]
    }
}
