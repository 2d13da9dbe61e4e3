/// What makes two elements of a list the same.
enum ElementIdentity {
    case value
    case member(String)

    func callAsFunction(_ element: JSON) -> JSON {
        switch self {
        case .value: element
        case .member(let key): element[key]
        }
    }

    /// `elements` with those of `order` in that order. The others keep the order of `live`, and each stands before the first ordered
    /// element that it preceded there; what has no such place goes to the end. (Kubernetes' preserve-order-in-strategic-merge-patch.)
    func arranged(_ elements: [JSON], by order: [JSON], live: [JSON]) -> [JSON] {
        let wanted = ranks(of: order)
        let present = ranks(of: live)
        func rank(_ element: JSON, in ranks: [JSON: Int]) -> Int { ranks[self(element)] ?? .max }
        let ordered = stablySorted(elements.filter { wanted[self($0)] != nil }) { rank($0, in: wanted) }
        var others = stablySorted(elements.filter { wanted[self($0)] == nil }) { rank($0, in: present) }[...]
        var result: [JSON] = []
        for element in ordered {
            while let place = present[self(element)], let other = others.first, let otherPlace = present[self(other)], otherPlace < place {
                result.append(other)
                others.removeFirst()
            }
            result.append(element)
        }
        return result + others
    }

    private func ranks(of list: [JSON]) -> [JSON: Int] {
        Dictionary(list.enumerated().map { (self($0.element), $0.offset) }) { first, _ in first }
    }

    private func stablySorted(_ elements: [JSON], by rank: (JSON) -> Int) -> [JSON] {
        elements.enumerated().map { (rank($0.element), $0.offset, $0.element) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
}
