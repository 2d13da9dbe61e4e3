import Commerce
import Foundation
package import ProductAPI

/// The words of a product and of a query: lower-case, without diacritics, letters and digits only.
package enum SearchTerms {
    /// Characters of a word that count; the rest is cut off, in the index and in the query alike.
    package static let maximumLength = 40
    /// Words of one product's description that are indexed.
    private static let maximumDescriptionWords = 250

    private enum Weight {
        static let title = 16
        static let identity = 8
        static let option = 4
        static let description = 1
    }

    /// The words of a text in order, with repetitions. `Crème-Brûlée, 2 for men's` is `creme brulee 2 for mens`.
    package static func words(of text: String) -> [String] {
        folded(text).split { !($0.properties.isAlphabetic || $0.properties.numericType != nil) }
            .map { String(String.UnicodeScalarView($0.prefix(maximumLength))) }
    }

    /// The distinct words of a query in order.
    package static func query(_ text: String) -> [String] {
        var seen: Set<String> = []
        return words(of: text).filter { seen.insert($0).inserted }
    }

    /// Whether the word of a query also stands for words that start with it. One letter or digit would be the start of
    /// too many: it stands for itself, as in `vitamin c`.
    package static func isPrefix(_ word: String) -> Bool { word.utf8.count > 1 }

    /// The words of a product, each with the weight of the most important place it stands in.
    package static func index(of product: Product) -> [String: Int] {
        var weights: [String: Int] = [:]
        func add(_ words: some Sequence<String>, _ weight: Int) {
            for word in words { weights[word] = max(weights[word] ?? 0, weight) }
        }
        add(words(of: product.title), Weight.title)
        add(([product.vendor, product.category] + product.tags).flatMap(words), Weight.identity)
        add(product.variants.flatMap { words(of: $0.sku.rawValue) }, Weight.identity)
        add(product.options.flatMap(\.values).flatMap(words), Weight.option)
        add(words(of: withoutMarkup(product.descriptionHTML)).prefix(maximumDescriptionWords), Weight.description)
        return weights
    }

    /// The smallest text greater than every text that starts with `prefix`; nil where there is none.
    package static func upperBound(of prefix: String) -> String? {
        var scalars = Array(prefix.unicodeScalars)
        while let last = scalars.popLast() {
            // Surrogates are no scalars: the one after U+D7FF is U+E000.
            guard let next = Unicode.Scalar(last.value + 1) ?? (last.value == 0xD7FF ? "\u{E000}" : nil) else { continue }
            scalars.append(next)
            return String(String.UnicodeScalarView(scalars))
        }
        return nil
    }

    /// Case, width and marks away, and apostrophes, so that `men's` is one word.
    private static func folded(_ text: String) -> String.UnicodeScalarView {
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        let plain =
            isASCII ? text.lowercased() : text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: plain.unicodeScalars.lazy.filter { $0 != "'" && $0 != "\u{2019}" })
        return scalars
    }

    /// The text between the tags. Entities are left to fall apart into words that nobody searches for.
    private static func withoutMarkup(_ html: String) -> String {
        var text = String.UnicodeScalarView()
        var isTag = false
        for scalar in html.unicodeScalars {
            switch scalar {
            case "<": isTag = true
            case ">" where isTag:
                isTag = false
                text.append(" ")
            default: if !isTag { text.append(scalar) }
            }
        }
        return String(text)
    }
}
