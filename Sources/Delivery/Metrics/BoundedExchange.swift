import AsyncHTTPClient
import Foundation
import NIOCore

/// One request whose whole answer comes within a time and a size, or not at all.
struct BoundedExchange: Sendable {
    let http: HTTPClient
    /// For everything, the body included.
    let timeout: Duration
    /// Of the body, in bytes.
    let limit: Int

    /// The answer, whatever its status. Throws only when there is none.
    func send(_ request: HTTPClient.Request) async throws(MetricSourceFailure) -> HTTPClient.Response {
        let collector = ResponseAccumulator(request: request, maxBodySize: limit)
        let task = http.execute(request: request, delegate: collector, deadline: .now() + TimeAmount(timeout))
        do {
            return try await withTaskCancellationHandler(operation: task.get, onCancel: { task.cancel() })
        } catch {
            throw MetricSourceFailure(words(for: error))
        }
    }

    private func words(for error: any Error) -> String {
        switch error {
        case is ResponseAccumulator.ResponseTooBigError: "an answer of more than \(limit) bytes"
        case let error as HTTPClientError where error == .cancelled: "the question was called off"
        case let error as HTTPClientError where [.deadlineExceeded, .connectTimeout, .readTimeout].contains(error):
            "no whole answer within \(timeout)"
        case let error as IOError: "cannot be reached: \(String(cString: strerror(error.errnoCode)))"
        default: "cannot be reached: \(error)"
        }
    }
}

extension HTTPClient.Response {
    /// The body as bytes; none if there is no body.
    var bytes: [UInt8] { body.map { Array($0.readableBytesView) } ?? [] }
}
