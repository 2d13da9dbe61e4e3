import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceKit

/// One request of a browser, with the one snapshot of the config that it sees.
struct Visit: Sendable {
    let settings: StorefrontConfig
    let request: Request
    let context: ShopRequestContext
    let library: PageLibrary
    let assets: AssetCatalog

    /// The visitor's cart, as the browser remembers it.
    var cart: CartCookie? { cookie(CartCookie.name).flatMap { CartCookie($0) } }

    /// Whether the browser came over TLS, as the edge tells; then cookies are for TLS alone.
    var isSecure: Bool { HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] } == "https" }

    func cookie(_ name: String) -> String? { request.cookies[name]?.value }

    /// A part of the path, decoded; nil when it is no text.
    func parameter(_ name: String) -> String? { context.parameters.get(name)?.removingPercentEncoding }

    /// A whole page. `title` is nil where the name of the shop will do. A private page is kept by nobody.
    func page<View: Sendable>(
        _ template: PageTemplate, title: String?, _ view: View, status: HTTPResponse.Status = .ok, search: String? = nil,
        cartCount: Int? = nil, isPrivate: Bool = false, refresh: String? = nil
    ) -> Response {
        let shell = Shell(
            settings: settings, assets: assets.prefix, title: title, search: search, cartCount: cartCount ?? cart?.count ?? 0,
            isPrivate: isPrivate, refresh: refresh)
        let body = ByteBuffer(string: library.render(template, view, in: shell))
        var headers = HTTPFields()
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.contentLength] = String(body.readableBytes)
        headers[.cacheControl] = isPrivate || status.code >= 400 ? "no-store" : "private, no-cache"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    /// Sends the browser on with a GET, so that a reload repeats no form.
    func redirect(to location: String) -> Response {
        Response(status: .seeOther, headers: [.location: location, .cacheControl: "no-store"])
    }
}
