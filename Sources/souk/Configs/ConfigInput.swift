import Foundation
import HotConfig
import KubeModel

/// A configuration as somebody hands it in: a plain document, or the ConfigMap of a manifest.
struct ConfigInput: Sendable {
    /// Nil when the input does not say it.
    let service: ServiceName?
    /// Texts by key; of a plain document by the file's name.
    let texts: [String: String]
    /// By key, in Base64.
    let binaries: [String: String]
    /// Whether the keys are those of a ConfigMap.
    let isManifest: Bool
    /// The file as messages name it.
    let file: String
    /// In which line of the file each text begins; missing where that cannot be told.
    private let lines: [String: Int]

    /// Reads a file, or standard input for `-`; several ConfigMaps in one file are several inputs.
    /// Throws ``CommandFailure`` when it cannot be read, or is a manifest without a service's configuration.
    static func read(_ path: String) throws -> [ConfigInput] {
        let data: Data
        do {
            data = path == "-" ? try FileHandle.standardInput.readToEnd() ?? Data() : try Data(contentsOf: URL(filePath: path))
        } catch {
            throw CommandFailure("\(path) cannot be read: \(error.localizedDescription)")
        }
        guard let text = String(validating: data, as: UTF8.self) else { throw CommandFailure("\(path) is not UTF-8 text.") }
        return try inputs(in: text, file: path == "-" ? "standard input" : path)
    }

    static func inputs(in text: String, file: String) throws -> [ConfigInput] {
        let (manifests, faults) = ManifestLoader().read([(name: file, text: text)])
        guard manifests.contains(where: { !$0.object.kind.isEmpty && !$0.object.apiVersion.isEmpty }) else {
            return [ConfigInput(plain: text, file: file)]
        }
        let inputs = manifests.compactMap { ConfigInput($0, of: text) }
        guard faults.isEmpty else {
            throw CommandFailure("\(file) cannot be used:\n  " + faults.map(\.description).joined(separator: "\n  "))
        }
        guard !inputs.isEmpty else {
            let names = ServiceName.allCases.map { "\($0.principal)-config" }.joined(separator: ", ")
            throw CommandFailure("\(file) holds manifests, and none of them is a ConfigMap with a service's configuration: \(names).")
        }
        return inputs
    }

    private init(plain text: String, file: String) {
        let name = URL(filePath: file).lastPathComponent
        let stem = name.split(separator: ".").first.map(String.init) ?? ""
        service = ConfiguredService(argument: stem)?.service
        // Whatever the file is called, it is a document.
        let key = [".yaml", ".yml", ".json"].contains { name.lowercased().hasSuffix($0) } ? name : "\(name).yaml"
        texts = [key: text]
        binaries = [:]
        isManifest = false
        self.file = file
        lines = [key: 0]
    }

    private init?(_ manifest: Manifest, of text: String) {
        let object = manifest.object
        guard object.kind == "ConfigMap",
            let service = ServiceName.allCases.first(where: { "\($0.principal)-config" == object.name })
        else { return nil }
        self.service = service
        texts = object["data"].strings.filter { !$0.key.hasPrefix(".") }
        binaries = object["binaryData"].strings.filter { !$0.key.hasPrefix(".") }
        isManifest = true
        file = manifest.file
        let source = text.split(separator: "\n", omittingEmptySubsequences: false)
        lines = texts.keys.reduce(into: [:]) { lines, key in
            guard let line = manifest.line(of: FieldPath("data")[key]), source.indices.contains(line - 1) else { return }
            // Only in a literal block a line of the text is a line of the file.
            let head = source[line - 1].prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            if head.contains(":"), ["|", "|-", "|+"].contains(where: head.hasSuffix) { lines[key] = line }
        }
    }

    /// The keys as a service reads them.
    var entries: [SourceEntry] {
        texts.sorted { $0.key < $1.key }.map { SourceEntry(name: $0.key, bytes: Array($0.value.utf8)) }
    }

    /// Everything that is wrong with it, each where it stands in the file.
    func faults(_ check: ConfigCheck) -> [ConfigFault] { check.faults(in: entries).map(located) }

    private func located(_ fault: ConfigFault) -> ConfigFault {
        guard let location = fault.location else { return fault.moved(to: file) }
        guard let key = texts.keys.first(where: { location == $0 || location.hasPrefix("\($0):") }) else {
            return fault.moved(to: "\(file): \(location)")
        }
        guard let line = Int(location.dropFirst(key.count + 1)) else { return fault.moved(to: isManifest ? "\(file): \(key)" : file) }
        guard let first = lines[key] else { return fault.moved(to: "\(file): \(location)") }
        return fault.moved(to: "\(file):\(first + line)")
    }
}

extension ConfigFault {
    /// The same fault at another place.
    fileprivate func moved(to location: String) -> ConfigFault {
        ConfigFault(key: key, value: value, reason: reason, allowed: allowed, suggestion: suggestion, location: location)
    }
}
