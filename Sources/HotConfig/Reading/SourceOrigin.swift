/// Which way content came.
package enum SourceOrigin: Sendable, Equatable {
    case file
    /// Through the Kubernetes API: the ConfigMap's resource version, and when it arrived here.
    case api(resourceVersion: String, arrived: ContinuousClock.Instant)

    /// As metrics and logs call it.
    var label: String {
        switch self {
        case .file: "file"
        case .api: "api"
        }
    }

    var resourceVersion: String? {
        switch self {
        case .file: nil
        case .api(let resourceVersion, _): resourceVersion
        }
    }
}
