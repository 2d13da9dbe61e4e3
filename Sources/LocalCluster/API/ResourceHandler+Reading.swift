import Hummingbird
import KubeModel

extension ResourceHandler {
    func get(_ call: ResourceCall, _ target: Target, _ subresource: String?) async throws -> Response {
        guard let key = target.key else { throw StatusError.noSuchResource }
        guard [nil, "status", "scale"].contains(subresource) else { throw StatusError.methodNotAllowed }
        let object = try await store.get(key, subresource: subresource.flatMap(ObjectWrite.Subresource.init(rawValue:)))
        return APIAnswer(try view(call, target).single(object)).response
    }

    func list(_ call: ResourceCall, _ target: Target) throws -> Response {
        let page = try ListPage(
            limit: try call.query.count("limit"), token: call.query["continue"],
            exactVersion: call.query["resourceVersionMatch"] == "Exact" ? call.query["resourceVersion"] : nil)
        let scope = WatchScope(type: target.type, namespace: target.namespace, selector: target.selector)
        let list = try store.list(scope, page)
        return APIAnswer(try view(call, target).list(list)).response
    }

    /// How the client wants to see objects.
    func view(_ call: ResourceCall, _ target: Target) throws(StatusError) -> ObjectView {
        let form = try AnswerForm(accept: call.accept)
        return ObjectView(
            form: form, type: target.type,
            table: form == .table ? TableLayout.layout(for: target.type, in: target.registered) : nil,
            embedding: ObjectView.Embedding(call.query["includeObject"]), now: store.time)
    }
}
