/// Parts of names that cannot spell a word: Kubernetes' alphabet, without vowels and without 0, 1 and 3.
package enum SafeName {
    private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")

    /// Random characters for the end of a generated name.
    package static func suffix(length: Int = 5, using random: inout some RandomNumberGenerator) -> String {
        String((0..<length).map { _ in alphabet[Int(random.next(upperBound: UInt(alphabet.count)))] })
    }

    /// A number's decimal digits, written in the alphabet.
    package static func encode(_ number: UInt32) -> String {
        String(String(number).utf8.map { alphabet[Int($0) % alphabet.count] })
    }
}
