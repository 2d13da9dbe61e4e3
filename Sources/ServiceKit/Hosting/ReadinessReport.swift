/// The answer of `/readyz`: whether to send traffic here and, if not, why.
struct ReadinessReport: Encodable, Sendable {
    struct Check: Encodable, Sendable {
        let service: String
        let name: String
        let ok: Bool
        let reason: String?
    }

    let phase: String
    let isReady: Bool
    let checks: [Check]

    init(modules: [ServiceModule], phase: DrainState.Phase) async {
        var checks: [Check] = []
        for module in modules {
            for readiness in module.readiness {
                do {
                    try await readiness.check()
                    checks.append(Check(service: module.name, name: readiness.name, ok: true, reason: nil))
                } catch {
                    checks.append(Check(service: module.name, name: readiness.name, ok: false, reason: "\(error)"))
                }
            }
        }
        self.phase = phase.rawValue
        self.checks = checks
        isReady = phase == .serving && checks.allSatisfy(\.ok)
    }
}
