package import Foundation
package import KubeModel
package import Logging
import Synchronization

/// Writes Events about pods. The same one again counts up; nobody waits for it, and when the API is away it is lost, as in Kubernetes.
package final class EventRecorder: Sendable {
    private struct Series: Hashable {
        let uid: String
        let container: String?
        let reason: String
        let message: String
    }

    private struct Entry: Sendable {
        let pod: KubeObject
        let notice: PodNotice
        let time: Date
    }

    /// How many series are remembered for counting.
    package static let memory = 512

    private let api: any ObjectAPI
    private let node: String
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let known = Mutex<[Series: KubeObject]>([:])
    private let entries: AsyncStream<Entry>
    private let mailbox: AsyncStream<Entry>.Continuation

    package init(api: any ObjectAPI, node: String, logger: Logger, now: @escaping @Sendable () -> Date) {
        self.api = api
        self.node = node
        self.logger = logger
        self.now = now
        (entries, mailbox) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1_000))
    }

    package func record(_ notice: PodNotice, about pod: KubeObject) {
        mailbox.yield(Entry(pod: pod, notice: notice, time: now()))
    }

    /// Writes what is recorded, until cancelled.
    package func run() async {
        for await entry in entries {
            do {
                try await write(entry)
            } catch {
                logger.debug("an event was not written", metadata: ["reason": "\(entry.notice.reason)", "error": "\(error)"])
            }
        }
    }

    private func write(_ entry: Entry) async throws {
        let notice = entry.notice
        let series = Series(uid: entry.pod.uid, container: notice.container, reason: notice.reason, message: notice.message)
        if var event = known.withLock({ $0[series] }) {
            event["count"] = .integer((event["count"].int ?? 1) + 1)
            event["lastTimestamp"] = .string(entry.time.kubeText)
            let change: JSON = ["count": event["count"], "lastTimestamp": event["lastTimestamp"]]
            let key = ObjectKey(.events, namespace: event.namespace, name: event.name)
            if (try? await api.patch(key, .merge(change))) != nil {
                known.withLock { $0[series] = event }
                return
            }
        }
        let event = makeEvent(entry)
        try await api.create(event, as: .events)
        known.withLock { known in
            if known.count >= Self.memory { known.removeAll() }
            known[series] = event
        }
    }

    private func makeEvent(_ entry: Entry) -> KubeObject {
        let (pod, notice, time) = (entry.pod, entry.notice, JSON.string(entry.time.kubeText))
        let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        var event = KubeObject(.events, namespace: pod.namespace, name: "\(pod.name).\(suffix)")
        event["involvedObject"] = [
            "apiVersion": "v1", "kind": "Pod", "namespace": .string(pod.namespace), "name": .string(pod.name), "uid": .string(pod.uid),
        ]
        if let container = notice.container { event["involvedObject", "fieldPath"] = .string("spec.containers{\(container)}") }
        event["type"] = notice.isWarning ? "Warning" : "Normal"
        event["reason"] = .string(notice.reason)
        event["message"] = .string(notice.message)
        event["source"] = ["component": "kubelet", "host": .string(node)]
        event["reportingComponent"] = "kubelet"
        event["reportingInstance"] = .string(node)
        event["firstTimestamp"] = time
        event["lastTimestamp"] = time
        event["count"] = 1
        return event
    }
}
