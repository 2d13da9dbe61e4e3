import HTTPTypes
import HummingbirdTesting
import NIOCore

/// What a browser shows after a request, redirects followed.
struct WebPage {
    /// The address it is at.
    let url: String
    let response: TestResponse
    let html: String
    let tags: [HTMLTag]

    init(url: String, response: TestResponse) {
        self.url = url
        self.response = response
        html = String(buffer: response.body)
        tags = HTMLTag.tags(in: html)
    }

    var status: Int { response.status.code }
    var forms: [HTMLForm] { HTMLForm.forms(in: tags) }
    var title: String { tags.first { $0.name == "title" }?.text ?? "" }
    var heading: String { tags.first { $0.name == "h1" }?.text ?? "" }

    func form(_ action: String) -> HTMLForm? { forms.first { $0.action == action } }
    func links(_ prefix: String) -> [String] { tags.filter { $0.name == "a" }.compactMap { $0["href"] }.filter { $0.hasPrefix(prefix) } }
    func tag(id: String) -> HTMLTag? { tags.first { $0["id"] == id } }
    /// Whether a text stands in the page, as a reader sees it.
    func shows(_ text: String) -> Bool { tags.contains { $0.text.contains(text) } }
}
