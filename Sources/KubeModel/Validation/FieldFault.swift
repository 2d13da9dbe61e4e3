/// Something that is wrong with a field of an object.
package struct FieldFault: Sendable, Hashable {
    package enum Reason: String, Sendable {
        /// The type has no such field.
        case unknownField = "FieldUnknown"
        /// The key stands twice in its object.
        case duplicateField = "FieldDuplicate"
        /// Text where a number should be, and the like: the object cannot be decoded.
        case wrongType = "FieldValueTypeInvalid"
        case required = "FieldValueRequired"
        case invalid = "FieldValueInvalid"
        case notSupported = "FieldValueNotSupported"
        case duplicate = "FieldValueDuplicate"
        case notFound = "FieldValueNotFound"
        case tooLong = "FieldValueTooLong"
        /// May not be set, or not be changed.
        case forbidden = "FieldValueForbidden"
    }

    package let path: FieldPath
    package let reason: Reason
    /// In Kubernetes' words, without the path: `Required value`, `unknown field "spec.replica"`.
    package let message: String
    /// A known name that is close to an unknown one.
    package let suggestion: String?
    /// What Go's decoder says of a value of the wrong type.
    package let decoderMessage: String?

    package init(_ path: FieldPath, _ reason: Reason, _ message: String, suggestion: String? = nil, decoderMessage: String? = nil) {
        self.path = path
        self.reason = reason
        self.message = message
        self.suggestion = suggestion
        self.decoderMessage = decoderMessage
    }

    /// A field that the strict decoder refuses, rather than validation.
    package var isStrictDecodingError: Bool { reason == .unknownField || reason == .duplicateField }

    /// As a part of a `Status`; the decoder's own faults have no cause there.
    package var cause: StatusError.Cause { StatusError.Cause(reason: reason.rawValue, message: message, field: path.description) }
}

extension FieldFault: CustomStringConvertible {
    /// With the path, and the name that may have been meant.
    package var description: String {
        let text = isStrictDecodingError ? message : "\(path): \(message)"
        return suggestion.map { "\(text): did you mean \"\($0)\"?" } ?? text
    }
}
