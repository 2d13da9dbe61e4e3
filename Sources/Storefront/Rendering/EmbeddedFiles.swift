/// The files that are compiled into the binary, so that it needs nothing beside it.
enum EmbeddedFiles {
    /// Mustache sources by the name that pages and partials use.
    static let templates: [String: [UInt8]] = [
        "cart": PackageResources.cart_mustache,
        "checkout": PackageResources.checkout_mustache,
        "field": PackageResources.field_mustache,
        "home": PackageResources.home_mustache,
        "layout": PackageResources.layout_mustache,
        "message": PackageResources.message_mustache,
        "notice": PackageResources.notice_mustache,
        "order": PackageResources.order_mustache,
        "order-lines": PackageResources.order_lines_mustache,
        "pending": PackageResources.pending_mustache,
        "picture": PackageResources.picture_mustache,
        "price": PackageResources.price_mustache,
        "product": PackageResources.product_mustache,
        "product-card": PackageResources.product_card_mustache,
        "totals": PackageResources.totals_mustache,
    ]

    /// What the browser fetches, by file name.
    static let assets: [String: (contentType: String, bytes: [UInt8])] = [
        "arches.svg": ("image/svg+xml", PackageResources.arches_svg),
        "icon.svg": ("image/svg+xml", PackageResources.icon_svg),
        "souk.css": ("text/css; charset=utf-8", PackageResources.souk_css),
    ]
}
