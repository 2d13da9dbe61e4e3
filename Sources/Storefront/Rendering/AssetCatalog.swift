import HTTPTypes
import Hummingbird
import NIOCore
import ServiceKit

/// The style sheet and the drawings, under an address that changes with their content: `/assets/<hash>/souk.css`.
struct AssetCatalog: Sendable {
    private struct Asset: Sendable {
        let contentType: String
        let body: ByteBuffer
    }

    /// `/assets/<hash>`, without a slash at the end.
    let prefix: String
    private let hash: String
    private let assets: [String: Asset]

    init(_ files: [String: (contentType: String, bytes: [UInt8])] = EmbeddedFiles.assets) {
        let content = files.sorted { $0.key < $1.key }.flatMap { Array($0.key.utf8) + $0.value.bytes }
        hash = String(entityTag(of: content).filter { $0 != "\"" }.prefix(16))
        prefix = "/assets/\(hash)"
        assets = files.mapValues { Asset(contentType: $0.contentType, body: ByteBuffer(bytes: $0.bytes)) }
    }

    /// The asset, or nil. Under the hash of another version it is served too, but not to be kept: while a release is under way the
    /// page may come from the new pod and its style sheet from the old one, and a page must not lose its looks for that.
    func response(name: String, hash requested: String) -> Response? {
        guard let asset = assets[name] else { return nil }
        var headers = HTTPFields()
        headers[.contentType] = asset.contentType
        headers[.contentLength] = String(asset.body.readableBytes)
        headers[.cacheControl] = requested == hash ? "public, max-age=31536000, immutable" : "no-cache"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.body))
    }
}
