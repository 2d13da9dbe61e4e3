import Foundation

extension LoadProgress {
    /// Shows the line on standard error: over the last one on a terminal, below it elsewhere.
    package static func show(_ progress: LoadProgress) {
        let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
        let text = isTerminal ? "\r\u{1B}[K\(progress.line)" : "\(progress.line)\n"
        // A progress line that cannot be shown is no reason to stop the run.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
