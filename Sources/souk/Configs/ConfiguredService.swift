import ArgumentParser
import Delivery
import HotConfig

/// A service as the commands on configurations take it: `order-service`, or `order` for short.
struct ConfiguredService: ExpressibleByArgument, Hashable, Sendable {
    let service: ServiceName

    init(_ service: ServiceName) { self.service = service }

    init?(argument: String) {
        guard let service = ServiceName.allCases.first(where: { [$0.rawValue, $0.principal].contains(argument) }) else { return nil }
        self.service = service
    }

    static var allValueStrings: [String] { ServiceName.allCases.map(\.principal) }

    /// Its name in the cluster.
    var name: String { service.principal }

    var check: ConfigCheck { service.configCheck }
}

extension ConfigContent {
    /// The keys as a service reads them.
    var entries: [SourceEntry] {
        texts.sorted { $0.key < $1.key }.map { SourceEntry(name: $0.key, bytes: Array($0.value.utf8)) }
    }

    /// As it may be shown to whoever may run the command.
    func redacted(by schema: ConfigSchema) -> ConfigContent {
        let shown = entries.map { ($0.name, schema.redacted($0)) }
        return ConfigContent(texts: Dictionary(uniqueKeysWithValues: shown), binaries: binaries)
    }
}
