package import Storage

/// The tables of the product service.
///
/// Timestamps are milliseconds since 1970, prices minor units, documents JSON. Handles and SKUs are the keys, so that
/// a row can be read in a log without looking anything up.
package enum ProductSchema {
    package static let migrations: [Migration] = [
        Migration("0001-catalogue", [products, productsByCategory, variants, variantsByHandle, terms]),
        Migration("0002-inventory", [inventory, reservations, reservationsByExpiry, reservationLines]),
    ]

    /// `document` is the whole ``ProductAPI/Product``; the other columns are what lists and quotes need of it.
    private static let products: SQL = """
        CREATE TABLE products (
            handle VARCHAR(255) NOT NULL PRIMARY KEY,
            title VARCHAR(255) NOT NULL,
            vendor VARCHAR(255) NOT NULL,
            category VARCHAR(255) NOT NULL,
            image_url TEXT,
            image_alt TEXT,
            currency VARCHAR(3) NOT NULL,
            price_from BIGINT NOT NULL,
            compare_at BIGINT,
            price_varies BIGINT NOT NULL,
            document MEDIUMTEXT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        )
        """

    private static let productsByCategory: SQL = "CREATE INDEX products_by_category ON products (category, handle)"

    private static let variants: SQL = """
        CREATE TABLE variants (
            sku VARCHAR(64) NOT NULL PRIMARY KEY,
            handle VARCHAR(255) NOT NULL,
            title VARCHAR(255) NOT NULL,
            currency VARCHAR(3) NOT NULL,
            price BIGINT NOT NULL
        )
        """

    private static let variantsByHandle: SQL = "CREATE INDEX variants_by_handle ON variants (handle, sku)"

    /// The inverted index behind the search: one row for each folded word of a product. There is no index by handle:
    /// the words to remove are computed from the stored document.
    private static let terms: SQL = """
        CREATE TABLE product_terms (
            term VARCHAR(40) NOT NULL,
            handle VARCHAR(255) NOT NULL,
            weight BIGINT NOT NULL,
            PRIMARY KEY (term, handle)
        )
        """

    /// Always `on_hand = received - removed - sold`. `version` guards each update, so that a database without
    /// serializable transactions cannot lose one.
    private static let inventory: SQL = """
        CREATE TABLE inventory (
            sku VARCHAR(64) NOT NULL PRIMARY KEY,
            on_hand BIGINT NOT NULL,
            reserved BIGINT NOT NULL,
            received BIGINT NOT NULL,
            removed BIGINT NOT NULL,
            sold BIGINT NOT NULL,
            version BIGINT NOT NULL
        )
        """

    private static let reservations: SQL = """
        CREATE TABLE reservations (
            order_id VARCHAR(64) NOT NULL PRIMARY KEY,
            status VARCHAR(16) NOT NULL,
            expires_at BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        )
        """

    private static let reservationsByExpiry: SQL = "CREATE INDEX reservations_by_expiry ON reservations (status, expires_at)"

    private static let reservationLines: SQL = """
        CREATE TABLE reservation_lines (
            order_id VARCHAR(64) NOT NULL,
            sku VARCHAR(64) NOT NULL,
            quantity BIGINT NOT NULL,
            PRIMARY KEY (order_id, sku)
        )
        """
}
