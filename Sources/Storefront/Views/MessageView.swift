/// A page that says one thing: that something is not there, or not now.
struct MessageView: Sendable {
    /// The HTTP status, large; nil where a number helps nobody.
    let status: String?
    let title: String
    let detail: String
    let linkURL: String
    let linkText: String
    /// The request id, for a fault of ours.
    let reference: String?
}
