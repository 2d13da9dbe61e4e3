package import KubeControllers
package import KubeModel
package import Logging

/// Writes down what controllers tell, beside their work: an event that is told again is counted up. When the API does not keep up, the
/// oldest are dropped.
package final class EventRecorder: Sendable {
    private struct Telling: Sendable {
        let note: EventNote
        let time: KubeTime
    }

    private let api: any ObjectAPI
    private let now: @Sendable () -> KubeTime
    private let logger: Logger
    private let tellings: AsyncStream<Telling>
    private let continuation: AsyncStream<Telling>.Continuation

    package init(api: any ObjectAPI, now: @escaping @Sendable () -> KubeTime, logger: Logger) {
        self.api = api
        self.now = now
        self.logger = logger
        (tellings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1024))
    }

    package func record(_ note: EventNote) {
        continuation.yield(Telling(note: note, time: now()))
    }

    /// Writes until its task is cancelled.
    package func run() async {
        for await telling in tellings { await write(telling) }
    }

    private func write(_ telling: Telling) async {
        let note = telling.note
        do throws(StatusError) {
            do throws(StatusError) {
                try await api.create(note.event(at: telling.time.text), as: .events, manager: note.component)
            } catch {
                guard error.reason == .alreadyExists else { throw error }
                let present = try await api.get(note.key)
                try await api.patch(note.key, note.repetition(of: present, at: telling.time.text), manager: note.component)
            }
        } catch {
            logger.debug("An event was not written", metadata: ["reason": "\(note.reason)", "error": "\(error.message)"])
        }
    }
}
