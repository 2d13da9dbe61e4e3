import ArgumentParser

/// A duration as people write it on a command line: `30s`, `250ms`, `5m`, `1h`.
struct DurationArgument: ExpressibleByArgument {
    let value: Duration

    init(_ value: Duration) { self.value = value }

    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), number <= 1_000_000_000 else { return nil }
        switch argument.dropFirst(digits.count) {
        case "ms": value = .milliseconds(number)
        case "s", "": value = .seconds(number)
        case "m": value = .seconds(number * 60)
        case "h": value = .seconds(number * 3_600)
        default: return nil
        }
    }

    var defaultValueDescription: String { "\(value / .seconds(1))s" }
}
