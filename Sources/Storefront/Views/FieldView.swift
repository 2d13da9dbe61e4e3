/// One field of a form with its label and, if need be, what is wrong with it.
struct FieldView: Sendable {
    struct Choice: Sendable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    let name: String
    let label: String
    let inputType: String
    let autocomplete: String
    let maxLength: Int
    let value: String
    let error: String?
    /// Whether it is a list to choose from.
    let isChoice: Bool
    let choices: [Choice]

    init(_ field: CheckoutField, in form: CheckoutForm, fault: String?) {
        name = field.rawValue
        label = field.label
        inputType = field.inputType
        autocomplete = field.autocomplete
        maxLength = field.maximumLength
        value = form[field]
        error = fault
        isChoice = field == .country
        choices = isChoice ? Self.countries(chosen: form[field]) : []
    }

    private static func countries(chosen: String) -> [Choice] {
        let none = Choice(value: "", text: "Choose a country", isChosen: chosen.isEmpty)
        return [none] + Country.all.map { Choice(value: $0.code, text: $0.name, isChosen: $0.code == chosen) }
    }
}
