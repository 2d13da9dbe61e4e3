/// A value and where it stands: `product.yaml:3`.
package struct Setting: Sendable, Equatable {
    package let value: SettingValue
    package let location: String
}
