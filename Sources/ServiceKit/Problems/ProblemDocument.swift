/// A problem as a client reads it from another service's answer.
package struct ProblemDocument: Decodable, Sendable, Equatable {
    package var status: Int
    package var code: String
    package var detail: String
    package var errors: [FieldError]

    private enum CodingKeys: String, CodingKey { case status, code, detail, errors }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        status = try container.decode(Int.self, forKey: .status)
        code = try container.decode(String.self, forKey: .code)
        detail = try container.decodeIfPresent(String.self, forKey: .detail) ?? ""
        errors = try container.decodeIfPresent([FieldError].self, forKey: .errors) ?? []
    }
}
