import FaultProxy
import Foundation
import NIOPosix
import UnixSignals

/// The sound program, moved to another port, and the proxies in front of it and behind it.
struct FaultyService: Sendable {
    /// How far the sound program's port lies from the pod's.
    private static let shift = 10_000
    private static let proxyVariables = ["HTTP_PROXY", "http_proxy"]

    let plan: FaultPlan
    let arguments: [String]
    let environment: [String: String]
    let log: FaultLog

    private var host: String { environment["HTTP_HOST"] ?? environment["POD_IP"] ?? "127.0.0.1" }
    private var port: Int { environment["HTTP_PORT"].flatMap { Int($0) } ?? 8080 }

    /// Runs until the sound program has ended, or for one that is never ready until a signal. Returns the exit status.
    func run() async throws -> Int32 {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        return try await withThrowingTaskGroup(of: Int32?.self) { group in
            defer { group.cancelAll() }
            if plan.startDelayMilliseconds > 0 {
                try await Task.sleep(for: .milliseconds(plan.startDelayMilliseconds))
            }
            guard !plan.isNeverReady else {
                for await _ in signals { return 0 }
                return 0
            }
            let proxies = proxies()
            for (proxy, address) in proxies {
                group.addTask {
                    try await proxy.run(at: address)
                    return nil
                }
            }
            let service = try ServiceProcess.start(plan.program, arguments, environment: movedEnvironment)
            group.addTask {
                for await _ in signals { service.send(SIGTERM) }
                return nil
            }
            group.addTask { try await service.waitForExit() }
            while let ended = try await group.next() {
                guard let status = ended else { continue }
                try await finish(proxies.map(\.0))
                return status
            }
            return 1
        }
    }

    private func proxies() -> [(FaultProxy, FaultProxy.Address)] {
        let note: @Sendable (FaultProxy.Fault) -> Void = { [log] fault in
            log.note(fault.rawValue)
            if fault == .crash { abort() }
        }
        let threads = MultiThreadedEventLoopGroup.singleton
        let inbound = FaultDecider(plan.inbound, crash: plan.crash, seed: plan.seed)
        let service = FaultProxy.Address(host: host, port: port + Self.shift)
        var proxies = [
            (FaultProxy(inbound, to: service, group: threads, onFault: note), FaultProxy.Address(host: host, port: port))
        ]
        if let mesh, !plan.outbound.isEmpty {
            let outbound = FaultDecider(plan.outbound, seed: plan.seed)
            proxies.append(
                (FaultProxy(outbound, to: mesh, group: threads, onFault: note), FaultProxy.Address(host: host, port: port + Self.shift + 1))
            )
        }
        return proxies
    }

    /// The proxy through which the pod's own requests go.
    private var mesh: FaultProxy.Address? {
        guard let text = Self.proxyVariables.lazy.compactMap({ environment[$0] }).first, let url = URL(string: text), let host = url.host()
        else { return nil }
        return FaultProxy.Address(host: host, port: url.port ?? 80)
    }

    private var movedEnvironment: [String: String] {
        var moved = environment
        moved["HTTP_PORT"] = "\(port + Self.shift)"
        if mesh != nil, !plan.outbound.isEmpty {
            for variable in Self.proxyVariables { moved[variable] = "http://\(host):\(port + Self.shift + 1)" }
        }
        return moved
    }

    /// What was answered late is still on its way when the program has ended.
    private func finish(_ proxies: [FaultProxy]) async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while proxies.contains(where: { $0.activeRequests > 0 }), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
