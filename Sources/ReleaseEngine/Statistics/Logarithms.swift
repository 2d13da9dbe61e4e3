// The standard library has no logarithm; these two come from the C library of the platform and from nowhere else.
#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The natural logarithm.
func naturalLog(_ value: Double) -> Double { log(value) }

/// The logarithm of a sum, from the logarithms of its terms, without leaving the range of a `Double`.
func logOfSum(_ logs: [Double]) -> Double {
    guard let greatest = logs.max(), greatest.isFinite else { return -.greatestFiniteMagnitude }
    return greatest + log(logs.reduce(0) { $0 + exp($1 - greatest) })
}
