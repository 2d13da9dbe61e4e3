import Foundation

/// One line on standard error that is written over, or a line each time where nobody watches.
struct ProgressLine: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1

    func show(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((isTerminal ? "\r\u{1B}[2K\(text)" : text + "\n").utf8))
    }

    func end() {
        if isTerminal { try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[2K".utf8)) }
    }
}
