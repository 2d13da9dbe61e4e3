/// What of an object can be owned: all but what names it and what only the API server writes.
enum OwnedObject {
    /// Members of the object itself that nobody owns.
    static let typeMembers: Set = ["apiVersion", "kind"]

    /// Members of its metadata that nobody owns.
    static let systemMetadata: Set = [
        "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation", "managedFields", "name", "namespace",
        "resourceVersion", "selfLink", "uid",
    ]

    /// All fields of the object that can be owned.
    static func fields(of object: KubeObject, _ schema: Schema) -> FieldSet {
        var set = FieldSet(ofMembers: object.json.object ?? [:], schema, except: typeMembers.union(["metadata"]))
        set[FieldStep.member("metadata")] = FieldSet(
            ofMembers: object["metadata"].object ?? [:], schema.field("metadata"), except: systemMetadata)
        return set
    }

    /// What of that differs.
    static func comparison(from old: KubeObject?, to new: KubeObject, _ schema: Schema) -> FieldComparison {
        guard let old else { return FieldComparison(added: fields(of: new, schema)) }
        var result = FieldComparison()
        result.compareMembers(old.json.object ?? [:], new.json.object ?? [:], schema, except: typeMembers.union(["metadata"]))
        var metadata = FieldComparison()
        metadata.compareMembers(
            old["metadata"].object ?? [:], new["metadata"].object ?? [:], schema.field("metadata"), except: systemMetadata)
        result.attach(metadata, at: FieldStep.member("metadata"))
        return result
    }
}
