import KubeModel

/// What Prometheus answers to an instant query.
enum PrometheusAnswer {
    /// The longest piece of its own words that is passed on.
    private static let quoteLimit = 300

    /// The series of an instant vector; throws for everything else, with the words of the answer.
    static func series(status: Int, body: [UInt8]) throws(MetricSourceFailure) -> [MetricSeries] {
        guard let answer = try? JSON(parsing: body), let verdict = answer["status"].string else {
            throw MetricSourceFailure("it answered \(status) and no JSON of Prometheus")
        }
        guard verdict == "success" else {
            let said = [answer["errorType"].string, answer["error"].string].compactMap(\.self).joined(separator: ": ")
            throw MetricSourceFailure("it answered \(status), \(said.isEmpty ? verdict : String(said.prefix(quoteLimit)))")
        }
        guard status == 200 else { throw MetricSourceFailure("it answered \(status)") }
        let warnings = answer["warnings"].elements.compactMap(\.string)
        guard warnings.isEmpty else {
            throw MetricSourceFailure("the answer may be incomplete: \(warnings.joined(separator: "; ").prefix(quoteLimit))")
        }
        let type = answer["data"]["resultType"].string ?? "nothing"
        guard type == "vector", let result = answer["data"]["result"].array else {
            throw MetricSourceFailure("its value is a \(type), not an instant vector")
        }
        var series: [MetricSeries] = []
        for element in result { series.append(try self.series(element)) }
        return series
    }

    private static func series(_ element: JSON) throws(MetricSourceFailure) -> MetricSeries {
        guard element["histogram"].isNull else {
            throw MetricSourceFailure("native histograms are not read: ask for the buckets of a classic one")
        }
        guard element["metric"].object != nil, let text = element["value"][1].string, let value = Double(text) else {
            throw MetricSourceFailure("an element of the vector has no value")
        }
        return MetricSeries(labels: element["metric"].strings, value: value)
    }
}
