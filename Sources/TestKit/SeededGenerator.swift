import Foundation

/// A random generator that repeats itself: the same seed gives the same run (SplitMix64).
/// A test names its seed in every expectation, so that a failure can be had again.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// The seed to use: `SOUK_TEST_SEED` if it is set, to repeat a failure, or a new one.
    package static func freshSeed() -> UInt64 {
        ProcessInfo.processInfo.environment["SOUK_TEST_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
