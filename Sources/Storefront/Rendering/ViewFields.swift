import Mustache

/// A view as templates read it: its stored properties by name.
///
/// The library would reflect on a view at each tag, and at each tag of a section within it again; this reflects once on each view.
struct ViewFields: MustacheParent {
    private let fields: [String: Any]

    init(_ view: Any) { self.init(Mirror(reflecting: view)) }

    private init(_ mirror: Mirror) {
        var fields: [String: Any] = [:]
        for case (let name?, let value) in mirror.children { fields[name] = Self.value(value) }
        self.fields = fields
    }

    func child(named name: String) -> Any? { fields[name] }

    /// Text, numbers and truth as they are, views and lists of them as fields, and nil for an optional that is nil.
    private static func value(_ value: Any) -> Any? {
        switch value {
        case let text as String: return text
        case let truth as Bool: return truth
        case let number as Int: return number
        default: break
        }
        let mirror = Mirror(reflecting: value)
        return switch mirror.displayStyle {
        case .optional: mirror.children.first.flatMap { self.value($0.value) }
        case .collection: mirror.children.compactMap { self.value($0.value) } as [Any]
        default: ViewFields(mirror)
        }
    }
}
