import KubeModel

extension SpecField {
    /// A duration as Envoy's JSON takes it. Istio writes them as Go does: `1h`, `1.5s`, `100ms`, `1m30s`.
    func duration() throws(MeshFault) -> JSON? {
        guard let text = try string() else { return nil }
        return JSON(try Self.parse(text, in: self))
    }

    /// One that must be longer than nothing, as intervals and limits are.
    func positiveDuration() throws(MeshFault) -> JSON? {
        let duration = try duration()
        if duration == "0s" { throw fault("must be longer than 0s") }
        return duration
    }

    /// In whole seconds, the rest dropped.
    func wholeSeconds() throws(MeshFault) -> Int? {
        guard let text = try string() else { return nil }
        return Int(try Self.parse(text, in: self).components.seconds)
    }

    private static func parse(_ text: String, in field: SpecField) throws(MeshFault) -> Duration {
        guard let duration = GoDuration.parse(text), duration >= .zero else {
            throw field.fault("\"\(text)\" is no duration: write it as 1h, 1m30s, 1.5s or 100ms")
        }
        return duration
    }
}
