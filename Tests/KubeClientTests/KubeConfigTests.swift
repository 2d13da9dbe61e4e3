import Foundation
import KubeClient
import TestKit
import Testing

@Suite("Where the API server is and who asks")
struct KubeConfigTests {
    private func write(_ text: String, to path: String) throws {
        try FileManager.default.createDirectory(
            atPath: URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    private func kubeconfig(cluster: String = "server: https://127.0.0.1:8001", user: String = "token: secret") -> String {
        """
        apiVersion: v1
        kind: Config
        current-context: souk
        clusters:
        - {name: other, cluster: {server: "https://other:1"}}
        - {name: souk, cluster: {\(cluster)}}
        contexts:
        - {name: souk, context: {cluster: souk, user: me, namespace: shop}}
        - {name: lost, context: {cluster: nowhere, user: me}}
        users:
        - {name: me, user: {\(user)}}
        """
    }

    @Test func aKubeconfigSaysItAll() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/config"
            try write("authority", to: "\(folder)/pki/ca.crt")
            try write(kubeconfig(cluster: "server: https://127.0.0.1:8001/, certificate-authority: pki/ca.crt"), to: path)
            let config = try KubeConfig.kubeconfig(path)
            #expect(config.server == "https://127.0.0.1:8001")
            #expect(config.authority == Array("authority".utf8))
            #expect(config.credential == .token("secret"))
            #expect(config.namespace == "shop")
            #expect(config.verifiesServer)
            #expect(config.origin == "\(path), context souk")
        }
    }

    @Test func dataGoesBeforeFilesAndInsecureIsSaid() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/config"
            let data = Data("inline".utf8).base64EncodedString()
            let cluster = "server: https://h:1, certificate-authority: /nowhere, certificate-authority-data: \(data)"
            try write(
                kubeconfig(
                    cluster: cluster + ", insecure-skip-tls-verify: true",
                    user: "client-certificate-data: \(data), client-key-data: \(data)"),
                to: path)
            let config = try KubeConfig.kubeconfig(path)
            #expect(config.authority == Array("inline".utf8))
            #expect(config.credential == .certificate(chain: Array("inline".utf8), key: Array("inline".utf8)))
            #expect(!config.verifiesServer)
        }
    }

    @Test(
        arguments: [
            ("{", nil, "", "is not YAML"),
            ("just text", nil, "", "holds no keys"),
            ("{clusters: []}", nil, "current-context", "is missing"),
            (nil, "nope", "contexts", "has none named 'nope'; it has souk, lost"),
            (nil, "lost", "clusters", "has none named 'nowhere'"),
        ] as [(String?, String?, String, String)])
    func faultsNameTheKey(text: String?, context: String?, key: String, reason: String) async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/config"
            try write(text ?? kubeconfig(), to: path)
            let fault = try #require(#expect(throws: KubeConfigFault.self) { try KubeConfig.kubeconfig(path, context: context) })
            #expect(fault.path == path && fault.key == key && fault.reason.contains(reason), "\(fault)")
        }
    }

    @Test(arguments: [
        ("server: ''", "token: a", "clusters[1].cluster.server", "is missing"),
        ("server: 127.0.0.1", "token: a", "clusters[1].cluster.server", "is not an address"),
        ("server: 'https://a:1', proxy-url: 'http://b'", "token: a", "clusters[1].cluster.proxy-url", "is not supported"),
        (
            "server: 'https://a:1', certificate-authority-data: '***'", "token: a", "clusters[1].cluster.certificate-authority-data",
            "base64"
        ),
        ("server: 'https://a:1', certificate-authority: /nowhere", "token: a", "clusters[1].cluster.certificate-authority", "no such file"),
        ("server: 'https://a:1'", "exec: {command: x}", "users[0].user.exec", "is not supported"),
        ("server: 'https://a:1'", "client-key-data: YQ==", "users[0].user.client-certificate", "is missing"),
        ("server: 'https://a:1'", "client-certificate-data: YQ==", "users[0].user.client-key", "is missing"),
    ])
    func faultsOfClusterAndUserNameTheirEntry(cluster: String, user: String, key: String, reason: String) async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/config"
            try write(kubeconfig(cluster: cluster, user: user), to: path)
            let fault = try #require(#expect(throws: KubeConfigFault.self) { try KubeConfig.kubeconfig(path) })
            #expect(fault.path == path && fault.key == key && fault.reason.contains(reason), "\(fault)")
        }
    }

    @Test func aPodFindsItsAPIUnderItsRoot() async throws {
        try await withTemporaryDirectory { root in
            let folder = "\(root)/var/run/secrets/kubernetes.io/serviceaccount"
            let environment = ["KUBERNETES_SERVICE_HOST": "127.0.0.1", "KUBERNETES_SERVICE_PORT": "8001"]
            let fault = try #require(
                #expect(throws: KubeConfigFault.self) { try KubeConfig.inCluster(root: root, environment: environment) })
            #expect(fault.path == "\(folder)/ca.crt")
            for (name, text) in [("ca.crt", "authority"), ("token", "secret\n"), ("namespace", "shop\n")] {
                try write(text, to: "\(folder)/\(name)")
            }
            let config = try #require(try KubeConfig.inCluster(root: root, environment: environment))
            #expect(config.server == "https://127.0.0.1:8001" && config.namespace == "shop")
            #expect(config.credential == .tokenFile("\(folder)/token"))
            #expect(try KubeConfig.inCluster(root: root, environment: [:]) == nil)
            let sixth = try KubeConfig.inCluster(root: root, environment: ["KUBERNETES_SERVICE_HOST": "fd00::1"])
            #expect(sixth?.server == "https://[fd00::1]:443")
            #expect(throws: KubeConfigFault(path: "environment", key: "KUBERNETES_SERVICE_PORT", reason: "'x' is not a port")) {
                try KubeConfig.inCluster(
                    root: root, environment: ["KUBERNETES_SERVICE_HOST": "a", "KUBERNETES_SERVICE_PORT": "x"])
            }
        }
    }
}
