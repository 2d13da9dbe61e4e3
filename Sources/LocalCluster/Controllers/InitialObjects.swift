import KubeModel

/// What every cluster has from the beginning.
enum InitialObjects {
    private static let namespaces = ["default", "kube-system", NodeHealthController.leaseNamespace]

    /// Makes what is not there yet.
    static func ensure(in api: any ObjectAPI) async throws(StatusError) {
        for name in namespaces {
            do throws(StatusError) {
                try await api.create(KubeObject(.namespaces, name: name), as: .namespaces, manager: "kube-apiserver")
            } catch {
                guard error.reason == .alreadyExists else { throw error }
            }
        }
    }
}
