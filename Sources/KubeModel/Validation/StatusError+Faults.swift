extension StatusError {
    /// The answer to a write of an object with `faults`: 400 for what the decoder refuses, and under `strict` validation for unknown
    /// and repeated fields; 422 for what the rules refuse; nil when the write may go on.
    package static func refusal(of key: ObjectKey, faults: [FieldFault], fieldValidation: ObjectWrite.FieldValidation = .strict)
        -> StatusError?
    {
        if let fault = faults.first(where: { $0.reason == .wrongType }) { return undecodable(key, fault) }
        if fieldValidation == .strict, let error = strictDecoding(faults) { return error }
        let causes = faults.filter { !$0.isStrictDecodingError }.map(\.cause)
        return causes.isEmpty ? nil : .invalid(key, causes)
    }

    /// Nil when no field is unknown or stands twice.
    package static func strictDecoding(_ faults: [FieldFault]) -> StatusError? {
        let messages = faults.filter(\.isStrictDecodingError).map(\.message)
        return messages.isEmpty ? nil : .badRequest("strict decoding error: \(messages.joined(separator: ", "))")
    }

    private static func undecodable(_ key: ObjectKey, _ fault: FieldFault) -> StatusError {
        let type = key.type
        return .badRequest(
            "\(type.kind) in version \"\(type.version)\" cannot be handled as a \(type.kind): \(fault.decoderMessage ?? fault.message)")
    }
}
