package import KubeModel

/// What every controller of a cluster works with.
package struct ControllerContext: Sendable {
    package let api: any ObjectAPI
    package let informers: InformerSet
    package let performer: DirectivePerformer
    package let now: @Sendable () -> KubeTime

    package init(
        api: any ObjectAPI, informers: InformerSet, performer: DirectivePerformer, now: @escaping @Sendable () -> KubeTime
    ) {
        self.api = api
        self.informers = informers
        self.performer = performer
        self.now = now
    }

    /// The objects of a type that an owner controls.
    func controlled(by owner: KubeObject, _ type: ResourceType) -> [KubeObject] {
        informers[type].objects(in: owner.namespace).filter { $0.controller?.uid == owner.uid }
    }

    /// The object that controls another one, if it is still the same one.
    func controller(of object: KubeObject, _ type: ResourceType) -> KubeObject? {
        guard let reference = object.controller, reference.kind == type.kind else { return nil }
        let owner = informers[type].object(namespace: object.namespace, name: reference.name)
        return owner?.uid == reference.uid ? owner : nil
    }
}
