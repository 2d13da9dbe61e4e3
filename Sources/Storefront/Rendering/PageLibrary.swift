import Mustache

/// All templates, parsed once at start.
struct PageLibrary: Sendable {
    private let library: MustacheLibrary

    /// Throws when a template cannot be parsed or is missing.
    init(_ sources: [String: [UInt8]] = EmbeddedFiles.templates) throws {
        MustacheContentTypes.register(HTMLEscaping(), named: HTMLEscaping.name)
        var templates: [String: MustacheTemplate] = [:]
        for (name, bytes) in sources {
            templates[name] = try MustacheTemplate(string: Self.prepared(String(decoding: bytes, as: UTF8.self)))
        }
        if let missing = PageTemplate.allCases.first(where: { templates[$0.rawValue] == nil }) {
            throw PageLibraryError.missingTemplate(missing.rawValue)
        }
        library = MustacheLibrary(templates: templates)
    }

    func render<View: Sendable>(_ template: PageTemplate, _ view: View, in shell: Shell) -> String {
        library.render(ViewFields(Page(shell: shell, page: view)), withTemplate: template.rawValue) ?? ""
    }

    /// Each template names our escaping, since a partial falls back to the library's. Indentation is for those who read the source:
    /// without it pages are smaller, and partials need not be indented at run time, which is slow.
    private static func prepared(_ source: String) -> String {
        let lines = source.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
        return "{{% CONTENT_TYPE: \(HTMLEscaping.name)}}" + lines.joined(separator: "\n") + "\n"
    }

    private struct Page<View: Sendable>: Sendable {
        let shell: Shell
        let page: View
    }
}

/// Why the templates cannot be used. Only a mistake in this target leads here.
enum PageLibraryError: Error, Equatable {
    case missingTemplate(String)
}
