import KubeModel

/// A member of an object together with the path to it, so that whoever reads it can say where a fault lies.
struct SpecField: Sendable, Hashable {
    let json: JSON
    let path: String

    init(_ json: JSON, path: String) {
        self.json = json
        self.path = path
    }

    /// The `spec` of an object.
    init(specOf object: KubeObject) { self.init(object.spec, path: "spec") }

    subscript(_ key: String) -> SpecField { SpecField(json[key], path: "\(path).\(key)") }

    /// Nil when it is not there, for optional chains.
    var present: SpecField? { json.isNull ? nil : self }

    /// The elements of a list; none for anything else.
    var items: [SpecField] { json.elements.enumerated().map { SpecField($1, path: "\(path)[\($0)]") } }

    /// The members of an object in the order of their keys.
    var members: [(key: String, value: SpecField)] {
        (json.object ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, SpecField($0.value, path: "\(path)[\($0.key)]")) }
    }

    func fault(_ message: String) -> MeshFault { MeshFault(field: path, message: message) }

    /// What it refers to does not exist (yet).
    func unresolved(_ message: String) -> MeshFault { MeshFault(field: path, message: message, isUnresolved: true) }
}

extension SpecField {
    func string() throws(MeshFault) -> String? {
        guard !json.isNull else { return nil }
        guard let string = json.string else { throw fault("must be a string, not \(json.typeName)") }
        return string
    }

    func requiredString() throws(MeshFault) -> String {
        guard let string = try string(), !string.isEmpty else { throw fault("is missing") }
        return string
    }

    func bool() throws(MeshFault) -> Bool? {
        guard !json.isNull else { return nil }
        guard let bool = json.bool else { throw fault("must be true or false, not \(json.typeName)") }
        return bool
    }

    func integer(in range: ClosedRange<Int> = 0...Int(UInt32.max)) throws(MeshFault) -> Int? {
        guard !json.isNull else { return nil }
        guard let integer = json.int else { throw fault("must be a whole number, not \(json.typeName)") }
        guard range.contains(integer) else { throw fault("must be from \(range.lowerBound) to \(range.upperBound), not \(integer)") }
        return integer
    }

    func strings() throws(MeshFault) -> [String] {
        guard json.isNull || json.array != nil else { throw fault("must be a list, not \(json.typeName)") }
        var strings: [String] = []
        for item in items { strings.append(try item.requiredString()) }
        return strings
    }

    /// A percentage of 0 to 100 in millionths, as Envoy's `FractionalPercent` counts it finely enough for `0.01`.
    func percentage() throws(MeshFault) -> JSON? {
        guard !json.isNull else { return nil }
        guard let value = json.double, (0...100).contains(value) else { throw fault("must be a number from 0 to 100") }
        return ["numerator": .integer(Int((value * 10_000).rounded())), "denominator": "MILLION"]
    }
}
