import Crypto
package import Foundation
import NIOCore
package import NIOSSL
import SwiftASN1
import X509

/// The cluster's own certificate authority and the certificate of its API server, in `ca.crt`, `ca.key`, `server.crt` and `server.key`
/// of one folder. Keys are P-256. What has lapsed or is about to is made again when the authority is opened.
package struct ClusterAuthority: Sendable {
    /// The names and addresses at which the API server is reached.
    package static let defaultNames = ["127.0.0.1", "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"]

    /// The authority's certificate, which clients trust.
    package let authorityPEM: String
    private let serverPEM: String
    private let serverKeyPEM: String

    /// Reads the folder, and makes what is missing, damaged or has less than a month to live.
    package init(folder path: String, names: [String] = ClusterAuthority.defaultNames, now: Date = Date()) throws {
        let folder = try PrivateFolder(path)
        let authority = try KeyedCertificate.stored(in: folder, as: "ca", now: now) ?? Self.makeAuthority(in: folder, now: now)
        let server =
            try KeyedCertificate.stored(in: folder, as: "server", now: now).flatMap { $0.isMade(by: authority, for: names) ? $0 : nil }
            ?? Self.makeServer(in: folder, authority, names, now: now)
        authorityPEM = try authority.certificatePEM
        serverPEM = try server.certificatePEM
        serverKeyPEM = server.key.pemRepresentation
    }

    /// What the API server needs to serve TLS.
    package func serverConfiguration() throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(serverPEM.utf8)).map(NIOSSLCertificateSource.certificate)
        let key = try NIOSSLPrivateKey(bytes: Array(serverKeyPEM.utf8), format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        // Clients that keep idle connections do not say goodbye; a stop need not wait for them.
        configuration.shutdownTimeout = .milliseconds(500)
        return configuration
    }

    private static func makeAuthority(in folder: PrivateFolder, now: Date) throws -> KeyedCertificate {
        let key = P256.Signing.PrivateKey()
        let name = try DistinguishedName { CommonName("souk-cluster-ca") }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
            notValidBefore: now.addingTimeInterval(-3600), notValidAfter: now.addingTimeInterval(10 * 365 * 86_400), issuer: name,
            subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
            }, issuerPrivateKey: .init(key))
        let made = KeyedCertificate(certificate: certificate, key: key)
        try made.store(in: folder, as: "ca")
        return made
    }

    private static func makeServer(
        in folder: PrivateFolder, _ authority: KeyedCertificate, _ names: [String], now: Date
    ) throws -> KeyedCertificate {
        let key = P256.Signing.PrivateKey()
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
            notValidBefore: now.addingTimeInterval(-3600), notValidAfter: now.addingTimeInterval(365 * 86_400),
            issuer: authority.certificate.subject, subject: try DistinguishedName { CommonName("souk-apiserver") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names.map(GeneralName.named))
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: authority.certificate.publicKey).keyIdentifier)
            }, issuerPrivateKey: .init(authority.key))
        let made = KeyedCertificate(certificate: certificate, key: key)
        try made.store(in: folder, as: "server")
        return made
    }
}
