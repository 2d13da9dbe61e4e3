import Storage

/// The payment service's tables. `resolve_at` is when somebody should take an unresolved payment up, and NULL when nothing is open;
/// whoever does moves it on first, so it is the lease as well. `version` counts the changes of the payment itself.
enum PaymentSchema {
    static let migrations = [
        Migration(
            "0001-payments",
            [
                """
                CREATE TABLE payments (
                    order_id VARCHAR(64) NOT NULL PRIMARY KEY,
                    state VARCHAR(16) NOT NULL,
                    amount BIGINT NOT NULL,
                    currency VARCHAR(3) NOT NULL,
                    method VARCHAR(16),
                    token VARCHAR(255),
                    captured BIGINT NOT NULL,
                    refunded BIGINT NOT NULL,
                    decline_reason VARCHAR(255),
                    version BIGINT NOT NULL,
                    attempts BIGINT NOT NULL,
                    resolve_at BIGINT,
                    created_at BIGINT NOT NULL,
                    updated_at BIGINT NOT NULL
                )
                """,
                "CREATE INDEX payments_resolve ON payments (resolve_at)",
                """
                CREATE TABLE refunds (
                    order_id VARCHAR(64) NOT NULL,
                    refund_id VARCHAR(64) NOT NULL,
                    position BIGINT NOT NULL,
                    amount BIGINT NOT NULL,
                    status VARCHAR(16) NOT NULL,
                    created_at BIGINT NOT NULL,
                    PRIMARY KEY (order_id, refund_id)
                )
                """,
            ])
    ]
}
