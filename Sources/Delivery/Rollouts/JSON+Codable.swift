import Foundation
package import KubeModel

extension JSON {
    /// The JSON of a value.
    package init(encoding value: some Encodable) throws {
        try self.init(parsing: Self.encoder.encode(value))
    }

    /// The value whose JSON this is.
    package func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        try Self.decoder.decode(type, from: Data(bytes))
    }

    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return encoder
    }

    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return decoder
    }
}
