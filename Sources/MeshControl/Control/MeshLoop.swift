import KubeModel
import Logging

/// The state of the control loop, which only its task has: inputs come in, files go out, verdicts are reported.
struct MeshLoop {
    enum Input: Sendable {
        case update(ResourceType, ObjectUpdate)
        /// What a proxy has taken and refused; nil when it did not answer.
        case told(String, XDSStats?)
        case started(String)
        /// Time has passed: what is late by now has to be said.
        case tick
    }

    /// A proxy that does not answer holds the others' confirmation up for so long.
    static let deadline: Duration = .seconds(2)

    private let translator: MeshTranslator
    private let watches: [ProxyWatch]
    private let reporter: StatusReporter
    private let store: AcceptedObjects
    private let logger: Logger
    private var inputs = MeshInputs()
    private var admission: MeshAdmission
    private var rollouts: [String: ProxyRollout] = [:]
    private var notes: [ObjectKey: [String]] = [:]
    private var budget = WatchBudget()
    private var saved: [ObjectKey: KubeObject]
    /// Not before this moment, after a save that failed.
    private var nextSave = ContinuousClock.now
    /// Proxies whose files cannot be written.
    private var failing: Set<String> = []
    private var trialStart = ContinuousClock.now
    /// Since when a proxy does not answer.
    private var silentSince: [String: ContinuousClock.Instant] = [:]
    /// Since when an object refers to what is not there: for a moment that is quite usual.
    private var unresolved: [ObjectKey: ContinuousClock.Instant] = [:]
    /// Whether the proxies have their first configuration.
    private(set) var isConfigured = false

    init(
        translator: MeshTranslator, watches: [ProxyWatch], reporter: StatusReporter, store: AcceptedObjects, logger: Logger
    ) {
        self.translator = translator
        self.watches = watches
        self.reporter = reporter
        self.store = store
        self.logger = logger
        saved = store.read()
        admission = MeshAdmission(accepted: saved)
        for watch in watches { rollouts[watch.proxy.name] = ProxyRollout(written: watch.folder.read()) }
    }

    mutating func handle(_ news: [Input]) {
        var hasChanged = false
        for input in news {
            switch input {
            case .update(let type, let update): hasChanged = inputs.take(update, of: type) || hasChanged
            case .told(let proxy, let stats): observe(proxy, stats)
            case .tick: break
            case .started(let proxy):
                silentSince[proxy] = nil
                rollouts[proxy]?.restarted()
                watches.first { $0.proxy.name == proxy }?.wait(hasNews: true)
            }
        }
        guard inputs.isComplete else { return }
        if hasChanged {
            admission.desire(inputs.routing)
            push()
        }
        settle()
    }

    /// Translates what is in force and on trial, and writes what differs from the files.
    private mutating func push() {
        trialStart = .now
        admission.forgetFaults()
        var translation: MeshTranslation
        repeat {
            translation = translator.translate(inputs.state(routing: admission.candidates), strict: admission.trial)
        } while admission.found(translation.faults)
        notes = translation.notes
        budget.check(translation, logger)
        for watch in watches {
            let steps = rollouts[watch.proxy.name]?.want(translation.resources[watch.proxy.name] ?? EnvoyResources()) ?? []
            perform(steps, watch)
        }
        isConfigured = true
    }

    private mutating func observe(_ name: String, _ stats: XDSStats?) {
        guard let watch = watches.first(where: { $0.proxy.name == name }), let outcome = rollouts[name]?.observe(stats) else { return }
        silentSince[name] = stats == nil ? silentSince[name] ?? .now : nil
        perform(outcome.steps, watch)
        guard !outcome.rejections.isEmpty else { return }
        let files = outcome.rejections.map(\.file.path).joined(separator: ", ")
        let reason = EnvoyLog.lastRefusal(in: watch.folder.log) ?? "the proxy refused \(files) without saying why"
        logger.warning("Configuration refused", metadata: ["proxy": "\(name)", "files": "\(files)", "reason": "\(reason)"])
        // The others' refusals of the same configuration come after this, and mean nothing new.
        guard outcome.rejections.contains(where: { rollouts[name]?.isWanted($0) ?? false }) else { return }
        if admission.rejected(reason) { push() }
    }

    private mutating func perform(_ steps: [ProxyRollout.Step], _ watch: ProxyWatch) {
        let name = watch.proxy.name
        var hasNews = false
        for step in steps {
            do {
                try watch.folder.perform(step)
                hasNews = true
                failing.remove(name)
            } catch {
                rollouts[name]?.failed(step)
                // Tried again with every look, and told once.
                guard failing.insert(name).inserted else { continue }
                logger.error("Configuration cannot be written", metadata: ["proxy": "\(name)", "error": "\(error)"])
            }
        }
        if rollouts[name]?.isSettled ?? true { watch.rest() } else { watch.wait(hasNews: hasNews) }
    }

    /// Looks whether what is tried is in force everywhere, and goes on with what waits.
    private mutating func settle() {
        guard isConfigured else { return }
        let isLate = trialStart.duration(to: .now) > Self.deadline
        while !isHeldUp(isLate: isLate) {
            let number = admission.trialNumber
            admission.settled()
            guard !admission.trial.isEmpty, admission.trialNumber != number, admission.hasUntried else { break }
            push()
            if isHeldUp(isLate: false) { break }
        }
        report(isLate: isLate)
        // Last, as it waits for the disk. A control plane that did not come so far tries the same again, which proxies have by then.
        save()
    }

    /// Whether a proxy's answer is still to come. One that has been silent for long is not waited for, whatever changes meanwhile.
    private func isHeldUp(isLate: Bool) -> Bool {
        rollouts.contains { name, rollout in
            let isSilent = silentSince[name].map { $0.duration(to: .now) > Self.deadline } ?? false
            return rollout.isWaitedFor(isLate: isLate || isSilent)
        }
    }

    private mutating func save() {
        guard admission.accepted != saved, ContinuousClock.now >= nextSave else { return }
        do {
            try store.write(admission.accepted)
            saved = admission.accepted
        } catch {
            nextSave = .now + Self.deadline
            logger.error("Accepted objects cannot be kept", metadata: ["error": "\(error)"])
        }
    }

    private mutating func report(isLate: Bool) {
        let summary = ProxySummary(rollouts)
        for (key, object) in inputs.routing {
            let verdict = admission.verdict(on: key)
            var isLate = isLate
            if case .unresolved = verdict {
                let since = unresolved[key] ?? .now
                unresolved[key] = since
                isLate = since.duration(to: .now) > Self.deadline
            } else {
                unresolved[key] = nil
            }
            guard let condition = summary.condition(verdict, isLate: isLate, hadOlder: admission.accepted[key] != nil) else { continue }
            let honoured = notes[key].map {
                MeshCondition(type: "Honoured", isTrue: false, reason: "NotHonoured", message: $0.joined(separator: "; "))
            }
            reporter.report(
                MeshReport(
                    key: key, uid: object.uid, generation: object.generation, conditions: [condition] + [honoured].compactMap(\.self)))
        }
    }
}
