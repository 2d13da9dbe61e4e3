import Delivery
import HotConfig
import KubeModel
import ReleaseEngine

/// A service `web` in the midst of a rollout of r7 over r6, as far as a test describes it.
struct ConfigCase {
    static let before = ConfigContent(texts: ["web.yaml": "limit: 6"])
    static let after = ConfigContent(texts: ["web.yaml": "limit: 7"])
    static let other = ConfigContent(texts: ["web.yaml": "limit: 99"])
    static let spec = ReleaseSpec(
        id: "uid-7", service: "web", to: "r7", strategy: .canary([CanaryStep(weight: 50, hold: .seconds(10))]), drain: .zero)

    var spec = Self.spec
    var plain = Self.before
    /// What the mark says; nil for none.
    var mark: String? = "r6"
    /// Whether the mark's hash is that of the plain content.
    var isEdited = false
    var tried: ConfigContent?
    var staging: ConfigStaging?
    var intent: RouteIntent?
    var pods = (0..<4).map { "web-\($0)" }
    var unready: Set<String> = []
    /// By pod; nil for what each should run.
    var running: [String: String]?
    var refusing: Set<String> = []
    var hasTarget = true
    var state: ReleaseState?
    var now = Moment(milliseconds: 1_000_000)

    /// The main ConfigMap.
    var main: KubeObject {
        get throws {
            var object = KubeObject(.configMaps, namespace: "shop", name: "web-config", labels: ["app": "web"])
            var data = plain.texts
            for (key, text) in tried?.texts ?? [:] { data[".canary.\(key)"] = text }
            data[".rollout"] = try staging?.text
            object["data"] = JSON(data)
            object.annotations["config.souk.dev/revision"] = mark
            object.annotations["config.souk.dev/hash"] = mark == nil ? nil : isEdited ? "another" : plain.hash
            object.annotations["delivery.souk.dev/release"] = intent?.release
            object.annotations["delivery.souk.dev/intent"] = intent.map { "\($0.number)" }
            object.resourceVersion = "12"
            return object
        }
    }

    var view: ConfigView {
        get throws {
            let picture = ConfigMapPicture(try main)
            let views = pods.map { name in
                var pod = KubeObject(.pods, namespace: "shop", name: name, labels: ["app": "web"])
                pod["metadata", "uid"] = .string("uid-\(name)")
                let ready: JSON = ["type": "Ready", "status": .string(unready.contains(name) ? "False" : "True")]
                pod.status = ["phase": "Running", "conditions": [ready]]
                return ConfigPod(pod)
            }
            let known = running ?? Dictionary(uniqueKeysWithValues: pods.map { ($0, picture.revision(for: $0)) })
            return ConfigView(
                picture, pods: views, running: RunningConfigs(revisions: known, refusing: refusing),
                target: hasTarget ? Self.revision(7, Self.after) : nil, stable: Self.revision(6, Self.before), of: spec, state: state,
                at: now)
        }
    }

    static func revision(_ number: Int, _ content: ConfigContent) -> RecordedRevision {
        RecordedRevision(service: "web", number: number, content: content, author: "ada", time: "2026-01-31T12:00:00Z", reason: "")
    }

    /// A staging of r7 as this rollout would write it for these pods.
    static func staging(_ percent: Int, intent: Int = 2, pods: [String] = (0..<4).map { "web-\($0)" }) -> ConfigStaging {
        ConfigStaging(
            release: "uid-7", intent: intent, revision: "r7", percent: percent,
            below: ShareChoice.below(percent: percent, release: "uid-7", pods: pods))
    }

    /// Half of the pods try r7.
    static var staged: ConfigCase {
        var state = ConfigCase()
        state.tried = after
        state.staging = staging(50)
        state.intent = RouteIntent(release: "uid-7", number: 2)
        state.state = begun()
        return state
    }

    /// The state of a rollout that has gone through some looks at a world without faults.
    static func begun(to phase: ReleasePhase = .preparing) -> ReleaseState? {
        var observation = ReleaseObservation(
            versions: [
                "r6": VersionObservation(wanted: 4, ready: 4), "r7": VersionObservation(wanted: 0, ready: phase == .preparing ? 0 : 4),
            ], markedStable: "r6",
            route: RouteObservation(split: TrafficSplit(new: 0), intent: nil, resourceVersion: "1", generation: 0, proxies: []))
        var spec = spec
        spec.strategy = .canary([])
        spec.analysis = nil
        var state: ReleaseState?
        for millisecond in 0..<20 where state?.phase != phase {
            if state?.phase == .promoting {
                observation.markedStable = "r7"
                observation.versions["r6"]?.wanted = 0
            }
            let decision = ReleasePass.decide(spec, state: state, seeing: observation, at: Moment(milliseconds: Int64(millisecond)))
            state = decision.state
            guard let intent = decision.state.intent else { continue }
            observation.route = RouteObservation(
                split: intent.split, intent: RouteIntent(release: spec.id, number: intent.number), resourceVersion: "1",
                generation: intent.number, proxies: [ProxyObservation(name: "p", generation: intent.number, newWeight: intent.split.new)])
        }
        return state
    }
}
