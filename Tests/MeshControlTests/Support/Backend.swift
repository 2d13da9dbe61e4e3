import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A little HTTP server that stands for a pod, in this process. `/readyz` says whether it is ready; everything else is counted and answered
/// with its name, or as `status` says.
final class Backend: Sendable {
    struct State {
        var requests = 0
        /// How often it was asked whether it is ready.
        var probes = 0
        var isReady = true
        var status = HTTPResponse.Status.ok
        /// Of the last request.
        var asked: [String: String] = [:]
        var delay: Duration = .zero
        /// Instead of its name.
        var body: String?
    }

    let name: String
    let address: String
    let port: Int
    let state = Mutex(State())

    init(_ name: String, address: String, port: Int = 8_080) {
        self.name = name
        self.address = address
        self.port = port
    }

    var requests: Int { state.withLock(\.requests) }
    var probes: Int { state.withLock(\.probes) }

    func application() -> some Service {
        Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in await self.answer(request) },
            server: .http1(configuration: .init(idleTimeout: .seconds(75))),
            configuration: .init(address: .hostname(address, port: port), backlog: 1_024),
            logger: Logger(label: "backend") { _ in SwiftLogNoOpLogHandler() })
    }

    private func answer(_ request: Request) async -> Response {
        if request.uri.path == "/readyz" {
            let isReady = state.withLock { state in
                state.probes += 1
                return state.isReady
            }
            return Response(status: isReady ? .ok : .serviceUnavailable)
        }
        let (status, delay, body) = state.withLock { state in
            state.requests += 1
            state.asked = Dictionary(request.headers.map { ($0.name.canonicalName, $0.value) }) { $1 }
            state.asked[":path"] = request.uri.string
            state.asked[":authority"] = request.head.authority
            return (state.status, state.delay, state.body)
        }
        if delay > .zero { try? await Task.sleep(for: delay) }
        return Response(status: status, body: .init(byteBuffer: ByteBuffer(string: body ?? name)))
    }
}
