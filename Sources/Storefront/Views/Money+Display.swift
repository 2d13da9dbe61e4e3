import Commerce

extension Money {
    /// The form a shopper reads, with a comma between thousands: `$28,999.99`.
    var display: String {
        let text = description
        guard let start = text.firstIndex(where: \.isNumber) else { return text }
        let digits = text[start...].prefix(while: \.isNumber)
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { grouped.append(",") }
            grouped.append(digit)
        }
        return text[..<start] + grouped + text[digits.endIndex...]
    }
}
