package import KubeModel
package import ReleaseEngine

/// What delivery notes on a service's VirtualService.
package struct RouteMark: Sendable, Hashable {
    private static let release = "delivery.souk.dev/release"
    private static let intent = "delivery.souk.dev/intent"
    private static let written = "delivery.souk.dev/written"
    private static let preview = "delivery.souk.dev/preview"
    private static let managed = "delivery.souk.dev/managed"

    /// Which release wrote the route, and with which of its intents; nil when none has.
    package var writer: RouteIntent?
    /// When that was.
    package var written: KubeTime?
    /// The version that serves.
    package var stable: String?
    /// The header of the routes that lead to a version before it has any share.
    package var preview: PreviewHeader?
    /// Whether the route is put back when somebody sends requests past the version that serves; people can switch it off.
    package let isManaged: Bool

    package init(of route: KubeObject) {
        let annotations = route.annotations
        if let release = annotations[Self.release], let number = annotations[Self.intent].flatMap(Int.init) {
            writer = RouteIntent(release: release, number: number)
        }
        written = annotations[Self.written].flatMap { KubeTime($0) }
        stable = annotations[ServingVersion.annotation].flatMap { $0.isEmpty ? nil : $0 }
        preview = annotations[Self.preview].flatMap(PreviewHeader.init(annotation:))
        isManaged = annotations[Self.managed] != "false"
    }

    /// Notes all of it but whether the route is managed, which only people decide.
    package func write(to route: inout KubeObject) {
        var annotations = route.annotations
        annotations[Self.release] = writer?.release
        annotations[Self.intent] = writer.map { String($0.number) }
        annotations[Self.written] = written?.microText
        annotations[Self.preview] = preview?.annotation
        annotations[ServingVersion.annotation] = stable
        route.annotations = annotations
    }
}

extension PreviewHeader {
    /// `x-souk-preview: v2`
    fileprivate var annotation: String { "\(name): \(value)" }

    fileprivate init?(annotation: String) {
        let parts = annotation.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, parts.count == 2, !name.isEmpty else { return nil }
        self.init(name: String(name), value: String(parts[1].drop { $0 == " " }))
    }
}
