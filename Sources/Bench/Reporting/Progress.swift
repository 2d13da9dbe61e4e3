import Foundation

/// Says on standard error what is being measured: standard output is for the table.
func progress(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
}
