import Storage

/// The tables of the sandbox, which stands for another company: they are never in the payment service's database.
enum SandboxSchema {
    static let migrations = [
        Migration(
            "0001-sandbox",
            [
                """
                CREATE TABLE sandbox_charges (
                    order_id VARCHAR(64) NOT NULL PRIMARY KEY,
                    status VARCHAR(16) NOT NULL,
                    amount BIGINT NOT NULL,
                    currency VARCHAR(3) NOT NULL,
                    captures BIGINT NOT NULL,
                    captured BIGINT NOT NULL,
                    refunded BIGINT NOT NULL,
                    settles_at BIGINT,
                    created_at BIGINT NOT NULL
                )
                """,
                """
                CREATE TABLE sandbox_operations (
                    idempotency_key VARCHAR(160) NOT NULL PRIMARY KEY,
                    order_id VARCHAR(64) NOT NULL,
                    operation VARCHAR(16) NOT NULL,
                    amount BIGINT NOT NULL,
                    currency VARCHAR(3) NOT NULL,
                    token VARCHAR(32) NOT NULL,
                    created_at BIGINT NOT NULL
                )
                """,
                "CREATE INDEX sandbox_operations_order ON sandbox_operations (order_id, operation)",
            ])
    ]
}
