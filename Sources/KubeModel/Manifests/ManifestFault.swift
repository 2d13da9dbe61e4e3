/// What is wrong in a manifest, where, and what to do about it.
package struct ManifestFault: Sendable, Hashable {
    package let file: String
    /// From 1; nil when it is not known.
    package let line: Int?
    /// `Deployment shop/product-service`; nil when no object could be read.
    package let object: String?
    /// Empty where it is the whole object.
    package let field: String
    package let message: String
    /// What to do; empty where the message says it.
    package let advice: String

    package init(file: String, line: Int?, object: String? = nil, field: String = "", message: String, advice: String = "") {
        self.file = file
        self.line = line
        self.object = object
        self.field = field
        self.message = message
        self.advice = advice
    }
}

extension ManifestFault: CustomStringConvertible {
    /// `product.yaml:12: Deployment shop/product: spec.replica: unknown field; did you mean "replicas"?`
    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        let parts = [place, object ?? "", field, message].filter { !$0.isEmpty }.joined(separator: ": ")
        return advice.isEmpty ? parts : "\(parts); \(advice)"
    }
}

/// All that is wrong in a set of manifests.
package struct ManifestFaults: Error, Sendable, CustomStringConvertible {
    package let faults: [ManifestFault]

    package init(_ faults: [ManifestFault]) { self.faults = faults }

    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
