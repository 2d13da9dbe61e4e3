import Logging
import ServiceLifecycle

/// The first to hear of SIGTERM: readiness fails, every answer asks the client to close, and requests are still accepted for the
/// drain delay. Only then does the group go on to stop the server.
struct DrainGate: Service {
    let state: DrainState
    let delay: Duration
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        state.drain()
        logger.info("Draining", metadata: ["delay": "\(delay)"])
        // A second signal, or a parent that gives up, cancels the wait.
        try? await Task.sleep(for: delay)
    }
}
