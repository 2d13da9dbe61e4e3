import ArgumentParser
import Foundation

/// Stops the shop that `souk up` or `souk dev` opened.
struct Down: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stop the shop that runs in this folder; nothing in flight is dropped.")

    @OptionGroup var home: HomeOption

    func run() async throws {
        let home = home.absolute
        let process = RunningShop(home: home).flatMap { $0.isAlive ? $0 : nil }
        if let process { try await end(process) }
        // What is left when `souk up` was killed.
        let leftover = try ClusterSettings.stored(in: home).map { RunningProcesses(home: home, settings: $0) }
        let hadLeftover = leftover.map { !$0.proxies.isEmpty } ?? false
        try await leftover?.end()
        say(process != nil || hadLeftover ? "The shop is closed. What was sold stays sold." : "No shop is open in \(home.root).")
    }

    private func end(_ process: RunningShop) async throws {
        process.terminate()
        let deadline = ContinuousClock.now + .seconds(60)
        while process.isAlive {
            guard ContinuousClock.now < deadline else {
                throw CommandFailure(
                    "Process \(process.pid) still runs after 60 s. Look at its log, then end it with kill -9 \(process.pid).")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
