/// A place in a text file, as an editor shows it: both count from 1, columns in Unicode scalars.
package struct TextPosition: Hashable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
