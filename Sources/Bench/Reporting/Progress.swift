import Foundation

/// Says on standard error what is being measured: standard output is for the table.
func progress(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}
