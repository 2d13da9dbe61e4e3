package import KubeModel

/// What a state of the API means for each proxy, and what of it could not be taken.
package struct MeshTranslation: Sendable, Equatable {
    /// By the name of the proxy.
    package var resources: [String: EnvoyResources] = [:]
    /// The objects that are left out, with the reason.
    package var faults: [ObjectKey: MeshFault] = [:]
    /// What objects ask for and do not get, such as a host that an older one has.
    package var notes: [ObjectKey: [String]] = [:]

    package init() {}
}
