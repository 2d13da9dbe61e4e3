package import Logging
import ServiceLifecycle

/// Ends reservations whose time is up, at each tick, in small transactions with room for others in between.
/// Any number of replicas may sweep at once: each hold is ended once, by a decision inside the transaction.
package struct ReservationSweeper<Ticks: AsyncSequence & Sendable>: Service where Ticks.Element == Void {
    private let inventory: Inventory
    private let ticks: Ticks
    private let logger: Logger

    package init(inventory: Inventory, ticks: Ticks, logger: Logger) {
        self.inventory = inventory
        self.ticks = ticks
        self.logger = logger
    }

    package func run() async throws {
        for try await _ in ticks.cancelOnGracefulShutdown() {
            do {
                try await sweep()
            } catch {
                logger.warning("Lapsed reservations could not be ended", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Goes on until nothing is left that has lapsed.
    package func sweep() async throws {
        var ended = 0
        while !Task.isCancelled {
            let count = try await inventory.expireLapsed()
            guard count > 0 else { break }
            ended += count
        }
        if ended > 0 { logger.info("Lapsed reservations ended", metadata: ["count": "\(ended)"]) }
    }
}
