import AsyncHTTPClient
import KubeModel
import NIOCore
import NIOHTTP1
import Synchronization

/// Hands on the elements of a body while it arrives. The stream ends with the connection, however that ends; it throws only what the
/// decoder throws, and 410 when the listener is so slow that events would be lost.
final class StreamingDelegate<Decoder: BodyDecoder>: HTTPClientResponseDelegate {
    private struct State {
        var decoder: Decoder
        var isAccepted = false
        /// The start of a refusal's body.
        var refusal: [UInt8] = []
        var head: HTTPResponseHead?
        var silence: Scheduled<Void>?
    }

    private static var refusalLimit: Int { 1 << 20 }

    /// Succeeds when the server begins to stream; with its refusal otherwise.
    let answer: EventLoopPromise<APIAnswer>
    private let output: AsyncThrowingStream<Decoder.Element, any Error>.Continuation
    /// The connection is cut when nothing is heard for so long.
    private let silenceLimit: TimeAmount
    private let state: Mutex<State>

    init(
        decoder: Decoder, silenceLimit: Duration, answer: EventLoopPromise<APIAnswer>,
        output: AsyncThrowingStream<Decoder.Element, any Error>.Continuation
    ) {
        self.silenceLimit = TimeAmount(silenceLimit)
        self.answer = answer
        self.output = output
        state = Mutex(State(decoder: decoder))
    }

    /// Cuts the connection unless something is heard within `limit`, or else within the usual limit.
    func expectSomething(from task: HTTPClient.Task<Void>, within limit: TimeAmount? = nil) {
        let timer = task.eventLoop.scheduleTask(in: limit ?? silenceLimit) { task.fail(reason: HTTPClientError.readTimeout) }
        let earlier = state.withLock { state in
            defer { state.silence = timer }
            return state.silence
        }
        earlier?.cancel()
    }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        expectSomething(from: task)
        let isAccepted = (200..<300).contains(head.status.code)
        state.withLock { state in
            state.head = head
            state.isAccepted = isAccepted
        }
        if isAccepted { answer.succeed(APIAnswer(status: Int(head.status.code), headers: head.headers, body: [])) }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        expectSomething(from: task)
        let failure: StatusError? = state.withLock { state in
            guard state.isAccepted else {
                state.refusal += buffer.readableBytesView.prefix(max(0, Self.refusalLimit - state.refusal.count))
                return nil
            }
            return decode(buffer.readableBytesView, &state.decoder)
        }
        guard let failure else { return task.eventLoop.makeSucceededVoidFuture() }
        output.finish(throwing: failure)
        return task.eventLoop.makeFailedFuture(failure)
    }

    private func decode(_ bytes: ByteBufferView, _ decoder: inout Decoder) -> StatusError? {
        var isFull = false
        do throws(StatusError) {
            try decoder.decode(bytes) { element in
                if !isFull, case .dropped = output.yield(element) { isFull = true }
            }
        } catch {
            return error
        }
        guard isFull else { return nil }
        return StatusError(code: 410, reason: .expired, message: "the listener is too slow for this watch; list again")
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) throws {
        let state = close()
        if let head = state.head, !state.isAccepted {
            answer.succeed(APIAnswer(status: Int(head.status.code), headers: head.headers, body: state.refusal))
        }
        output.finish()
    }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
        if !close().isAccepted { answer.fail(error) }
        output.finish()
    }

    private func close() -> State {
        state.withLock { state in
            state.silence?.cancel()
            state.silence = nil
            return state
        }
    }
}
