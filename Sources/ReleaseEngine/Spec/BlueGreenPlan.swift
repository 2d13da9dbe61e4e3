/// A release with one switch and, as long as the old version is up, an instant way back.
package struct BlueGreenPlan: Codable, Sendable, Hashable {
    package var preview: PreviewHeader
    /// How long the preview stands at least before the switch.
    package var previewHold: Duration
    /// Whether the switch comes by itself after the preview; otherwise it waits for a promote request.
    package var switchesItself: Bool
    /// How long the new version is watched with all the traffic, the old one standing by.
    package var hold: Duration

    package init(
        preview: PreviewHeader, previewHold: Duration = .seconds(60), switchesItself: Bool = false, hold: Duration = .seconds(300)
    ) {
        self.preview = preview
        self.previewHold = previewHold
        self.switchesItself = switchesItself
        self.hold = hold
    }
}
