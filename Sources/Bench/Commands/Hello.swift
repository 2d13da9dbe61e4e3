import ArgumentParser
import Hummingbird
import Logging
import ServiceLifecycle

/// The yardstick of the reading benchmark: a Hummingbird server with one route and no middleware.
struct Hello: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve a bare hello.", shouldDisplay: false)

    @Option(help: "The port on 127.0.0.1.")
    var port: Int

    func run() async throws {
        let router = Router()
        router.get("/") { _, _ in "Hello, world!" }
        var logger = Logger(label: "hello")
        logger.logLevel = .warning
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port), backlog: 1024), logger: logger)
        try await application.runService()
    }
}
