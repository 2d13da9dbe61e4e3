package import KubeControllers
package import KubeModel

/// Does what controllers want done.
package struct DirectivePerformer: Sendable {
    package let api: any ObjectAPI
    package let recorder: EventRecorder
    /// Who writes, in `managedFields`.
    private let manager = "kube-controller-manager"

    package init(api: any ObjectAPI, recorder: EventRecorder) {
        self.api = api
        self.recorder = recorder
    }

    /// Performs in order, and stops at the first refusal.
    /// - Returns: The shortest time after which to look again, if any is wanted.
    @discardableResult
    package func perform(_ directives: [Directive]) async throws(StatusError) -> Duration? {
        var pause: Duration?
        for directive in directives {
            if case .requeue(let after) = directive { pause = min(pause ?? after, after) }
            try await perform(directive)
        }
        return pause
    }

    private func perform(_ directive: Directive) async throws(StatusError) {
        switch directive {
        case .create(let object, let type): try await api.create(object, as: type, manager: manager)
        case .update(let object, let type): try await api.update(object, as: type, manager: manager)
        case .updateStatus(let object, let type): try await api.updateStatus(object, as: type, manager: manager)
        case .patch(let key, let patch, let subresource):
            try await api.patch(key, patch, subresource: subresource, manager: manager)
        case .delete(let key, let options): try await delete(key, options)
        case .record(let note): recorder.record(note)
        case .requeue: break
        }
    }

    /// What is gone already, or was made anew under the same name, need not be deleted.
    private func delete(_ key: ObjectKey, _ options: DeleteOptions) async throws(StatusError) {
        do throws(StatusError) {
            try await api.delete(key, options)
        } catch {
            guard error.reason == .notFound || (error.reason == .conflict && options.resourceVersion == nil) else { throw error }
        }
    }
}
