import ServiceKit
import Storage

/// Values that a table holds as JSON text.
enum Stored {
    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try ShopJSON.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ type: Value.Type, in row: Row, _ column: String) throws -> Value {
        try ShopJSON.decode(type, from: Array(try row.get(column, as: String.self).utf8))
    }
}
