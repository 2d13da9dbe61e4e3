package import Logging
import ServiceLifecycle

/// Takes up payments whose outcome is not known, at every tick, until the service stops. Any number of replicas may run one.
package struct PaymentResolver<Ticks: AsyncSequence & Sendable>: Service where Ticks.Element == Void {
    private let processor: PaymentProcessor
    private let ticks: Ticks
    private let logger: Logger

    package init(processor: PaymentProcessor, ticks: Ticks, logger: Logger) {
        self.processor = processor
        self.ticks = ticks
        self.logger = logger
    }

    package func run() async throws {
        for try await _ in ticks.cancelOnGracefulShutdown() {
            do {
                try await processor.resolveDue()
            } catch {
                logger.warning("Unresolved payments could not be read", metadata: ["error": "\(error)"])
            }
        }
    }
}
