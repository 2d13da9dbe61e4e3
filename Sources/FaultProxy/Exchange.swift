import NIOCore
import NIOHTTP1

/// The requests of one connection and their answers, one after another.
struct Exchange {
    var requests: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
    let answers: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
    var responses: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator
    let forwarded: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>

    /// Nil when the client is done.
    mutating func nextRequest() async throws -> HTTPRequestHead? {
        while let part = try await requests.next() {
            if case .head(let head) = part { return head }
        }
        return nil
    }

    /// Answers by itself. Returns whether the connection goes on.
    mutating func refuse(_ head: HTTPRequestHead, with status: HTTPResponseStatus) async throws -> Bool {
        while let part = try await requests.next() {
            if case .end = part { break }
        }
        let body = ByteBuffer(string: #"{"error":{"code":"internal","message":"this version fails on purpose"}}"#)
        let headers: HTTPHeaders = ["content-type": "application/json", "content-length": "\(body.readableBytes)"]
        try await answers.write(.head(HTTPResponseHead(version: head.version, status: status, headers: headers)))
        if head.method != .HEAD { try await answers.write(.body(.byteBuffer(body))) }
        try await answers.write(.end(nil))
        return head.isKeepAlive
    }

    /// Passes a request on, and its answer back. Returns whether the connection goes on.
    /// - Parameter pause: Called before the answer, with the time it has taken so far.
    mutating func forward(_ head: HTTPRequestHead, _ pause: (Duration) async throws -> Void) async throws -> Bool {
        let start = ContinuousClock.now
        try await forwarded.write(.head(head))
        try await forwardBody()
        var isKept = head.isKeepAlive
        while let part = try await responses.next() {
            switch part {
            case .head(let answer):
                isKept = isKept && answer.isKeepAlive
                try await pause(start.duration(to: .now))
                try await answers.write(.head(answer))
            case .body(let bytes):
                try await answers.write(.body(.byteBuffer(bytes)))
            case .end(let trailers):
                try await answers.write(.end(trailers))
                return isKept
            }
        }
        // The server went away in the middle: so does the connection, as the client would see it without a proxy between.
        return false
    }

    private mutating func forwardBody() async throws {
        while let part = try await requests.next() {
            switch part {
            case .head: return
            case .body(let bytes): try await forwarded.write(.body(.byteBuffer(bytes)))
            case .end(let trailers): return try await forwarded.write(.end(trailers))
            }
        }
    }
}
