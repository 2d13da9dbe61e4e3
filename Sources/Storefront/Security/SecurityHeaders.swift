import HTTPTypes

/// The headers that tell the browser what a page of ours never does.
enum SecurityHeaders {
    /// No script at all, no frame, no form to elsewhere; pictures may come from anywhere that is encrypted.
    static let contentSecurityPolicy = [
        "default-src 'none'", "style-src 'self'", "img-src 'self' https: data:", "form-action 'self'", "base-uri 'none'",
        "frame-ancestors 'none'",
    ].joined(separator: "; ")

    static func apply(to headers: inout HTTPFields) {
        headers[.contentSecurityPolicy] = contentSecurityPolicy
        headers[.xContentTypeOptions] = "nosniff"
        if let referrerPolicy = HTTPField.Name("Referrer-Policy") {
            // `same-origin` and not `no-referrer`, which would also turn the Origin of our own forms into `null`.
            headers[referrerPolicy] = "same-origin"
        }
    }
}
