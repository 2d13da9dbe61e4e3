import AsyncHTTPClient
import CatalogImport
import Foundation
import NIOCore
import NIOHTTP1
import ServiceKit

/// Sends a catalogue file to the shop's import endpoint, as it is read: a large file is never held whole.
struct CatalogUpload: Sendable {
    let file: String
    let url: String
    let token: String
    let http: HTTPClient

    /// Throws ``CommandFailure`` when the file cannot be read or the shop refuses it.
    func send(dryRun: Bool) async throws -> ImportReport {
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw CommandFailure("\(file) cannot be read. Is the path right, and may you read it?")
        }
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        try handle.seek(toOffset: 0)
        var request = HTTPClientRequest(url: "\(url)/api/admin/imports?dryRun=\(dryRun)")
        request.method = .POST
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        request.headers.add(name: "content-type", value: file.lowercased().hasSuffix(".json") ? "application/json" : "text/csv")
        request.body = .stream(FileChunks(handle: handle), length: .known(Int64(size)))
        let response: HTTPClientResponse
        do {
            response = try await http.execute(request, timeout: .minutes(30))
        } catch let error as CancellationError {
            throw error
        } catch {
            throw CommandFailure("The shop at \(url) does not answer: \(error). Is it open? `make up` opens it.")
        }
        let body = Array(try await response.body.collect(upTo: 4 * 1024 * 1024).readableBytesView)
        guard response.status == .ok else {
            let reason = (try? ShopJSON.decode(ProblemDocument.self, from: body)).map { "\($0.code): \($0.detail)" } ?? "no reason given"
            throw CommandFailure("The shop refused \(file) with \(response.status.code), \(reason)")
        }
        return try ShopJSON.decode(ImportReport.self, from: body)
    }
}

/// A file as a sequence of buffers of 64 KiB.
private struct FileChunks: AsyncSequence, Sendable {
    let handle: FileHandle

    struct AsyncIterator: AsyncIteratorProtocol {
        let handle: FileHandle

        mutating func next() async throws -> ByteBuffer? {
            guard let data = try handle.read(upToCount: 65_536), !data.isEmpty else { return nil }
            return ByteBuffer(bytes: data)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(handle: handle) }
}
