import HotConfig
import Synchronization

/// The mounted file, whose content a test sets.
final class MountedFile: SourceReading {
    let name = "/etc/config"
    private let yaml: Mutex<String>

    init(_ yaml: String) { self.yaml = Mutex(yaml) }

    func set(_ yaml: String) { self.yaml.withLock { $0 = yaml } }

    func read() throws(SourceFailure) -> SourceContent {
        let entry = SourceEntry(name: "settings.yaml", bytes: Array(yaml.withLock { $0 }.utf8))
        return SourceContent(entries: [entry], isAtomic: true)
    }
}
