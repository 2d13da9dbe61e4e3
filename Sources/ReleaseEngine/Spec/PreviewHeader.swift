/// The request header that leads to the new version before the switch.
package struct PreviewHeader: Codable, Sendable, Hashable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
