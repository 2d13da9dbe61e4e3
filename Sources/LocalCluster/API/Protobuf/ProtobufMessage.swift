/// The fields of one of Kubernetes' messages, by their numbers in its `generated.proto`.
struct ProtobufMessage: Sendable {
    /// What a field holds.
    indirect enum FieldType: Sendable {
        case string, bytes, integer, boolean, intOrString, quantity, time
        case message(ProtobufMessage)
        case list(FieldType)
        /// By text.
        case map(FieldType)
    }

    struct Field: Sendable {
        let name: String
        let type: FieldType
        /// Whether Go tells nothing from zero here: only then is a zero on the wire somebody's wish.
        let isOptional: Bool

        init(_ name: String, _ type: FieldType, isOptional: Bool = false) {
            self.name = name
            self.type = type
            self.isOptional = isOptional
        }
    }

    let name: String
    let fields: [Int: Field]

    init(_ name: String, _ fields: [Int: Field]) {
        self.name = name
        self.fields = fields
    }
}

extension ProtobufMessage.Field {
    static func string(_ name: String) -> Self { Self(name, .string) }
    static func strings(_ name: String) -> Self { Self(name, .list(.string)) }
    static func integer(_ name: String) -> Self { Self(name, .integer) }
    static func boolean(_ name: String) -> Self { Self(name, .boolean) }
    static func message(_ name: String, _ message: ProtobufMessage) -> Self { Self(name, .message(message)) }
    static func messages(_ name: String, _ message: ProtobufMessage) -> Self { Self(name, .list(.message(message))) }
    static func map(_ name: String, _ value: ProtobufMessage.FieldType = .string) -> Self { Self(name, .map(value)) }

    /// The same where nothing differs from zero.
    var optional: Self { Self(name, type, isOptional: true) }
}
