import KubeModel
import Logging
import Synchronization

/// Writes the verdicts into the objects' status, and an event for each that was refused. It never keeps the routing waiting.
final class StatusReporter: Sendable {
    private let api: any ObjectAPI
    private let logger: Logger
    private let now: @Sendable () -> KubeTime
    private let reports = Inbox<MeshReport>()
    /// The last that was written of each object, so that nothing is written twice.
    private let written = Mutex<[ObjectKey: MeshReport]>([:])

    init(api: any ObjectAPI, logger: Logger, now: @escaping @Sendable () -> KubeTime) {
        self.api = api
        self.logger = logger
        self.now = now
    }

    func report(_ report: MeshReport) {
        guard written.withLock({ $0.updateValue(report, forKey: report.key) != report }) else { return }
        reports.put(report)
    }

    /// Until the task is cancelled.
    func run() async {
        for await _ in reports.signals {
            var latest: [ObjectKey: MeshReport] = [:]
            for report in reports.takeAll() { latest[report.key] = report }
            for report in latest.values.sorted(by: { $0.key.description < $1.key.description }) { await write(report) }
        }
    }

    private func write(_ report: MeshReport) async {
        do throws(StatusError) {
            let object = try await api.get(report.key)
            guard object.uid == report.uid, object.generation == report.generation, let status = report.status(of: object, now: now())
            else { return }
            try await api.patch(report.key, .merge(["status": status]), subresource: .status, manager: "souk-mesh")
            if let refusal = report.conditions.first(where: { $0.type == "Reconciled" && !$0.isTrue }) {
                try await api.create(event(of: object, refusal), as: .events, manager: "souk-mesh")
            }
        } catch {
            guard error.code != 404 else { return }
            logger.warning("Status cannot be written", metadata: ["object": "\(report.key)", "error": "\(error)"])
            written.withLock { $0[report.key] = nil }
        }
    }

    private func event(of object: KubeObject, _ refusal: MeshCondition) -> KubeObject {
        let time = now()
        let suffix = String(UInt64(bitPattern: time.microseconds), radix: 16)
        var event = KubeObject(.events, namespace: object.namespace, name: "\(object.name).\(suffix)")
        event["involvedObject"] = [
            "apiVersion": .string(object.apiVersion), "kind": .string(object.kind), "namespace": .string(object.namespace),
            "name": .string(object.name), "uid": .string(object.uid), "resourceVersion": .string(object.resourceVersion),
        ]
        event["type"] = "Warning"
        event["reason"] = .string(refusal.reason)
        event["message"] = .string(refusal.message)
        event["source"] = ["component": "souk-mesh"]
        event["firstTimestamp"] = .string(time.text)
        event["lastTimestamp"] = .string(time.text)
        event["count"] = 1
        return event
    }
}
