import AsyncHTTPClient
import KubeModel
import NIOCore

extension KubeTransport {
    /// Opens a stream of what the server tells. Throws its refusal, or when it cannot be reached; the stream ends with the connection.
    func stream<Decoder: BodyDecoder>(
        _ request: APIRequest, decoder: Decoder, silenceLimit: Duration
    ) async throws(StatusError) -> AsyncThrowingStream<Decoder.Element, any Error> {
        let first = try tokenOrFail()
        do throws(Refusal) {
            return try await open(request, decoder: decoder, silenceLimit: silenceLimit, token: first)
        } catch {
            guard error.status == 401, tokens.isReplaced(first) else { throw error.error }
        }
        let second = try tokenOrFail()
        do throws(Refusal) {
            return try await open(request, decoder: decoder, silenceLimit: silenceLimit, token: second)
        } catch {
            throw error.error
        }
    }

    private struct Refusal: Error {
        let status: Int
        let error: StatusError
    }

    private func tokenOrFail() throws(StatusError) -> String? {
        do throws(KubeConfigFault) {
            return try tokens.token()
        } catch {
            throw TransportFault(error, config: config).error(config.server)
        }
    }

    private func open<Decoder: BodyDecoder>(
        _ request: APIRequest, decoder: Decoder, silenceLimit: Duration, token: String?
    ) async throws(Refusal) -> AsyncThrowingStream<Decoder.Element, any Error> {
        let (stream, output) = AsyncThrowingStream.makeStream(
            of: Decoder.Element.self, bufferingPolicy: .bufferingOldest(settings.eventBuffer))
        let promise = http.eventLoopGroup.any().makePromise(of: APIAnswer.self)
        let delegate = StreamingDelegate(decoder: decoder, silenceLimit: silenceLimit, answer: promise, output: output)
        let answer: APIAnswer
        do {
            let task = http.execute(request: try httpRequest(request, token: token), delegate: delegate)
            output.onTermination = { _ in task.cancel() }
            delegate.expectSomething(from: task, within: TimeAmount(settings.requestTimeout))
            answer = try await withTaskCancellationHandler(operation: promise.futureResult.get, onCancel: task.cancel)
        } catch {
            promise.fail(error)
            output.finish()
            throw Refusal(status: 0, error: TransportFault(error, config: config).error(config.server))
        }
        guard !(200..<300).contains(answer.status) else { return stream }
        output.finish()
        do throws(StatusError) {
            _ = try answer.json(from: config.server)
        } catch {
            throw Refusal(status: answer.status, error: error)
        }
        throw Refusal(status: answer.status, error: APIAnswer.plain(answer.status, answer.body))
    }
}
