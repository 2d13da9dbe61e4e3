import ArgumentParser
import Foundation

/// Stops the shop that `souk dev` opened.
struct Down: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stop the shop that runs in this folder; nothing in flight is dropped.")

    @OptionGroup var home: HomeOption

    func run() async throws {
        guard let process = RunningShop(home: home.home), process.isAlive else {
            say("No shop is open in \(home.home.root).")
            return
        }
        process.terminate()
        let deadline = ContinuousClock.now + .seconds(60)
        while process.isAlive {
            guard ContinuousClock.now < deadline else {
                throw CommandFailure(
                    "Process \(process.pid) still runs after 60 s. Look at its log, then end it with kill -9 \(process.pid).")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        say("The shop is closed. What was sold stays sold.")
    }
}
