import NIOSSL

extension KubeConfig {
    /// The TLS settings of a client with this access. Throws when a certificate or key cannot be read, or a token would go out in clear.
    func tlsConfiguration() throws(KubeConfigFault) -> TLSConfiguration {
        guard server.hasPrefix("https://") || !sendsToken || isLoopback else {
            throw KubeConfigFault(path: origin, key: "server", reason: "'\(server)' would get the token unencrypted; use https")
        }
        var tls = TLSConfiguration.makeClientConfiguration()
        if let authority { tls.trustRoots = .certificates(try certificates(authority, "certificate-authority")) }
        if !verifiesServer { tls.certificateVerification = .none }
        if case .certificate(let chain, let key) = credential {
            tls.certificateChain = try certificates(chain, "client-certificate").map { .certificate($0) }
            do {
                tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: key, format: .pem))
            } catch {
                throw KubeConfigFault(path: origin, key: "client-key", reason: "is no private key in PEM: \(error)")
            }
        }
        return tls
    }

    private var sendsToken: Bool {
        switch credential {
        case .token, .tokenFile: true
        case .anonymous, .certificate: false
        }
    }

    private var isLoopback: Bool {
        ["http://127.", "http://localhost:", "http://[::1]"].contains { server.hasPrefix($0) }
    }

    private func certificates(_ pem: [UInt8], _ key: String) throws(KubeConfigFault) -> [NIOSSLCertificate] {
        do {
            let certificates = try NIOSSLCertificate.fromPEMBytes(pem)
            if !certificates.isEmpty { return certificates }
        } catch {
            throw KubeConfigFault(path: origin, key: key, reason: "is no certificate in PEM: \(error)")
        }
        throw KubeConfigFault(path: origin, key: key, reason: "holds no certificate")
    }
}
