import KubeModel
import Storage

/// One row of the store's table.
struct StoredRecord: Sendable {
    let group: String
    let plural: String
    let namespace: String
    let name: String
    let object: KubeObject

    init(_ row: Row) throws {
        group = try row.get("api_group")
        plural = try row.get("resource")
        namespace = try row.get("namespace")
        name = try row.get("name")
        let body: String = try row.get("body")
        do {
            object = KubeObject(try JSON(parsing: Array(body.utf8)))
        } catch {
            throw JournalError.damaged("\(plural)/\(namespace)/\(name)")
        }
    }

    /// The object's key; its type needs no more here than what names it, for the tables are found by group and plural.
    var key: ObjectKey {
        let version = object.apiVersion.split(separator: "/").last.map(String.init) ?? ""
        let type = ResourceType(
            group: group, version: version, kind: object.kind, plural: plural, isNamespaced: !namespace.isEmpty)
        return ObjectKey(type, namespace: namespace, name: name)
    }
}
