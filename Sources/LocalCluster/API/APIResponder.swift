import Synchronization
import HTTPTypes
import Hummingbird
import KubeModel
import Logging
import NIOCore

/// Answers every request of the API: who asks, what for, whether that is allowed, and then whoever knows the answer.
struct APIResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    private let store: ObjectStore
    private let authenticator: Authenticator
    private let resources: ResourceHandler
    private let reviews: ReviewHandler
    private let usage: UsageHandler?
    private let openAPI = OpenAPIAnswers()
    private let settings: APIServerSettings
    private let logger: Logger

    init(
        store: ObjectStore, tokens: AccessTokens, settings: APIServerSettings, logs: (any PodLogReading)?, usage: (any UsageReading)?,
        logger: Logger
    ) {
        let authorizer = RoleAuthorizer { type, namespace in store.objects(type, in: namespace) }
        self.store = store
        self.settings = settings
        self.logger = logger
        authenticator = Authenticator(tokens: tokens, store: store)
        self.usage = usage.map { UsageHandler(store: store, usage: $0, authorizer: authorizer) }
        reviews = ReviewHandler(authorizer: authorizer)
        resources = ResourceHandler(
            store: store, authorizer: authorizer, tokens: tokens, settings: settings, logs: logs, logger: logger)
    }

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        var response: Response
        do {
            response = try await answer(request)
        } catch let error as StatusError {
            response = APIAnswer(error).response
        } catch is NIOTooManyBytesError {
            response = APIAnswer(.bodyTooLarge(limit: settings.bodyLimit)).response
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            logger.error("Request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            response = APIAnswer(.internalError).response
        }
        let status = response.status.code
        // Whatever is refused is worth a line; what is allowed only to whoever looks for it. A query may hold anything, so it stays out.
        logger.log(
            level: status == 401 || status == 403 || status >= 500 ? .notice : .debug, "API request",
            metadata: ["method": "\(request.method)", "path": "\(request.uri.path)", "status": "\(status)"])
        if response.body.contentLength != nil, status == 413 { response.headers[.connection] = "close" }
        return response
    }

    private func answer(_ request: Request) async throws -> Response {
        guard let route = APIRoute(path: request.uri.path) else { throw StatusError.noSuchResource }
        if case .health = route {
            return Response(status: .ok, headers: [.contentType: "text/plain"], body: .init(byteBuffer: ByteBuffer(string: "ok")))
        }
        let identity = try authenticator.identity(of: request)
        guard case .resource(let path) = route else { return try document(route, request) }
        let call = ResourceCall(
            request: request, path: path, query: APIQuery(request.uri.queryParameters.map { (String($0.key), String($0.value)) }),
            identity: identity, bodyLimit: settings.bodyLimit)
        if let usage, path.group == UsageHandler.group { return try await usage.answer(call) }
        if ReviewHandler.groups.contains(path.group) { return try await reviews.answer(call) }
        return try await resources.answer(call)
    }

    /// What describes the API itself. Everybody who is known may read it.
    private func document(_ route: APIRoute, _ request: Request) throws -> Response {
        guard request.method == .get || request.method == .head else { throw StatusError.methodNotAllowed }
        let discovery = DiscoveryDocument(registry: store.registry, servesUsage: usage != nil)
        let form = try AnswerForm(accept: request.headers[.accept] ?? "")
        let json: JSON
        switch route {
        case .version: json = DiscoveryDocument.version
        case .coreVersions, .groups:
            if case .aggregatedDiscovery(let contentType) = form {
                var answer = APIAnswer(discovery.aggregated(isCore: route == .coreVersions))
                answer.contentType = contentType
                return answer.response
            }
            json = route == .coreVersions ? discovery.coreVersions : discovery.groups
        case .group(let name): json = try discovery.group(name)
        case .resources(let group, let version): json = try discovery.resources(group: group, version: version)
        case .openAPIv2: json = openAPI.v2(store.registry)
        case .openAPIv3Index: json = openAPI.index(store.registry)
        case .openAPIv3(let group, let version): json = try openAPI.v3(group: group, version: version, store.registry)
        case .health, .resource: throw StatusError.noSuchResource
        }
        return APIAnswer(json).response
    }
}

extension ObjectStore {
    /// The objects of a type in a namespace as they are stored, for rules that look things up.
    func objects(_ type: ResourceType, in namespace: String?) -> [KubeObject] {
        state.withLock { $0.objects(type, in: namespace) }
    }
}
