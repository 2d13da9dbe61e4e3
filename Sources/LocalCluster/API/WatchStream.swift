import Hummingbird
import KubeModel
import NIOCore
import ServiceLifecycle

/// Writes a watch to its client, one event a line, until its time is up, the client goes, the server stops or it does not keep up.
struct WatchStream: Sendable {
    let store: ObjectStore
    let watch: OpenWatch
    let view: ObjectView
    /// Nil for a client that wants no bookmarks.
    let bookmarkInterval: Duration?
    let timeout: Duration

    func write(to writer: inout any ResponseBodyWriter, for request: Request) async throws {
        let (store, id) = (store, watch.id)
        // The header goes out at once, also when there is nothing to tell yet.
        try await writer.write(ByteBuffer())
        try await request.body.consumeWithInboundCloseHandler { _ in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await keepTime() }
                defer { tasks.cancelAll() }
                try await pass(to: &writer)
            }
        } onInboundClosed: {
            store.end(id)
        }
        try await writer.finish(nil)
    }

    private func pass(to writer: inout any ResponseBodyWriter) async throws {
        var awaitsInitialEnd = true
        for try await event in watch.events.cancelOnGracefulShutdown() {
            var isInitialEnd = false
            if case .bookmark = event {
                isInitialEnd = awaitsInitialEnd && watch.marksInitialEnd
                awaitsInitialEnd = false
            }
            var bytes = view.line(for: event, marksInitialEnd: isInitialEnd).bytes
            bytes.append(UInt8(ascii: "\n"))
            try await writer.write(ByteBuffer(bytes: bytes))
        }
    }

    /// Asks for bookmarks and ends the watch when its time is up.
    private func keepTime() async throws {
        let clock = ContinuousClock()
        let end = clock.now + timeout
        while let bookmarkInterval, clock.now + bookmarkInterval < end {
            try await clock.sleep(for: bookmarkInterval)
            store.bookmark(watch.id)
        }
        try await clock.sleep(until: end)
        // The last one, so that the client goes on from here and not from the last event that concerned it.
        if bookmarkInterval != nil { store.bookmark(watch.id) }
        store.end(watch.id)
    }
}
