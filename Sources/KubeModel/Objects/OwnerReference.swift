/// Who an object belongs to: it is deleted with its owners.
package struct OwnerReference: Sendable, Hashable {
    package let apiVersion: String
    package let kind: String
    package let name: String
    package let uid: String
    package let isController: Bool
    package let blocksOwnerDeletion: Bool

    /// `owner` as the controller of what it makes.
    package init(controller owner: KubeObject) {
        apiVersion = owner.apiVersion
        kind = owner.kind
        name = owner.name
        uid = owner.uid
        isController = true
        blocksOwnerDeletion = true
    }

    /// Nil unless `json` has the members that every reference must have.
    package init?(_ json: JSON) {
        guard let apiVersion = json["apiVersion"].string, let kind = json["kind"].string, let name = json["name"].string,
            let uid = json["uid"].string
        else { return nil }
        self.apiVersion = apiVersion
        self.kind = kind
        self.name = name
        self.uid = uid
        isController = json["controller"].bool ?? false
        blocksOwnerDeletion = json["blockOwnerDeletion"].bool ?? false
    }

    package var json: JSON {
        [
            "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name), "uid": .string(uid),
            "controller": .bool(isController), "blockOwnerDeletion": .bool(blocksOwnerDeletion),
        ]
    }
}
