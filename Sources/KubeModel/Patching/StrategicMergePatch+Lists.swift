extension StrategicMergePatch {
    /// Lists that come with the order of their elements. They are done here, and taken from the patch.
    static func mergeOrderedLists(
        of patch: inout [String: JSON], into result: inout [String: JSON], _ field: PatchedField
    ) throws(StatusError) {
        for (directive, order) in patch.sorted(by: { $0.key < $1.key }) {
            guard let name = Directive.setElementOrder.target(of: directive) else { continue }
            patch[directive] = nil
            let list = field.member(name)
            guard case .array(let order) = order else { throw list.malformed("invalid patch format of setElementOrder list") }
            let change = patch[name]
            guard change == nil || change?.array != nil, result[name] == nil || result[name]?.array != nil else { continue }
            let identify = try identity(of: list, in: order)
            try check(change?.elements ?? [], against: order, identify, list)
            guard change != nil || result[name] != nil else { continue }
            let live = result[name]?.elements ?? []
            let elements =
                if let change {
                    result[name] == nil ? try added(change.elements, list) : try merged(change.elements, into: live, list)
                } else {
                    live
                }
            result[name] = .array(identify.arranged(elements, by: order, live: live))
            patch[name] = nil
        }
    }

    /// Both are lists.
    static func merged(_ patch: [JSON], into original: [JSON], _ field: PatchedField) throws(StatusError) -> [JSON] {
        switch field.listMerge {
        case .replace:
            return try added(patch, field)
        case .values:
            guard (patch + original).allSatisfy({ $0.array == nil }) else { throw field.unfitting("lists of lists are not supported") }
            var seen: Set<JSON> = []
            let all = (original + patch).filter { seen.insert($0).inserted }
            return ElementIdentity.value.arranged(all, by: patch, live: original)
        case .objects(let key):
            return try merged(patch, into: original, key: key, field)
        }
    }

    private static func merged(
        _ patch: [JSON], into original: [JSON], key: String, _ field: PatchedField
    ) throws(StatusError) -> [JSON] {
        let identify = ElementIdentity.member(key)
        var result = original
        var changes: [[String: JSON]] = []
        var isReplaced = false
        for element in patch {
            guard case .object(let change) = element else { throw field.unfitting("an element of the list is no map: \(element.text)") }
            switch change[Directive.patch] {
            case nil:
                changes.append(change)
            case "delete":
                guard let value = change[key] else { throw noMergeKey(element, key, field) }
                result.removeAll { $0.object?[key] == value }
            case "replace":
                isReplaced = true
            case "merge":
                throw field.malformed("merging lists cannot yet be specified in the patch")
            case let other?:
                throw field.malformed("unknown patch type [\(other.string ?? other.text)] in map")
            }
        }
        if isReplaced { return try added(changes.map(JSON.object), field) }
        for change in changes {
            guard let value = change[key] else { throw noMergeKey(.object(change), key, field) }
            if let index = result.firstIndex(where: { $0.object?[key] == value }) {
                result[index] = .object(try merged(change, into: result[index].object ?? [:], field.element))
            } else {
                result.append(.object(try merged(change, into: [:], field.element)))
            }
        }
        return identify.arranged(result, by: changes.map(JSON.object), live: original)
    }

    /// A list that was not there: without what only says how to merge.
    static func added(_ elements: [JSON], _ field: PatchedField) throws(StatusError) -> [JSON] {
        var result: [JSON] = []
        for element in elements {
            switch element {
            case .object(let members):
                if members[Directive.patch] != nil { continue }
                result.append(.object(try merged(members, into: [:], field.element)))
            case .array(let inner):
                result.append(.array(try added(inner, field.element)))
            default:
                result.append(element)
            }
        }
        return result
    }

    private static func identity(of list: PatchedField, in order: [JSON]) throws(StatusError) -> ElementIdentity {
        guard case .objects(let key) = list.listMerge else { return .value }
        if let element = order.first(where: { $0.object?[key] == nil }) { throw noMergeKey(element, key, list) }
        return .member(key)
    }

    /// The elements of the patch must stand in the order that the directive gives, and must all be in it.
    private static func check(
        _ patch: [JSON], against order: [JSON], _ identify: ElementIdentity, _ field: PatchedField
    ) throws(StatusError) {
        guard !order.isEmpty else { return }
        var rest = order[...]
        for element in patch where element.object?[Directive.patch] == nil {
            if case .member(let key) = identify, element.object?[key] == nil { throw noMergeKey(element, key, field) }
            guard let index = rest.firstIndex(where: { identify($0) == identify(element) }) else {
                throw field.unfitting(
                    "The order in patch list:\n\(JSON.array(patch).text)\n doesn't match $setElementOrder list:\n\(JSON.array(order).text)\n"
                )
            }
            rest = rest[(index + 1)...]
        }
    }

    private static func noMergeKey(_ element: JSON, _ key: String, _ field: PatchedField) -> StatusError {
        field.unfitting("map: \(element.text) does not contain declared merge key: \(key)")
    }
}
