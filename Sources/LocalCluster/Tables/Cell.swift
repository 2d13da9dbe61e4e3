import KubeModel

/// The texts of cells that many tables share.
enum Cell {
    static func age(of object: KubeObject, _ now: KubeTime) -> JSON { .string(since(object["metadata", "creationTimestamp"], now)) }

    /// How long ago a time was, such as `5m12s`.
    static func since(_ time: JSON, _ now: KubeTime) -> String {
        guard let time = time.string.flatMap(KubeTime.init) else { return "<unknown>" }
        return HumanDuration.text(time.duration(to: now))
    }

    /// The values joined by commas, `<none>` when there are none.
    static func list(_ values: [String]) -> JSON { .string(values.isEmpty ? "<none>" : values.joined(separator: ",")) }

    /// A few of the values and how many more there are.
    static func short(_ values: [String], limit: Int = 3) -> JSON {
        guard values.count > limit else { return list(values) }
        return .string("\(values.prefix(limit).joined(separator: ",")) + \(values.count - limit) more...")
    }

    /// The text of a member, or a substitute.
    static func text(_ json: JSON, else fallback: String = "<none>") -> JSON {
        guard let text = json.string ?? json.int.map(String.init), !text.isEmpty else { return .string(fallback) }
        return .string(text)
    }

    static func count(_ json: JSON) -> JSON { .integer(json.int ?? 0) }

    /// A selector as `kubectl` writes it; nil selects nothing.
    static func selector(_ json: JSON) -> JSON {
        guard !json.isNull, let selector = try? LabelSelector(json), !selector.requirements.isEmpty else { return "<none>" }
        return .string(selector.text)
    }

    static func containerNames(_ podSpec: JSON) -> JSON { list(podSpec["containers"].elements.compactMap { $0["name"].string }) }

    static func images(_ podSpec: JSON) -> JSON { list(podSpec["containers"].elements.compactMap { $0["image"].string }) }
}
