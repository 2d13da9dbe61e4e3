/// The metrics of all targets, family by family as the text format wants them.
package struct MetricsCollection: Sendable {
    private var families: [String: PrometheusFamily] = ["up": PrometheusFamily(type: "gauge", help: "Whether the target answered.")]

    package init() {}

    /// `families` is nil for a target that did not answer in time.
    package mutating func add(_ families: [String: PrometheusFamily]?, of labels: [String: String]) {
        self.families["up"]?.samples.append(
            PrometheusSample(name: "up", labels: PrometheusText.text(labels), value: families == nil ? "0" : "1"))
        for (name, family) in families ?? [:] {
            var known = self.families[name] ?? PrometheusFamily(type: family.type, help: family.help)
            known.samples += family.samples
            self.families[name] = known
        }
    }

    /// Each family as one piece of text, in the order of their names.
    package var pieces: some Sequence<String> {
        families.sorted { $0.key < $1.key }.lazy.map { name, family in
            var text = family.help.map { "# HELP \(name) \($0)\n" } ?? ""
            text += "# TYPE \(name) \(family.type)\n"
            for sample in family.samples { text += sample.line(adding: "") }
            return text
        }
    }
}
