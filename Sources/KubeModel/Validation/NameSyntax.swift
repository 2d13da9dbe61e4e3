/// The texts that Kubernetes takes for names, keys and values; each says in the API server's words what is wrong.
enum NameSyntax: Sendable {
    /// RFC 1123: most names.
    case subdomain
    /// RFC 1123: namespaces, containers, volumes, service ports.
    case label
    /// RFC 1035: services.
    case serviceLabel
    /// A part of a path: names of roles.
    case pathSegment
    /// Keys of labels: an optional prefix and a name.
    case qualifiedName
    case labelValue
    /// RFC 6335: names of container ports.
    case portName
    case environmentVariable
    /// Keys of ConfigMaps and Secrets.
    case configKey
    /// Numbers with `%`.
    case percent

    /// Nothing where the text is right.
    func faults(in text: String) -> [String] {
        switch self {
        case .subdomain: Self.tooLong(text, 253) + (Self.isSubdomain(text) ? [] : [Self.subdomainRule])
        case .label: Self.tooLong(text, 63) + (Self.isLabel(text) ? [] : [Self.labelRule])
        case .serviceLabel:
            Self.tooLong(text, 63) + (Self.isLabel(text) && text.utf8.first.map(Self.isLower) == true ? [] : [Self.serviceRule])
        case .pathSegment: Self.pathSegmentFaults(text)
        case .qualifiedName: Self.qualifiedNameFaults(text)
        case .labelValue: Self.tooLong(text, 63) + (text.isEmpty || Self.isName(text) ? [] : [Self.valueRule])
        case .portName: Self.portNameFaults(text)
        case .environmentVariable: text.utf8.allSatisfy { $0 > 0x1F && $0 < 0x7F && $0 != UInt8(ascii: "=") } ? [] : [Self.variableRule]
        case .configKey: Self.configKeyFaults(text)
        case .percent: Self.isPercent(text) ? [] : [Self.percentRule]
        }
    }
}

extension NameSyntax {
    static func isLower(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLower(byte) || isDigit(byte) || (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z"))
    }

    private static func tooLong(_ text: String, _ limit: Int) -> [String] {
        text.utf8.count > limit ? ["must be no more than \(limit) characters"] : []
    }

    /// Lower case letters, digits and, within, `-`.
    private static func isLabel(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last else { return false }
        let isEdge = { (byte: UInt8) in isLower(byte) || isDigit(byte) }
        return isEdge(first) && isEdge(last) && text.utf8.allSatisfy { isEdge($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isSubdomain(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    /// Letters, digits and, within, `-`, `_` and `.`.
    private static func isName(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last) && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
    }

    private static func isPercent(_ text: String) -> Bool {
        text.utf8.count > 1 && text.utf8.last == UInt8(ascii: "%") && text.utf8.dropLast().allSatisfy(isDigit)
    }

    private static func pathSegmentFaults(_ text: String) -> [String] {
        if text == "." || text == ".." { return ["may not be '\(text)'"] }
        return ["/", "%"].filter { text.contains($0) }.map { "may not contain '\($0)'" }
    }

    private static func qualifiedNameFaults(_ text: String) -> [String] {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let name = parts.last else {
            return ["a qualified name " + nameRule + " with an optional DNS subdomain prefix and '/'"]
        }
        var faults: [String] = []
        if parts.count == 2 {
            let prefix = parts[0]
            if prefix.isEmpty { faults.append("prefix part must be non-empty") }
            if !prefix.isEmpty { faults += NameSyntax.subdomain.faults(in: prefix).map { "prefix part \($0)" } }
        }
        if name.isEmpty { return faults + ["name part must be non-empty"] }
        faults += tooLong(name, 63).map { "name part \($0)" }
        return isName(name) ? faults : faults + ["name part " + nameRule]
    }

    private static func portNameFaults(_ text: String) -> [String] {
        var faults = text.utf8.count > 15 ? ["must be no more than 15 characters"] : []
        if !text.utf8.allSatisfy({ isLower($0) || isDigit($0) || $0 == UInt8(ascii: "-") }) {
            faults.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
        }
        if !text.utf8.contains(where: isLower) { faults.append("must contain at least one letter (a-z)") }
        if text.contains("--") { faults.append("must not contain consecutive hyphens") }
        if text.hasPrefix("-") || text.hasSuffix("-") { faults.append("must not begin or end with a hyphen") }
        return faults
    }

    private static func configKeyFaults(_ text: String) -> [String] {
        if text == "." || text == ".." { return ["must not be '\(text)'"] }
        if text.hasPrefix("..") { return ["must not start with '..'"] }
        let isKey = !text.isEmpty && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
        return tooLong(text, 253) + (isKey ? [] : [configKeyRule])
    }
}

extension NameSyntax {
    private static let subdomainRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'example.com', regex used for validation is "
        + #"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#
    private static let labelRule =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an "
        + "alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    private static let serviceRule =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an "
        + "alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
    private static let nameRule =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
    private static let valueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
    private static let variableRule = "a valid environment variable name must consist only of printable ASCII characters other than '='"
    private static let configKeyRule =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', "
        + "regex used for validation is '[-._a-zA-Z0-9]+')"
    private static let percentRule =
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is "
        + "'[0-9]+%')"
}
