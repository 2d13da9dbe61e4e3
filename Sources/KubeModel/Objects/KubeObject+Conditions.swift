extension KubeObject {
    /// A condition of its status, such as `Ready`; null where it has none of that type.
    package func condition(_ type: String) -> JSON {
        status["conditions"].elements.first { $0["type"].string == type } ?? .null
    }

    /// Whether a condition is there and `True`.
    package func isTrue(_ type: String) -> Bool { condition(type)["status"].string == "True" }
}
