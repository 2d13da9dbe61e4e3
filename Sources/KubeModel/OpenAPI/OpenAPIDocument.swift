/// The documents by which clients learn what the server offers: `kubectl explain`, `kubectl apply` for how lists are merged and whether
/// the server validates fields by itself.
package enum OpenAPIDocument {
    /// What `/openapi/v3` answers: where the document of each group version is found. The address changes with its content, so that
    /// clients may keep it for ever.
    package static func v3Index(_ types: [DescribedType]) -> JSON {
        var paths: [String: JSON] = [:]
        for (path, members) in Dictionary(grouping: types, by: { String($0.type.apiPath.dropFirst()) }) {
            let hash = contentHash(of: v3(members))
            paths[path] = ["serverRelativeURL": .string("/openapi/v3/\(path)?hash=\(hash)")]
        }
        return ["paths": .object(paths)]
    }

    /// The document of one group version, whose kinds `types` are.
    package static func v3(_ types: [DescribedType]) -> JSON {
        var definitions = OpenAPIDefinitions(.v3)
        for type in types { definitions.add(type) }
        var paths: [String: JSON] = [:]
        for type in types { paths.merge(OpenAPIPaths(type, .v3).json) { $1 } }
        return [
            "openapi": "3.0.0", "info": info, "paths": .object(paths), "components": ["schemas": .object(definitions.json)],
        ]
    }

    /// What `/openapi/v2` answers: all kinds in one document of Swagger 2.0.
    package static func v2(_ types: [DescribedType]) -> JSON {
        var definitions = OpenAPIDefinitions(.v2)
        for type in types { definitions.add(type) }
        var paths: [String: JSON] = [:]
        for type in types { paths.merge(OpenAPIPaths(type, .v2).json) { $1 } }
        return ["swagger": "2.0", "info": info, "paths": .object(paths), "definitions": .object(definitions.json)]
    }

    private static let info: JSON = ["title": "Kubernetes", "version": "v1.37.0"]

    /// FNV-1a of 64 bits in hexadecimal: it need only differ when the content does.
    private static func contentHash(of document: JSON) -> String {
        let hash = document.bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16, uppercase: true)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// The two forms in which OpenAPI is written.
enum OpenAPIVersion {
    case v2, v3

    /// Where a reference finds a type.
    var referencePrefix: String {
        switch self {
        case .v2: "#/definitions/"
        case .v3: "#/components/schemas/"
        }
    }
}
