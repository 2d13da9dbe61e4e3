import HTTPTypes
import Hummingbird
import KubeModel

extension ResourceHandler {
    func create(_ call: ResourceCall, _ target: Target) async throws -> Response {
        let content = try await call.body()
        let object = KubeObject(try content.object())
        let subresource = call.path.subresource.flatMap(ObjectWrite.Subresource.init(rawValue:))
        let key = target.key ?? ObjectKey(target.type, namespace: target.namespace ?? object.namespace, name: object.name)
        guard subresource != nil || target.key == nil else { throw StatusError.methodNotAllowed }
        if !object.namespace.isEmpty, let namespace = target.namespace, object.namespace != namespace {
            throw StatusError.badRequest(
                "the namespace of the provided object does not match the namespace sent on the request")
        }
        return try await perform(.create(object), content, on: key, subresource, call, target)
    }

    /// PUT and PATCH, of the object or one of its subresources.
    func change(_ call: ResourceCall, _ target: Target) async throws -> Response {
        guard let key = target.key else { throw StatusError.methodNotAllowed }
        // Only the namespace's own finalizers can be changed by `finalize`, which an update does as well.
        let name = call.path.subresource == "finalize" ? nil : call.path.subresource
        let subresource = name.flatMap(ObjectWrite.Subresource.init(rawValue:))
        guard name == nil || subresource == .status || subresource == .scale else { throw StatusError.methodNotAllowed }
        let content = try await call.body()
        guard call.request.method == .patch else {
            return try await perform(.update(KubeObject(try content.object())), content, on: key, subresource, call, target)
        }
        let patch = try content.patch(isForced: call.query.flag("force"))
        if case .apply = patch, call.query["fieldManager"] == nil {
            throw StatusError(
                code: 422, reason: .invalid,
                message: "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch")
        }
        return try await perform(.patch(patch), content, on: key, subresource, call, target)
    }

    func delete(_ call: ResourceCall, _ target: Target) async throws -> Response {
        guard let key = target.key else { throw StatusError.methodNotAllowed }
        let options = try await deleteOptions(call)
        let outcome = try await store.outcome(of: try write(.delete(options.options), on: key, nil, call, isDryRun: options.isDryRun))
        guard outcome.effect == .removed, target.type != .pods else {
            return APIAnswer(try view(call, target).single(outcome.object), warnings: outcome.warnings).response
        }
        return APIAnswer(Self.success(outcome.object, target.type), warnings: outcome.warnings).response
    }

    func deleteCollection(_ call: ResourceCall, _ target: Target) async throws -> Response {
        let options = try await deleteOptions(call)
        let list = try await store.list(target.type, namespace: target.namespace, selector: target.selector)
        var deleted: [KubeObject] = []
        for object in list.items {
            let key = ObjectKey(target.type, namespace: object.namespace, name: object.name)
            let write = try write(.delete(options.options), on: key, nil, call, isDryRun: options.isDryRun)
            if let outcome = try await outcomeUnlessGone(of: write) { deleted.append(outcome.object) }
        }
        let page = ListPage.Result(items: deleted, version: Int(list.resourceVersion) ?? 0, token: nil, remaining: nil)
        return APIAnswer(try view(call, target).list(page)).response
    }

    /// A token for a service account, `authentication.k8s.io/v1` TokenRequest.
    func issueToken(_ call: ResourceCall, _ target: Target) async throws -> Response {
        guard let key = target.key else { throw StatusError.methodNotAllowed }
        let account = try await store.get(key)
        let sent = try await call.body().object()
        let seconds = min(max(sent["spec"]["expirationSeconds"].int ?? 3_600, 600), 365 * 86_400)
        let (now, lifetime) = (store.time, Duration.seconds(seconds))
        var pod: ServiceAccount.Pod?
        let bound = sent["spec"]["boundObjectRef"]
        if bound["kind"].string == "Pod", let name = bound["name"].string {
            let object = try await store.get(ObjectKey(.pods, namespace: key.namespace, name: name))
            pod = ServiceAccount.Pod(name: name, uid: object.uid)
        }
        let token = tokens.token(
            for: ServiceAccount(namespace: key.namespace, name: key.name, uid: account.uid, pod: pod), at: now, lifetime: lifetime)
        let answer: JSON = [
            "kind": "TokenRequest", "apiVersion": "authentication.k8s.io/v1",
            "metadata": ["name": .string(key.name), "namespace": .string(key.namespace)], "spec": sent["spec"],
            "status": [
                "token": .string(token), "expirationTimestamp": .string((now + lifetime).text),
            ],
        ]
        return APIAnswer(answer, status: .created).response
    }
}

extension ResourceHandler {
    private func perform(
        _ action: ObjectWrite.Action, _ content: RequestContent, on key: ObjectKey, _ subresource: ObjectWrite.Subresource?,
        _ call: ResourceCall, _ target: Target
    ) async throws -> Response {
        let repetitions = try repetitions(in: content, action, call, target)
        let outcome = try await store.outcome(of: try write(action, on: key, subresource, call, isDryRun: try call.query.isDryRun()))
        let status: HTTPResponse.Status = outcome.effect == .created ? .created : .ok
        let json = subresource == .eviction || subresource == .scale ? outcome.object.json : try view(call, target).single(outcome.object)
        return APIAnswer(json, status: status, warnings: repetitions + outcome.warnings).response
    }

    /// The warnings about fields that stand twice in the body. Throws 400 where the client wants them refused.
    private func repetitions(
        in content: RequestContent, _ action: ObjectWrite.Action, _ call: ResourceCall, _ target: Target
    ) throws(StatusError) -> [String] {
        let validation = try call.query.fieldValidation()
        let faults = validation == .ignore ? [] : content.repetitions
        if validation == .strict, let error = StatusError.strictDecoding(faults) {
            throw .undecodable(action, of: target.type, error)
        }
        return faults.map(\.message)
    }

    private func write(
        _ action: ObjectWrite.Action, on key: ObjectKey, _ subresource: ObjectWrite.Subresource?, _ call: ResourceCall, isDryRun: Bool
    ) throws(StatusError) -> ObjectWrite {
        var write = ObjectWrite(
            key, action, subresource: subresource, fieldManager: try call.fieldManager(),
            fieldValidation: try call.query.fieldValidation())
        write.isDryRun = isDryRun
        return write
    }

    /// Nil when somebody else was faster, which is as good.
    private func outcomeUnlessGone(of write: ObjectWrite) async throws(StatusError) -> WriteOutcome? {
        do throws(StatusError) {
            return try await store.outcome(of: write)
        } catch {
            if error.reason == .notFound { return nil }
            throw error
        }
    }

    /// The options of a deletion: the body's, and those of the query where the body has none.
    private func deleteOptions(_ call: ResourceCall) async throws -> (options: DeleteOptions, isDryRun: Bool) {
        let content = try await call.body()
        let body: JSON = content.isEmpty ? [:] : try content.object()
        var options = DeleteOptions()
        options.gracePeriodSeconds = try body["gracePeriodSeconds"].int ?? call.query.count("gracePeriodSeconds")
        options.uid = body["preconditions"]["uid"].string
        options.resourceVersion = body["preconditions"]["resourceVersion"].string
        if let policy = body["propagationPolicy"].string ?? call.query["propagationPolicy"] {
            guard let propagation = DeleteOptions.Propagation(rawValue: policy) else {
                throw StatusError.badRequest("invalid propagation policy \"\(policy.prefix(64))\"")
            }
            options.propagation = propagation
        } else if body["orphanDependents"].bool ?? call.query.flag("orphanDependents") {
            options.propagation = .orphan
        }
        if let grace = options.gracePeriodSeconds, grace < 0 { options.gracePeriodSeconds = 1 }
        let isDryRun = body["dryRun"].elements.contains("All") ? true : try call.query.isDryRun()
        return (options, isDryRun)
    }

    /// The `Status` of a deletion after which nothing is left.
    private static func success(_ object: KubeObject, _ type: ResourceType) -> JSON {
        [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
            "details": [
                "name": .string(object.name), "group": type.group.isEmpty ? .null : .string(type.group), "kind": .string(type.plural),
                "uid": .string(object.uid),
            ],
        ]
    }
}
