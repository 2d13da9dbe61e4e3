/// What the catalogue takes. Beyond these, a field or product is a fault of the file.
enum CatalogLimits {
    /// Characters of a title, vendor, category, tag, option name or option value.
    static let textCharacters = 255
    static let handleCharacters = 128
    /// UTF-8 bytes of a description after it has been made safe.
    static let descriptionBytes = 64 * 1024
    static let addressBytes = 2048
    static let tags = 250
    static let images = 250
    static let variants = 2048
    /// Rows of one product: its variants and further pictures.
    static let rowsPerProduct = 2500
    static let quantity = 1_000_000_000
}
