import HotConfig
import Synchronization

/// A source whose content a test sets.
final class MemorySource: SourceReading {
    let name = "memory"
    private let content: Mutex<Result<SourceContent, SourceFailure>>

    init(_ yaml: String, isAtomic: Bool = true) {
        content = Mutex(.success(.yaml(yaml, isAtomic: isAtomic)))
    }

    init(failing failure: SourceFailure) {
        content = Mutex(.failure(failure))
    }

    func set(_ yaml: String, isAtomic: Bool = true) {
        content.withLock { $0 = .success(.yaml(yaml, isAtomic: isAtomic)) }
    }

    func set(_ content: SourceContent) {
        self.content.withLock { $0 = .success(content) }
    }

    func fail(_ reason: String) {
        content.withLock { $0 = .failure(.sample(reason)) }
    }

    func read() throws(SourceFailure) -> SourceContent {
        try content.withLock { $0 }.get()
    }
}

extension SourceContent {
    /// One document.
    static func yaml(_ text: String, isAtomic: Bool = true) -> SourceContent {
        SourceContent(entries: [SourceEntry(name: "test.yaml", format: .document, bytes: Array(text.utf8))], isAtomic: isAtomic)
    }
}

extension SourceFailure {
    static func sample(_ reason: String) -> SourceFailure {
        SourceFailure(path: "memory", reason: reason, remedy: "mend it")
    }
}
