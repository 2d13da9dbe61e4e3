import Foundation
import HTTPTypes
import Hummingbird
import ServiceKit

/// Whether a form was sent by a page of ours. It backs up the `SameSite` attribute of the cookies.
enum SameOriginCheck {
    /// Throws ``Problem`` 403 `cross_site` for a request that another site's page has made the browser send.
    /// A client that says nothing about where it comes from is no browser, or one too old to tell; `SameSite` guards the latter.
    static func require(_ request: Request) throws {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }) {
            guard site == "same-origin" || site == "none" else { throw refusal }
        } else if let origin = request.headers[.origin] {
            guard let authority = request.head.authority, authority.lowercased() == host(ofOrigin: origin) else { throw refusal }
        }
    }

    /// `shop.example:8443` of `https://shop.example:8443`. The scheme is not compared: TLS ends at the edge.
    private static func host(ofOrigin origin: String) -> String? {
        guard let schemeEnd = origin.range(of: "://") else { return nil }
        return origin[schemeEnd.upperBound...].lowercased()
    }

    private static let refusal = Problem(.forbidden, "cross_site", "This form was sent from another site, so it was not carried out.")
}
