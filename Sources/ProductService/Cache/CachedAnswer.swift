package import Foundation
package import NIOCore

/// An answer as it goes over the wire, so that a hit encodes nothing.
package struct CachedAnswer: Sendable, Equatable {
    package let body: ByteBuffer
    /// A strong entity tag of ``body``, with its quotes.
    package let entityTag: String
    /// When the database was asked.
    package let loadedAt: Date

    package init(body: ByteBuffer, entityTag: String, loadedAt: Date) {
        self.body = body
        self.entityTag = entityTag
        self.loadedAt = loadedAt
    }
}
