import ReleaseEngine

/// One histogram, from its `_bucket` series.
package struct BucketGroup: Sendable, Equatable {
    /// Without `le`.
    package let labels: [String: String]
    /// In milliseconds, ascending, without the infinite one.
    package let bounds: [Double]
    /// How many fell into each bucket alone, one more than there are bounds.
    package let counts: [Double]

    /// Puts series together to histograms. One of which a bucket has no value is left out.
    /// - Parameter millisecondsPerUnit: Of `le`.
    package static func groups(_ series: [MetricSeries], millisecondsPerUnit: Double) throws(MetricSourceFailure) -> [BucketGroup] {
        var buckets: [[String: String]: [Double: Double]] = [:]
        for series in series {
            var labels = series.labels
            guard let edge = labels.removeValue(forKey: "le"), let bound = Double(edge), !bound.isNaN else {
                throw MetricSourceFailure("a series without a usable label le is no bucket of a histogram")
            }
            buckets[labels, default: [:]][bound, default: 0] += series.value
        }
        var groups: [BucketGroup] = []
        for (labels, buckets) in buckets where buckets.values.allSatisfy(\.isFinite) {
            groups.append(try BucketGroup(labels, buckets, millisecondsPerUnit))
        }
        return groups
    }

    private init(_ labels: [String: String], _ buckets: [Double: Double], _ unit: Double) throws(MetricSourceFailure) {
        let sorted = buckets.sorted { $0.key < $1.key }
        guard sorted.last?.key == .infinity else {
            throw MetricSourceFailure("a histogram without the bucket le=\"+Inf\": not all of its buckets are selected")
        }
        self.labels = labels
        bounds = sorted.dropLast().map { $0.key * unit }
        // A bucket read a little before a smaller one may lack what that has; what is below is also below the next.
        var below = 0.0
        counts = sorted.map { bucket in
            defer { below = max(below, bucket.value) }
            return max(bucket.value - below, 0)
        }
    }
}
