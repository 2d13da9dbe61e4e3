/// A country that the checkout offers, by its ISO 3166-1 alpha-2 code.
struct Country: Sendable, Equatable {
    let code: String
    let name: String

    /// By name, as the list is shown.
    static let all: [Country] = [
        ("AR", "Argentina"), ("AU", "Australia"), ("AT", "Austria"), ("BE", "Belgium"), ("BR", "Brazil"), ("BG", "Bulgaria"),
        ("CA", "Canada"), ("CL", "Chile"), ("HR", "Croatia"), ("CY", "Cyprus"), ("CZ", "Czechia"), ("DK", "Denmark"), ("EE", "Estonia"),
        ("FI", "Finland"), ("FR", "France"), ("DE", "Germany"), ("GR", "Greece"), ("HK", "Hong Kong"), ("HU", "Hungary"),
        ("IS", "Iceland"), ("IN", "India"), ("IE", "Ireland"), ("IL", "Israel"), ("IT", "Italy"), ("JP", "Japan"), ("LV", "Latvia"),
        ("LT", "Lithuania"), ("LU", "Luxembourg"), ("MT", "Malta"), ("MX", "Mexico"), ("MA", "Morocco"), ("NL", "Netherlands"),
        ("NZ", "New Zealand"), ("NO", "Norway"), ("PL", "Poland"), ("PT", "Portugal"), ("RO", "Romania"), ("SG", "Singapore"),
        ("SK", "Slovakia"), ("SI", "Slovenia"), ("ZA", "South Africa"), ("KR", "South Korea"), ("ES", "Spain"), ("SE", "Sweden"),
        ("CH", "Switzerland"), ("TW", "Taiwan"), ("TR", "Türkiye"), ("AE", "United Arab Emirates"), ("GB", "United Kingdom"),
        ("US", "United States"),
    ].map { Country(code: $0.0, name: $0.1) }

    /// The name of a code; the code itself where it is not in the list.
    static func name(of code: String) -> String {
        all.first { $0.code == code }?.name ?? code
    }
}
