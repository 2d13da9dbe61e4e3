import Hummingbird

/// Cookies as the shop sets them: out of reach of scripts, and not sent along by other sites' forms.
enum ShopCookie {
    /// `maxAge` is in seconds; zero deletes the cookie.
    static func make(
        _ name: String, _ value: String, path: String, maxAge: Int, isSecure: Bool, sameSite: Cookie.SameSite = .lax
    ) -> Cookie {
        Cookie(name: name, value: value, maxAge: maxAge, path: path, secure: isSecure, httpOnly: true, sameSite: sameSite)
    }
}
