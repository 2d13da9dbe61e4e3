import Foundation

/// The file by which `kubectl` finds the cluster and shows who asks.
package struct Kubeconfig: Sendable {
    /// `https://127.0.0.1:8001`
    package let server: String
    package let authorityPEM: String
    package let token: String
    /// The namespace where none is named.
    package let namespace: String

    package init(server: String, authorityPEM: String, token: String, namespace: String = "default") {
        self.server = server
        self.authorityPEM = authorityPEM
        self.token = token
        self.namespace = namespace
    }

    /// YAML. It holds the token: keep it where only its owner may read it.
    package var text: String {
        """
        apiVersion: v1
        kind: Config
        current-context: souk
        clusters:
        - name: souk
          cluster:
            server: \(server)
            certificate-authority-data: \(Data(authorityPEM.utf8).base64EncodedString())
        contexts:
        - name: souk
          context:
            cluster: souk
            user: souk-admin
            namespace: \(namespace)
        users:
        - name: souk-admin
          user:
            token: \(token)

        """
    }
}
