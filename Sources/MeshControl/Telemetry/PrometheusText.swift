/// A sample of the Prometheus text format: one line, its labels still as they were written.
package struct PrometheusSample: Sendable, Hashable {
    /// With `_bucket`, `_sum` or `_count` where it has one.
    package var name: String
    /// Between the braces; empty for none.
    package var labels: String
    /// Value, and timestamp if there was one.
    package var value: String

    /// The line without what is put before its labels.
    package func line(adding more: String) -> String {
        let all = more.isEmpty || labels.isEmpty ? more + labels : "\(more),\(labels)"
        return all.isEmpty ? "\(name) \(value)\n" : "\(name){\(all)} \(value)\n"
    }
}

/// All samples under one `# TYPE`.
package struct PrometheusFamily: Sendable {
    package var type: String
    package var help: String?
    package var samples: [PrometheusSample] = []
}

/// Reads and writes the Prometheus text format, version 0.0.4.
package enum PrometheusText {
    /// The families of an exposition by name. What is no sample is passed over.
    package static func families(in text: String) -> [String: PrometheusFamily] {
        var families: [String: PrometheusFamily] = [:]
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") {
                readComment(line, &families)
            } else if let sample = sample(line) {
                families[familyName(of: sample.name, in: families), default: PrometheusFamily(type: "untyped")].samples.append(sample)
            }
        }
        return families.filter { !$0.value.samples.isEmpty }
    }

    private static func readComment(_ line: Substring, _ families: inout [String: PrometheusFamily]) {
        let words = line.split(separator: " ", maxSplits: 3).map(String.init)
        guard words.count == 4 else { return }
        var family = families[words[2]] ?? PrometheusFamily(type: "untyped")
        switch words[1] {
        case "TYPE": family.type = words[3]
        case "HELP": family.help = words[3]
        default: return
        }
        families[words[2]] = family
    }

    package static func sample(_ line: Substring) -> PrometheusSample? {
        if let open = line.firstIndex(of: "{") {
            guard let close = end(ofLabelsFrom: open, in: line) else { return nil }
            let labels = line[line.index(after: open)..<close]
            let value = line[line.index(after: close)...].drop { $0 == " " }
            guard !value.isEmpty else { return nil }
            return PrometheusSample(
                name: String(line[..<open]), labels: String(labels.hasSuffix(",") ? labels.dropLast() : labels), value: String(value))
        }
        guard let space = line.firstIndex(of: " ") else { return nil }
        return PrometheusSample(name: String(line[..<space]), labels: "", value: String(line[line.index(after: space)...]))
    }

    /// The brace that closes the labels: one within quotes does not.
    private static func end(ofLabelsFrom open: Substring.Index, in line: Substring) -> Substring.Index? {
        var isQuoted = false
        var isEscaped = false
        for index in line[open...].indices {
            switch line[index] {
            case _ where isEscaped: isEscaped = false
            case "\\" where isQuoted: isEscaped = true
            case "\"": isQuoted.toggle()
            case "}" where !isQuoted: return index
            default: break
            }
        }
        return nil
    }

    /// The samples of a histogram or summary belong to the family without the suffix.
    private static func familyName(of sample: String, in families: [String: PrometheusFamily]) -> String {
        for suffix in ["_bucket", "_sum", "_count"] where sample.hasSuffix(suffix) {
            let name = String(sample.dropLast(suffix.count))
            if let type = families[name]?.type, type == "histogram" || type == "summary" { return name }
        }
        return sample
    }

    /// The labels by name, unescaped.
    package static func labels(_ text: String) -> [String: String] {
        var labels: [String: String] = [:]
        var rest = text[...]
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].drop { $0 == "," || $0 == " " }
            rest = rest[rest.index(after: equals)...].dropFirst()
            var value = ""
            while let character = rest.popFirst(), character != "\"" {
                guard character == "\\", let escaped = rest.popFirst() else {
                    value.append(character)
                    continue
                }
                value.append(escaped == "n" ? "\n" : escaped)
            }
            labels[String(name)] = value
        }
        return labels
    }

    /// Labels as they are written, in the order of their names.
    package static func text(_ labels: [String: String]) -> String {
        labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(escaped($0.value))\"" }.joined(separator: ",")
    }

    private static func escaped(_ value: String) -> String {
        guard value.contains(where: { $0 == "\\" || $0 == "\"" || $0 == "\n" }) else { return value }
        return value.map { $0 == "\n" ? "\\n" : $0 == "\\" || $0 == "\"" ? "\\\($0)" : String($0) }.joined()
    }
}
