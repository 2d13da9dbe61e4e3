import Foundation

/// Numbers as people read them.
enum Figures {
    /// `1,204`
    static func count(_ value: Int) -> String {
        let digits = String(value.magnitude)
        let head = digits.count % 3
        var groups = head > 0 ? [String(digits.prefix(head))] : []
        var rest = digits.dropFirst(head)
        while !rest.isEmpty {
            groups.append(String(rest.prefix(3)))
            rest = rest.dropFirst(3)
        }
        return (value < 0 ? "-" : "") + groups.joined(separator: ",")
    }

    /// `0.08 %`, with two significant digits below one percent; `-` for nil.
    static func percent(_ value: Double?) -> String {
        guard let value else { return "-" }
        if value == 0 { return "0 %" }
        return String(format: value < 1 ? "%.2f %%" : "%.1f %%", value)
    }

    /// `25 ms`, `2.5 s`; `-` for nil.
    static func milliseconds(_ value: Double?) -> String {
        guard let value else { return "-" }
        return value >= 1000 ? String(format: "%g s", value / 1000) : String(format: "%g ms", value)
    }

    /// `[###-------]` for 30 %.
    static func bar(_ percent: Int, width: Int = 10) -> String {
        let full = min(max((percent * width + 50) / 100, percent > 0 ? 1 : 0), percent < 100 ? width - 1 : width)
        return "[" + String(repeating: "#", count: full) + String(repeating: "-", count: width - full) + "]"
    }
}
