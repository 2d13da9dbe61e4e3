/// The other apply of kubectl, which keeps what it wanted last in an annotation, and how an object moves from it to server-side apply.
enum ClientSideApply {
    static let annotation = "kubectl.kubernetes.io/last-applied-configuration"
    /// The name under which kubectl applies on the server's side, unless it is told another.
    static let serverSideManager = "kubectl"

    /// What was wanted last. kubectl may take these fields on the server's side without a conflict, whoever has them.
    static func fields(of live: KubeObject?, _ schema: Schema) -> FieldSet {
        guard let text = live?.annotations[annotation], let wanted = try? JSON(parsing: text) else { return FieldSet() }
        return OwnedObject.fields(of: KubeObject(wanted), schema)
    }

    /// Where the annotation is, it goes on telling what was applied last, so that the way back stays open.
    static func refresh(_ object: inout KubeObject, from live: KubeObject, configuration: KubeObject) {
        guard live.annotations[annotation] != nil, object.annotations[annotation] != nil else { return }
        var wanted = configuration
        wanted["metadata", "annotations", annotation] = .null
        object["metadata", "annotations", annotation] = .string(wanted.json.text + "\n")
    }
}
