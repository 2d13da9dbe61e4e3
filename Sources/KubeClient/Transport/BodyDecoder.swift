import KubeModel
import NIOCore

/// Makes elements of a body that arrives piece by piece.
protocol BodyDecoder: Sendable {
    associatedtype Element: Sendable

    /// Takes the next piece in and hands out what is complete. A throw ends the stream, after what was handed out.
    mutating func decode(_ bytes: ByteBufferView, _ emit: (Element) -> Void) throws(StatusError)
}

/// The bytes as they come.
struct PieceDecoder: BodyDecoder {
    mutating func decode(_ bytes: ByteBufferView, _ emit: ([UInt8]) -> Void) throws(StatusError) { emit(Array(bytes)) }
}
