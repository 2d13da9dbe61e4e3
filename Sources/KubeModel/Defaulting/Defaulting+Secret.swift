import Foundation

extension Defaulting {
    /// Texts are written into `data`, where they win, and are not kept beside it.
    static func deriveSecret(_ object: inout JSON) {
        guard let texts = object["stringData"].object else { return }
        for (key, text) in texts {
            guard let text = text.string else { return }
            object[path: ["data", key]] = .string(Data(text.utf8).base64EncodedString())
        }
        object.remove("stringData")
    }
}
