package import Crypto
package import Foundation
import SwiftASN1
package import X509

/// A certificate and its key, kept as `NAME.crt` and `NAME.key`.
package struct KeyedCertificate: Sendable {
    package let certificate: Certificate
    package let key: P256.Signing.PrivateKey

    /// Less than this much life left is as good as none: nothing that starts now should have to be restarted for it soon.
    private static let margin: TimeInterval = 30 * 86_400

    /// Nil when there is none that can be used for some time to come.
    package static func stored(in folder: PrivateFolder, as name: String, now: Date) throws -> KeyedCertificate? {
        guard let certificateText = try folder.read("\(name).crt"), let keyText = try folder.read("\(name).key"),
            let certificate = try? Certificate(pemEncoded: certificateText),
            let key = try? P256.Signing.PrivateKey(pemRepresentation: keyText),
            certificate.publicKey == Certificate.PublicKey(key.publicKey),
            certificate.notValidBefore <= now, certificate.notValidAfter > now.addingTimeInterval(margin)
        else { return nil }
        return KeyedCertificate(certificate: certificate, key: key)
    }

    /// The key first: a certificate without its key would be of no use.
    package func store(in folder: PrivateFolder, as name: String) throws {
        try folder.write(key.pemRepresentation + "\n", to: "\(name).key")
        try folder.write(try certificatePEM + "\n", to: "\(name).crt")
    }

    package var certificatePEM: String {
        get throws { try certificate.serializeAsPEM().pemString }
    }

    /// Whether `authority` has signed it and it is for all of `names`.
    package func isMade(by authority: KeyedCertificate, for names: [String]) -> Bool {
        guard authority.certificate.publicKey.isValidSignature(certificate.signature, for: certificate),
            let own = try? certificate.extensions.subjectAlternativeNames
        else { return false }
        return names.allSatisfy { own.contains(GeneralName.named($0)) }
    }
}

extension GeneralName {
    /// A dotted IPv4 address, or else a DNS name.
    static func named(_ text: String) -> GeneralName {
        let bytes = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        let address = bytes.compactMap(\.self)
        guard bytes.count == 4, address.count == 4 else { return .dnsName(text) }
        return .ipAddress(ASN1OctetString(contentBytes: address[...]))
    }
}
