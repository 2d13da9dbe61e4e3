// The words in which the tables of the other files are written.

extension Schema {
    /// Anything: no member is checked.
    package static let any = Schema(.any)
    /// Any text.
    package static let string = Schema(.string(allowed: []))
    /// Text in Base64.
    package static let bytes = string.noting { $0.format = "byte" }
    /// A whole number of 32 bits.
    package static let int32 = Schema(.integer).noting { $0.format = "int32" }
    /// A whole number of 64 bits.
    package static let int64 = Schema(.integer).noting { $0.format = "int64" }
    /// A number of double precision.
    package static let number = Schema(.number).noting { $0.format = "double" }
    /// True or false.
    package static let boolean = Schema(.boolean)
    /// A port by number or name, or a count or percentage.
    package static let integerOrString = Schema(.integerOrString)
    /// An amount with a unit, such as `128Mi`.
    package static let quantity = Schema(.quantity)
    /// A moment in RFC 3339.
    package static let time = Schema(.time).noting { $0.format = "date-time" }
    /// Texts, which are replaced as a whole.
    package static let strings = list(of: .string)
    /// Texts by any key.
    package static let stringMap = map(of: .string)
    /// Amounts by the name of a resource.
    package static let quantities = map(of: .quantity)

    /// One of these texts.
    package static func choice(_ allowed: String...) -> Schema { Schema(.string(allowed: allowed)) }

    /// Values by any key.
    package static func map(of value: Schema) -> Schema { Schema(.map(value)) }

    /// A list that is replaced as a whole.
    package static func list(of element: Schema) -> Schema { Schema(.list(element, .atomic)) }

    /// A list whose elements are different and stay each its owner's.
    package static func set(of element: Schema) -> Schema { Schema(.list(element, .set)) }

    /// A list whose elements are told apart by `keys`; a strategic merge patch merges them by the first of these.
    package static func list(of element: Schema, by keys: String...) -> Schema {
        Schema(.list(element, .map(keys: keys))).noting {
            $0.patchMergeKey = keys.first
            $0.patchStrategies = [.merge]
        }
    }

    /// A list whose elements are told apart by `keys`, which a strategic merge patch replaces all the same.
    package static func keyedList(of element: Schema, by keys: String...) -> Schema { Schema(.list(element, .map(keys: keys))) }

    /// A type that is not yet declared where it is named, because it contains itself.
    package static func recursive(_ schema: @escaping @Sendable () -> Schema) -> Schema { Schema(deferred: schema) }

    /// An object type of its own, which no other shares.
    package static func object(@FieldTable _ fields: () -> [Field]) -> Schema {
        let fields = fields()
        return Schema(fields.kind)
    }
}

/// The OpenAPI package of a group's types, under which they are named.
struct SchemaPackage {
    let name: String

    init(_ name: String) { self.name = name }

    /// A shared object type; an owner has all or nothing of an atomic one.
    func type(_ name: String, isAtomic: Bool = false, @FieldTable _ fields: () -> [Field]) -> Schema {
        Schema(fields().kind, typeName: "\(self.name).\(name)").noting { $0.isAtomic = isAtomic }
    }

    /// A kind of object: `fields` and what every object has.
    func kind(_ name: String, _ summary: String, @FieldTable _ fields: () -> [Field]) -> Schema {
        let common = [Field("apiVersion", "kind", as: .string), Field("metadata", as: Schema.objectMeta)]
        return Schema((common + fields()).kind, typeName: "\(self.name).\(name)").noting { $0.summary = summary }
    }
}
