import Foundation

/// Finds what Foundation's decoder only calls "not valid JSON": well-formed documents with a number that is no `Int`.
/// The shop's API has whole numbers alone, so each such number is a fault.
enum JSONNumberFaults {
    /// The faults by path, in a stable order; empty for a text that is really no JSON.
    static func find(in bytes: some Collection<UInt8>) -> [FieldError] {
        guard let document = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) else { return [] }
        var faults: [FieldError] = []
        visit(document, at: "", &faults)
        return faults
    }

    private static func visit(_ value: Any, at path: String, _ faults: inout [FieldError]) {
        switch value {
        case let members as [String: Any]:
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                visit(member, at: path.isEmpty ? name : "\(path).\(name)", &faults)
            }
        case let elements as [Any]:
            for (index, element) in elements.enumerated() { visit(element, at: "\(path)[\(index)]", &faults) }
        case let number as NSNumber where Int(exactly: number) == nil:
            let message = "must be a whole number that fits 64 bits"
            faults.append(FieldError(field: path.isEmpty ? "body" : path, code: "invalid_type", message: message))
        default: break
        }
    }
}
