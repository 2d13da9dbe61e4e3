/// Why an operation found no place to act on.
enum JSONPointerFault: Error, Equatable {
    /// Nothing is at the way to the place.
    case missingPath
    /// The way is there, the last member is not.
    case missingKey(String)
    /// The last step is no index of the array, or lies outside it.
    case invalidIndex(String)
}

extension JSON {
    /// The value at `pointer`, which may be null; it is a fault when there is nothing.
    func value(at pointer: JSONPointer) throws(JSONPointerFault) -> JSON {
        var value = self
        for (index, token) in pointer.tokens.enumerated() {
            do {
                value = try value.child(token)
            } catch {
                throw index + 1 == pointer.tokens.count ? error : .missingPath
            }
        }
        return value
    }

    private func child(_ token: String) throws(JSONPointerFault) -> JSON {
        switch self {
        case .object(let members):
            guard let member = members[token] else { throw .missingKey(token) }
            return member
        case .array(let elements):
            return elements[try Self.index(token, below: elements.count)]
        default:
            throw .missingPath
        }
    }

    /// An index as RFC 6901 has it: decimal, without sign and leading zeros.
    private static func index(_ token: String, below limit: Int) throws(JSONPointerFault) -> Int {
        guard token.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), token == "0" || token.first != "0",
            let index = Int(token), index < limit
        else { throw .invalidIndex(token) }
        return index
    }

    /// Puts `value` at the place: a member is made or replaced, in an array the rest moves on; `-` is the end of an array.
    mutating func insert(_ value: JSON, at tokens: ArraySlice<String>) throws(JSONPointerFault) {
        guard let token = tokens.first else {
            self = value
            return
        }
        if tokens.count > 1 {
            try change(token) { (child: inout JSON) throws(JSONPointerFault) in try child.insert(value, at: tokens.dropFirst()) }
            return
        }
        switch self {
        case .object(var members):
            members[token] = value
            self = .object(members)
        case .array(var elements):
            let index = token == "-" ? elements.count : try Self.index(token, below: elements.count + 1)
            elements.insert(value, at: index)
            self = .array(elements)
        default:
            throw .missingPath
        }
    }

    /// Takes out what is at the place, and returns it.
    @discardableResult
    mutating func remove(at tokens: ArraySlice<String>) throws(JSONPointerFault) -> JSON {
        guard let token = tokens.first else {
            let whole = self
            self = .null
            return whole
        }
        if tokens.count > 1 {
            var removed = JSON.null
            try change(token) { (child: inout JSON) throws(JSONPointerFault) in removed = try child.remove(at: tokens.dropFirst()) }
            return removed
        }
        switch self {
        case .object(var members):
            guard let removed = members.removeValue(forKey: token) else { throw .missingKey(token) }
            self = .object(members)
            return removed
        case .array(var elements):
            let removed = elements.remove(at: try Self.index(token, below: elements.count))
            self = .array(elements)
            return removed
        default:
            throw .missingPath
        }
    }

    private mutating func change(
        _ token: String, _ change: (inout JSON) throws(JSONPointerFault) -> Void
    ) throws(JSONPointerFault) {
        switch self {
        case .object(var members):
            guard var child = members[token] else { throw .missingPath }
            try change(&child)
            members[token] = child
            self = .object(members)
        case .array(var elements):
            guard let index = try? Self.index(token, below: elements.count) else { throw .missingPath }
            try change(&elements[index])
            self = .array(elements)
        default:
            throw .missingPath
        }
    }
}
