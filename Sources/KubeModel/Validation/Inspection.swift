/// Collects what is wrong with an object, in Kubernetes' words.
struct Inspection {
    private(set) var faults: [FieldFault] = []

    /// Records a fault as it is.
    mutating func add(_ fault: FieldFault) { faults.append(fault) }

    /// There is nothing, and there must be.
    mutating func required(_ value: LocatedValue, _ detail: String = "") {
        add(FieldFault(value.path, .required, detail.isEmpty ? "Required value" : "Required value: \(detail)"))
    }

    /// What is there is wrong.
    mutating func invalid(_ value: LocatedValue, _ detail: String) { invalid(value.path, value.json, detail) }

    /// What is there is wrong; it is shown as `value`.
    mutating func invalid(_ path: FieldPath, _ value: JSON, _ detail: String) {
        add(FieldFault(path, .invalid, "Invalid value: \(value.text): \(detail)"))
    }

    /// It must be one of `supported`.
    mutating func unsupported(_ value: LocatedValue, _ supported: [String]) {
        let list = supported.map { "\"\($0)\"" }.joined(separator: ", ")
        add(FieldFault(value.path, .notSupported, "Unsupported value: \(value.json.text): supported values: \(list)"))
    }

    /// It stands there before.
    mutating func duplicate(_ value: LocatedValue) { add(FieldFault(value.path, .duplicate, "Duplicate value: \(value.json.text)")) }

    /// It names what is not there.
    mutating func notFound(_ value: LocatedValue) { add(FieldFault(value.path, .notFound, "Not found: \(value.json.text)")) }

    /// It may not be there.
    mutating func forbidden(_ path: FieldPath, _ detail: String) { add(FieldFault(path, .forbidden, "Forbidden: \(detail)")) }

    /// It is larger than it may be.
    mutating func tooLong(_ path: FieldPath, limit: Int) {
        add(FieldFault(path, .tooLong, "Too long: may not be more than \(limit) bytes"))
    }
}

extension Inspection {
    /// Says that there is nothing; false then.
    @discardableResult mutating func require(_ value: LocatedValue, _ detail: String = "") -> Bool {
        let isEmpty =
            switch value.json {
            case .null, .string(""): true
            case .array(let elements): elements.isEmpty
            default: false
            }
        if isEmpty { required(value, detail) }
        return !isEmpty
    }

    /// Checks a text that is there against the rules of its kind.
    mutating func check(_ value: LocatedValue, _ syntax: NameSyntax) {
        guard let text = value.json.string else { return }
        for fault in syntax.faults(in: text) { invalid(value, fault) }
    }

    /// Checks a number that is there against its bounds.
    mutating func check(_ value: LocatedValue, in range: ClosedRange<Int>, _ detail: String) {
        if let int = value.int, !range.contains(int) { invalid(value, detail) }
    }

    /// Checks that a number that is there is no less than 0.
    mutating func checkNotNegative(_ value: LocatedValue) { check(value, in: 0...Int.max, "must be greater than or equal to 0") }

    /// A port's number.
    mutating func checkPort(_ value: LocatedValue) { check(value, in: 1...65535, "must be between 1 and 65535, inclusive") }

    /// A port's number or name.
    mutating func checkPortReference(_ value: LocatedValue) {
        checkPort(value)
        check(value, .portName)
    }

    /// Says of each text that stands again that it does.
    mutating func checkUnique(_ values: [LocatedValue]) {
        var seen: Set<JSON> = []
        for value in values where value.isSet && value.json != "" && !seen.insert(value.json).inserted { duplicate(value) }
    }
}
