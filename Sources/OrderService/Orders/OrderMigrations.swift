package import Storage

/// The schema of the order service.
package enum OrderMigrations {
    package static let all = [orders, idempotency, refunds]

    private static let orders = Migration(
        "0001-orders",
        [
            """
            CREATE TABLE orders (
                id VARCHAR(64) NOT NULL PRIMARY KEY,
                number BIGINT NOT NULL UNIQUE,
                status VARCHAR(16) NOT NULL,
                reason VARCHAR(64),
                email VARCHAR(254) NOT NULL,
                shipping_address TEXT NOT NULL,
                items TEXT NOT NULL,
                currency VARCHAR(3) NOT NULL,
                subtotal BIGINT NOT NULL,
                shipping BIGINT NOT NULL,
                tax BIGINT NOT NULL,
                total BIGINT NOT NULL,
                refunded BIGINT NOT NULL,
                refund_claimed BIGINT NOT NULL,
                payment_method VARCHAR(16) NOT NULL,
                payment_token VARCHAR(255) NOT NULL,
                idempotency_key VARCHAR(255) NOT NULL,
                request_key VARCHAR(64) NOT NULL,
                saga TEXT NOT NULL,
                settled BIGINT NOT NULL,
                lease_owner VARCHAR(128) NOT NULL,
                lease_epoch BIGINT NOT NULL,
                lease_expires_at BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX orders_by_status ON orders (status, id)",
            "CREATE INDEX orders_by_lease ON orders (settled, lease_expires_at)",
            "CREATE TABLE counters (name VARCHAR(32) NOT NULL PRIMARY KEY, value BIGINT NOT NULL)",
            "INSERT INTO counters (name, value) VALUES ('order', 1000)",
            """
            CREATE TABLE outbox (
                id VARCHAR(64) NOT NULL PRIMARY KEY,
                order_id VARCHAR(64) NOT NULL,
                event VARCHAR(32) NOT NULL,
                payload TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                published_at BIGINT
            )
            """,
            "CREATE INDEX outbox_by_publication ON outbox (published_at, id)",
        ])

    private static let idempotency = Migration(
        "0002-idempotency",
        [
            """
            CREATE TABLE idempotency_records (
                request_key VARCHAR(64) NOT NULL PRIMARY KEY,
                fingerprint VARCHAR(64) NOT NULL,
                subject VARCHAR(64) NOT NULL,
                answer TEXT,
                expires_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX idempotency_by_expiry ON idempotency_records (expires_at)",
        ])

    private static let refunds = Migration(
        "0003-refunds",
        [
            """
            CREATE TABLE refunds (
                id VARCHAR(64) NOT NULL PRIMARY KEY,
                order_id VARCHAR(64) NOT NULL,
                amount BIGINT NOT NULL,
                currency VARCHAR(3) NOT NULL,
                status VARCHAR(16) NOT NULL,
                request_key VARCHAR(64) NOT NULL,
                lease_owner VARCHAR(128) NOT NULL,
                lease_epoch BIGINT NOT NULL,
                lease_expires_at BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX refunds_by_order ON refunds (order_id)",
            "CREATE INDEX refunds_by_lease ON refunds (status, lease_expires_at)",
        ])
}
