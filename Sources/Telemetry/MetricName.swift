/// Names and labels as Prometheus allows them.
enum MetricName {
    /// Every character but `A-Z a-z 0-9 _ :` becomes `_`, and a leading digit gets one in front.
    static func sanitized(_ name: String) -> String {
        var result = ""
        for character in name.unicodeScalars {
            switch character {
            case "a"..."z", "A"..."Z", "0"..."9", "_", ":": result.unicodeScalars.append(character)
            default: result += "_"
            }
        }
        guard let first = result.unicodeScalars.first else { return "_" }
        return ("0"..."9").contains(first) ? "_" + result : result
    }

    /// `a="b",c="d"`, sorted by name, with the values escaped.
    static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions
            .map { (sanitized($0.0).replacing(":", with: "_"), escaped($0.1)) }
            .sorted { $0.0 < $1.0 }
            .map { "\($0.0)=\"\($0.1)\"" }
            .joined(separator: ",")
    }

    private static func escaped(_ value: String) -> String {
        var result = ""
        for character in value {
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
        return result
    }
}
