import KubeModel
import Testing

/// Reads JSON that a test has written down.
func json(_ text: String) throws -> JSON {
    try JSON(parsing: text)
}

/// The schema of a kind of the cluster.
func schema(_ type: ResourceType) throws -> Schema { try #require(SchemaCatalog.schema(for: type)) }

/// The refusal that `body` ends in.
func refusal<T>(_ body: () throws -> T) throws -> StatusError {
    try #require(throws: StatusError.self) { _ = try body() }
}
