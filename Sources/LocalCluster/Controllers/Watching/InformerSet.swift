package import KubeModel
import Synchronization

/// One informer for each type, shared by all controllers.
package final class InformerSet: Sendable {
    private let api: any ObjectAPI
    private let informers = Mutex<[ResourceType: Informer]>([:])

    package init(of api: any ObjectAPI) { self.api = api }

    /// The informer of a type; made at the first call.
    package subscript(_ type: ResourceType) -> Informer {
        informers.withLock { informers in
            if let informer = informers[type] { return informer }
            let informer = Informer(type, of: api)
            informers[type] = informer
            return informer
        }
    }

    package var all: [Informer] { informers.withLock { Array($0.values) } }
}
