import ProductAPI

/// A picture in a box of fixed shape. Behind it stands a drawing of our own, for when it does not load.
struct PictureView: Sendable {
    /// Nil where there is no picture, or its address is none that the browser may load here.
    let source: String?
    let initials: String
    /// Picks the colours of the drawing; 0 to 5.
    let tone: Int
    /// What the picture shows, for those who cannot see it; nil where the text beside it says the same.
    let label: String?
    let isLazy: Bool

    init(_ image: ProductImage?, title: String, label: String? = nil, isLazy: Bool = true) {
        source = image.flatMap { Self.isLoadable($0.url) ? $0.url : nil }
        initials = Self.initials(of: title)
        tone = Self.tone(of: title)
        self.label = label
        self.isLazy = isLazy
    }

    private static func isLoadable(_ url: String) -> Bool {
        url.hasPrefix("https://") || url.hasPrefix("data:image/") || (url.hasPrefix("/") && !url.hasPrefix("//"))
    }

    /// `EM` for `Essence Mascara`.
    private static func initials(of title: String) -> String {
        let words = title.split { !$0.isLetter && !$0.isNumber }
        return words.prefix(2).compactMap(\.first).map { String($0).uppercased() }.joined()
    }

    /// The same title has the same colours on every page and in every process.
    private static func tone(of title: String) -> Int {
        Int(title.utf8.reduce(5_381 as UInt32) { ($0 &* 33) ^ UInt32($1) } % 6)
    }
}
