/// A form of a page with what a browser would send: the values that are there, to be changed by filling it in.
struct HTMLForm {
    let action: String
    let method: String
    private(set) var values: [(name: String, value: String)] = []
    /// The values of radio buttons that cannot be chosen.
    private(set) var disabled: [String] = []
    private(set) var choices: [String: [String]] = [:]

    static func forms(in tags: [HTMLTag]) -> [HTMLForm] {
        var forms: [HTMLForm] = []
        var list: String?
        for tag in tags {
            switch tag.name {
            case "form": forms.append(HTMLForm(action: tag["action"] ?? "", method: tag["method"] ?? "get"))
            case "select": list = tag["name"]
            case "/select": list = nil
            case "input": forms.modifyLast { $0.add(input: tag) }
            case "option": forms.modifyLast { $0.add(option: tag, of: list ?? "") }
            default: break
            }
        }
        return forms
    }

    private init(action: String, method: String) {
        self.action = action
        self.method = method
    }

    subscript(name: String) -> String? {
        get { values.first { $0.name == name }?.value }
        set {
            values.removeAll { $0.name == name }
            if let newValue { values.append((name, newValue)) }
        }
    }

    private mutating func add(input: HTMLTag) {
        guard let name = input["name"] else { return }
        let value = input["value"] ?? ""
        if input["type"] == "radio" {
            if input.has("disabled") { disabled.append(value) } else { choices[name, default: []].append(value) }
            guard input.has("checked") else { return }
        }
        values.append((name, value))
    }

    private mutating func add(option: HTMLTag, of list: String) {
        choices[list, default: []].append(option["value"] ?? "")
        if option.has("selected") { values.append((list, option["value"] ?? "")) }
    }
}

extension [HTMLForm] {
    fileprivate mutating func modifyLast(_ change: (inout HTMLForm) -> Void) {
        guard let index = indices.last else { return }
        change(&self[index])
    }
}
