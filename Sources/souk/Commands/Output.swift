import Foundation

/// What a command says on standard output, at once and also into a pipe. A reader who has gone, as `tee` after Ctrl-C, stops nothing.
func say(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
}
