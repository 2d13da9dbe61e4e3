/// Where a service's configuration comes from.
package enum ConfigSource: Sendable, Equatable {
    /// A path that holds either
    /// - a directory laid out like a Kubernetes ConfigMap volume (`..data` links to a timestamped directory): every regular file is a
    ///   key named by the file, and one that ends in `.yaml`, `.yml` or `.json` is a document of nested or dotted keys;
    /// - or a plain directory of such files;
    /// - or one YAML or JSON document.
    case path(String)
}

extension ConfigSource: CustomStringConvertible {
    package var description: String {
        switch self {
        case .path(let path): path
        }
    }
}
