import Configuration

/// A value that is read from text by one strict rule, and written back as the text it would be read from.
protocol ConfigText: ExpressibleByConfigString, Equatable {
    /// What the text must be, as a fault says it: `a whole number, such as 100`.
    static var expectation: String { get }

    /// The value as reports and the schema show it.
    var scalar: ConfigScalar { get }
}
