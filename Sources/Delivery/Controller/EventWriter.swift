import KubeControllers
import KubeModel
import Logging

/// Writes down what the controller tells, beside its work: what is told again is counted up. When the API does not keep up, the oldest are
/// dropped. It needs no lease: what it tells has been written down already.
final class EventWriter: Sendable {
    private struct Telling: Sendable {
        let note: EventNote
        let time: KubeTime
    }

    private let api: any ObjectAPI
    private let now: @Sendable () -> KubeTime
    private let logger: Logger
    private let tellings: AsyncStream<Telling>
    private let continuation: AsyncStream<Telling>.Continuation

    init(api: any ObjectAPI, now: @escaping @Sendable () -> KubeTime, logger: Logger) {
        self.api = api
        self.now = now
        self.logger = logger
        (tellings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(256))
    }

    func tell(_ note: EventNote) { continuation.yield(Telling(note: note, time: now())) }

    /// Writes until its task is cancelled.
    func run() async {
        for await telling in tellings { await write(telling.note, at: telling.time.text) }
    }

    private func write(_ note: EventNote, at time: String) async {
        do throws(StatusError) {
            do throws(StatusError) {
                try await api.create(note.event(at: time), as: .events, manager: note.component)
            } catch {
                guard error.reason == .alreadyExists else { throw error }
                let present = try await api.get(note.key)
                try await api.patch(note.key, note.repetition(of: present, at: time), manager: note.component)
            }
        } catch {
            logger.debug("An event was not written", metadata: ["reason": "\(note.reason)", "error": "\(error.message)"])
        }
    }
}
