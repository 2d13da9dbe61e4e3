import Foundation

/// Where the names come from that the server gives.
package protocol IdentitySource: Sendable {
    func uid() -> String
    /// Five characters that go behind a `generateName`.
    func nameSuffix() -> String
}

/// Random uids and suffixes.
package struct RandomIdentity: IdentitySource {
    /// Kubernetes' choice: no vowels and nothing that looks alike, so that no words come out.
    private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")

    package init() {}

    package func uid() -> String { UUID().uuidString.lowercased() }

    package func nameSuffix() -> String {
        var generator = SystemRandomNumberGenerator()
        return String((0..<5).map { _ in Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &generator)] })
    }
}
