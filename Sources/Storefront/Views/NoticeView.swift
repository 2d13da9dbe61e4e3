/// A message above the content of a page.
struct NoticeView: Sendable {
    enum Kind: String, Sendable { case good, warn, bad }

    /// One point of the message, which may lead to a place in the page.
    struct Line: Sendable {
        let text: String
        /// The id of the element that it is about.
        let target: String?

        init(_ text: String, target: String? = nil) {
            self.text = text
            self.target = target
        }
    }

    let kind: String
    /// The ARIA role: a fault interrupts, the rest does not.
    let role: String
    let title: String
    let detail: String?
    let lines: [Line]
    let hasLines: Bool

    init(_ kind: Kind, _ title: String, detail: String? = nil, lines: [Line] = []) {
        self.kind = kind.rawValue
        self.role = kind == .good ? "status" : "alert"
        self.title = title
        self.detail = detail
        self.lines = lines
        self.hasLines = !lines.isEmpty
    }
}
