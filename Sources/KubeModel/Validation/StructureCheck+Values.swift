extension StructureCheck {
    /// Says that a value has the wrong type, to the reader of the manifest and in the words of Go's decoder.
    mutating func wrongType(_ value: LocatedValue, _ schema: Schema, in owner: String) {
        let found =
            switch value.json {
            case .bool: "bool"
            case .integer, .number: "number"
            default: value.json.typeName
            }
        let field = owner.isEmpty ? value.path.memberNames : "\(owner).\(value.path.memberNames)"
        refuse(
            value, "must be of type \(schema.openAPIType), not \(value.json.typeName)",
            decoder: "json: cannot unmarshal \(found) into Go struct field \(field) of type \(schema.goType)")
    }

    private mutating func refuse(_ value: LocatedValue, _ message: String, decoder: String) {
        let shown = value.json.object == nil && value.json.array == nil ? value.json.text : "\"\(value.json.typeName)\""
        inspection.add(
            FieldFault(value.path, isCustom ? .invalid : .wrongType, "Invalid value: \(shown): \(message)", decoderMessage: decoder))
    }

    /// A whole number that fits its type and bounds.
    mutating func checkInteger(_ value: LocatedValue, _ schema: Schema, in owner: String) {
        guard let int = value.int else { return wrongType(value, schema, in: owner) }
        guard schema.notes.format != "int32" || Int32(exactly: int) != nil else {
            return refuse(
                value, "must fit 32 bits",
                decoder: "json: cannot unmarshal number \(int) into Go struct field \(owner).\(value.path.memberNames) of type int32")
        }
        checkRange(value, schema)
    }

    /// A number against the bounds of a custom kind.
    mutating func checkRange(_ value: LocatedValue, _ schema: Schema) {
        guard let number = value.json.double else { return }
        let limits = schema.notes.limits
        if let minimum = limits.minimum, number < minimum {
            inspection.invalid(value, "should be greater than or equal to \(JSON(whole: minimum).text)")
        }
        if let maximum = limits.maximum, number > maximum {
            inspection.invalid(value, "should be less than or equal to \(JSON(whole: maximum).text)")
        }
    }

    /// The length of a list against the bounds of a custom kind.
    mutating func checkCount(_ value: LocatedValue, _ schema: Schema) {
        let count = value.json.elements.count
        if let most = schema.notes.limits.maxItems, count > most { inspection.invalid(value, "should have at most \(most) items") }
        if let least = schema.notes.limits.minItems, count < least { inspection.invalid(value, "should have at least \(least) items") }
    }

    /// A text against the allowed ones and its bounds.
    mutating func checkString(_ value: LocatedValue, _ schema: Schema, _ allowed: [String], in owner: String) {
        guard let text = value.json.string else { return wrongType(value, schema, in: owner) }
        if !allowed.isEmpty, !allowed.contains(text), isCustom || !text.isEmpty { inspection.unsupported(value, allowed) }
        if schema.notes.format == "byte", !Base64Syntax.isValid(text) {
            refuse(value, "must be Base64", decoder: "illegal base64 data at input byte \(Base64Syntax.firstFault(in: text))")
        }
        let limits = schema.notes.limits
        let length = text.unicodeScalars.count
        if let most = limits.maxLength, length > most { inspection.invalid(value, "should be at most \(most) chars long") }
        if let least = limits.minLength, length < least { inspection.invalid(value, "should be at least \(least) chars long") }
        if let pattern = limits.pattern, let regex = try? Regex(pattern), text.firstMatch(of: regex) == nil {
            inspection.invalid(value, "should match '\(pattern)'")
        }
    }

    /// An amount.
    mutating func checkQuantity(_ value: LocatedValue, _ schema: Schema, in owner: String) {
        guard value.json.string != nil || value.json.double != nil else { return wrongType(value, schema, in: owner) }
        guard Quantity(value.json) == nil else { return }
        let rule = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
        refuse(value, rule, decoder: rule)
    }

    /// A moment.
    mutating func checkTime(_ value: LocatedValue, _ schema: Schema, in owner: String) {
        guard let text = value.json.string else { return wrongType(value, schema, in: owner) }
        guard KubeTime(text) == nil else { return }
        refuse(
            value, "must be a moment such as 2026-01-31T12:00:00Z",
            decoder: "parsing time \(value.json.text) as \"2006-01-02T15:04:05Z07:00\": cannot parse \(value.json.text) as \"2006\"")
    }
}

extension JSON {
    /// Without a fraction where there is none.
    fileprivate init(whole number: Double) { self = Int(exactly: number).map(JSON.integer) ?? .number(number) }
}
