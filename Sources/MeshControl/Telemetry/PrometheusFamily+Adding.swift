extension PrometheusFamily {
    /// Makes one sample of those that have the same name and labels, whose values are counts or sums: nobody may tell a series twice.
    mutating func addUp() {
        struct Key: Hashable {
            let name: String
            let labels: String
        }
        var places: [Key: Int] = [:]
        var unique: [PrometheusSample] = []
        for sample in samples {
            let key = Key(name: sample.name, labels: sample.labels)
            if let place = places[key] {
                unique[place].value = Self.sum(unique[place].value, sample.value)
            } else {
                places[key] = unique.count
                unique.append(sample)
            }
        }
        samples = unique
    }

    /// Whole numbers stay whole.
    private static func sum(_ left: String, _ right: String) -> String {
        if let left = Int(left), let right = Int(right) { return String(left + right) }
        return String((Double(left) ?? 0) + (Double(right) ?? 0))
    }
}
