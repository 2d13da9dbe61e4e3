/// Finds what a service starts on: its source, or else the last good revision.
struct ConfigStart<Value: HotConfigurable>: Sendable {
    let revision: ConfigRevision<Value>
    let accepted: Evaluation<Value>.Accepted
    /// Nil when it starts on the last good revision.
    let origin: SourceOrigin?
    let staging: HotConfig<Value>.StagingState
    let reload: ReloadState
    let directives: [ReloadDirective]

    /// Reads both places. Throws all faults when neither will do.
    init(_ watch: ConfigWatch) throws(ConfigFaults) {
        let source = Self.source(watch.reader)
        let lastGood = watch.lastGood.flatMap { Self.lastGood($0, secretsFrom: source.parsed) }
        let start: (state: ReloadState, directives: [ReloadDirective])
        do throws(StartRefusal) {
            start = try ReloadState.starting(source: source.verdict, lastGood: lastGood?.verdict)
        } catch {
            throw ConfigFaults(
                service: Value.service, source: watch.reader.name, faults: error.faults, lastGoodFaults: error.lastGoodFaults)
        }
        // One of the two is there, or the state machine would have refused.
        guard let accepted = source.accepted ?? lastGood?.accepted else {
            throw ConfigFaults(service: Value.service, source: watch.reader.name, faults: [])
        }
        let place = source.accepted == nil ? "last good (\(watch.lastGood?.name ?? ""))" : watch.reader.name
        self.origin = source.accepted == nil ? nil : source.origin
        self.revision = ConfigRevision(
            value: accepted.value, revision: ConfigRevision<Value>.name(ofHash: accepted.record.revision), source: place,
            appliedAt: watch.now(), resourceVersion: origin?.resourceVersion)
        self.accepted = accepted
        self.staging = source.staging
        (self.reload, self.directives) = start
    }

    private struct Finding {
        let verdict: StartVerdict
        var accepted: Evaluation<Value>.Accepted?
        var parsed: ParsedSettings?
        var origin: SourceOrigin?
        var staging = HotConfig<Value>.StagingState()

        init(_ evaluation: Evaluation<Value>, hash: String, parsed: ParsedSettings?) {
            self.parsed = parsed
            switch evaluation {
            case .accepted(let accepted):
                self.verdict = .accepted(hash)
                self.accepted = accepted
            case .refused(let faults):
                self.verdict = .refused(.content(hash), faults)
            }
        }

        init(_ sighting: Sighting, _ fault: ConfigFault) {
            self.verdict = .refused(sighting, [fault])
        }
    }

    private static func source(_ reader: any SourceReading) -> Finding {
        do throws(SourceFailure) {
            let content = try reader.read()
            let parsed = ParsedSettings(content)
            var finding = Finding(Evaluation<Value>(parsed, hash: content.hash), hash: content.hash, parsed: parsed)
            finding.origin = content.origin
            finding.staging = HotConfig<Value>.StagingState(content)
            return finding
        } catch {
            return Finding(.failure(error), error.fault)
        }
    }

    /// The record holds no secrets: they are taken from the source, whatever else is wrong with it.
    private static func lastGood(_ store: any LastGoodStoring, secretsFrom source: ParsedSettings?) -> Finding? {
        do throws(LastGoodFailure) {
            guard let record = try store.load() else { return nil }
            guard record.service == Value.service else { throw .foreign(path: store.name, service: record.service) }
            let secrets = (source?.settings ?? [:]).filter { ConfigSchema(of: Value.self).secretKeys.contains($0.key) }
            let parsed = ParsedSettings(record.settings, at: store.name).adding(secrets)
            return Finding(Evaluation<Value>(parsed, hash: record.revision), hash: record.revision, parsed: nil)
        } catch {
            return Finding(.content(""), error.fault)
        }
    }
}

extension ParsedSettings {
    /// Settings that are already told apart by key.
    init(_ values: [String: SettingValue], at location: String) {
        self.init()
        for (key, value) in values.sorted(by: { $0.key < $1.key }) { add(value, for: key, at: location) }
    }

    fileprivate func adding(_ others: [String: Setting]) -> ParsedSettings {
        var sum = self
        for (key, setting) in others { sum.add(setting.value, for: key, at: setting.location) }
        return sum
    }
}
