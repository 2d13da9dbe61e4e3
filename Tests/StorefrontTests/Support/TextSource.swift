import Synchronization
import TestKit

/// An endless supply of texts from one seed, for closures that run anywhere.
final class TextSource: Sendable {
    private let generator: Mutex<SeededGenerator>
    private let make: @Sendable (inout SeededGenerator) -> String

    init(seed: UInt64, make: @escaping @Sendable (inout SeededGenerator) -> String) {
        generator = Mutex(SeededGenerator(seed: seed))
        self.make = make
    }

    @Sendable func next() -> String { generator.withLock { make(&$0) } }
}
