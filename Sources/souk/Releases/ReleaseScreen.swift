import Delivery
import Foundation
import Synchronization

/// Where a release is shown: one line that is redrawn on a terminal, a line for each change elsewhere.
final class ReleaseScreen: Sendable {
    private let line = ProgressLine()
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let lastKey = Mutex("")

    func show(_ report: RolloutReport) {
        let text = ReleaseLine(report)
        if isTerminal { return line.show(text.text(columns: columns)) }
        show(text.text, as: text.key)
    }

    /// Something besides the release.
    func note(_ text: String) {
        if isTerminal { return line.show(String(text.prefix(columns))) }
        show(text, as: text)
    }

    func end() { line.end() }

    private func show(_ text: String, as key: String) {
        let isNew = lastKey.withLock { last in
            defer { last = key }
            return last != key
        }
        if isNew { line.show(text) }
    }

    /// A line that wraps would not be written over.
    private var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 120 }
        return Int(size.ws_col)
    }
}
