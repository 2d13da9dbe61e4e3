package import Hummingbird
package import Telemetry

/// What a handler knows of its request besides the request itself.
package struct ShopRequestContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package var scope: RequestScope
    package var principal: Principal = .anonymous
    /// The bearer token as it came, also when it is no JWT of ours (an order's access token).
    package var bearer: String?
    /// The largest body that ``requestDecoder`` accepts, in bytes.
    package var maxUploadSize: Int = HostSettings.defaultBodyLimit

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        scope = .background(deadline: .after(HostSettings.defaultRequestTimeout))
    }

    package var requestID: String { scope.requestID }
    package var trace: TraceContext { scope.trace }
    package var deadline: Deadline { scope.deadline }
    package var requestDecoder: StrictJSONDecoder { StrictJSONDecoder() }
}
