import Foundation
import KubeModel
import LocalCluster
import Testing

/// The CustomResourceDefinitions for a cluster say what the local cluster has built in.
@Suite("Definitions of rollouts")
struct CustomDefinitionTests {
    private static let types: [ResourceType] = [.releases, .configRollouts]

    private func definition(of type: ResourceType) throws -> KubeObject {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy/base/delivery/crds.yaml")
        let text = try String(contentsOf: root.standardized, encoding: .utf8)
        let manifests = try ManifestLoader().load([(name: "crds.yaml", text: text)])
        return try #require(manifests.map(\.object).first { $0.name == type.qualifiedName })
    }

    @Test(arguments: types) func haveTheFieldsThatAreBuiltIn(_ type: ResourceType) throws {
        let version = try definition(of: type).spec["versions"][0]
        let builtIn = try #require(SchemaCatalog.schema(for: type)?.member("spec"))
        let defined = version["schema"]["openAPIV3Schema"]["properties"]["spec"]
        #expect(Self.fields(of: builtIn) == Self.fields(of: defined))
        #expect(version["name"].string == type.version && !version["subresources"]["status"].isNull)
    }

    @Test(arguments: types) func haveTheColumnsThatAreBuiltIn(_ type: ResourceType) throws {
        let columns = try definition(of: type).spec["versions"][0]["additionalPrinterColumns"].elements.compactMap { $0["name"].string }
        let layout = type == .releases ? TableLayout.releases : .configRollouts
        #expect(["Name"] + columns == layout.columns.map(\.name))
    }

    @Test func showARolloutInOneLine() throws {
        var release = KubeObject(.releases, namespace: "shop", name: "web-v2")
        release["spec"] = ["service": "web", "to": "v2"]
        release["metadata", "creationTimestamp"] = "2026-01-01T00:00:00Z"
        release.status = ["phase": "Holding", "step": "1/3", "weight": 20, "waiting": "the step's hold", "reason": "Holding"]
        let now = try #require(KubeTime("2026-01-01T00:00:30Z"))
        #expect(
            TableLayout.releases.cells(release, now)
                == ["web-v2", "web", "v2", "Holding", "1/3", 20, "the step's hold", "30s", "Holding", ""])
    }

    /// Every path with its type, what it may be and whether it must be there.
    private static func fields(of schema: Schema, at path: String = "") -> Set<String> {
        let note = schema.notes.limits.pattern.map { " \($0)" } ?? ""
        switch schema.kind {
        case .object(let members, let required):
            return members.reduce(into: []) { fields, member in
                let name = "\(path).\(member.key)" + (required.contains(member.key) ? "!" : "")
                fields.formUnion(Self.fields(of: member.value, at: name))
            }
        case .list(let element, _): return fields(of: element, at: path + "[]")
        case .string(let allowed): return ["\(path): string \(allowed.sorted())\(note)"]
        case .integer: return ["\(path): integer"]
        case .number: return ["\(path): number"]
        case .boolean: return ["\(path): boolean"]
        default: return ["\(path): something else"]
        }
    }

    private static func fields(of schema: JSON, at path: String = "") -> Set<String> {
        let note = schema["pattern"].string.map { " \($0)" } ?? ""
        switch schema["type"].string {
        case "object":
            let required = schema["required"].elements.compactMap(\.string)
            return (schema["properties"].object ?? [:]).reduce(into: []) { fields, member in
                let name = "\(path).\(member.key)" + (required.contains(member.key) ? "!" : "")
                fields.formUnion(Self.fields(of: member.value, at: name))
            }
        case "array": return fields(of: schema["items"], at: path + "[]")
        case "string": return ["\(path): string \(schema["enum"].elements.compactMap(\.string).sorted())\(note)"]
        case let type?: return ["\(path): \(type)"]
        case nil: return ["\(path): something else"]
        }
    }
}
