// The delivery controller's own kinds.

private let souk = SchemaPackage("dev.souk.v1alpha1")

extension Schema {
    /// A new version on its way to all requests.
    static let release = souk.kind("Release", "Brings a new version of a service to all requests, or takes it back.") {
        Field("spec", as: releaseSpec).required()
        Field("status", as: .any)
    }

    /// A revision of a configuration on its way to all pods.
    static let configRollout = souk.kind("ConfigRollout", "Brings a revision of a service's configuration to all pods, or takes it back.") {
        Field("spec", as: configRolloutSpec).required()
        Field("status", as: .any)
    }

    private static let releaseSpec = souk.type("ReleaseSpec") {
        Field("analysis", as: analysis).about("By what figures the new version is judged against the one now serving.")
        Field("crashes", as: crashes).about("How many crashes of the new version are forgiven.")
        Field("deadline", as: duration).about("How long the release may take, such as 30m; pauses do not count.")
        Field("drain", as: duration).about("How long the losing version stays up after its last request.")
        Field("paused", as: .boolean).about("Holds the release where it is. Faults are judged all the same.")
        Field("readyDeadline", as: duration).about("How long the new version may take to have its pods.")
        Field("request", as: request).about("Something that is asked for once.")
        Field("service", as: name).required().about("The service that is released.")
        Field("strategy", as: releaseStrategy).about("How the new version comes to its requests.")
        Field("to", as: name).required().about("The version: a Deployment `<service>-<version>` and a subset of the DestinationRule.")
    }

    private static let configRolloutSpec = souk.type("ConfigRolloutSpec") {
        Field("analysis", as: analysis).about("By what figures pods with the new revision are judged against those without.")
        Field("crashes", as: crashes).about("How many crashes of pods with the new revision are forgiven.")
        Field("deadline", as: duration).about("How long the rollout may take, such as 30m; pauses do not count.")
        Field("drain", as: duration).about("How long the pods are watched after the revision was taken back from them.")
        Field("paused", as: .boolean).about("Holds the rollout where it is. Faults are judged all the same.")
        Field("readyDeadline", as: duration).about("How long the pods may take to be ready.")
        Field("request", as: request).about("Something that is asked for once.")
        Field("revision", as: .int32).required().about("The revision: a ConfigMap `<service>-config.r<revision>`.")
        Field("service", as: name).required().about("The service whose configuration it is.")
        Field("strategy", as: .object { Field("canary", as: canary).about("Step by step.") }).about("How the revision comes to the pods.")
    }

    private static let releaseStrategy = souk.type("ReleaseStrategy") {
        Field("blueGreen", as: blueGreen).about("One switch, after a preview by header.")
        Field("canary", as: canary).about("Step by step.")
    }

    private static let canary = souk.type("CanaryStrategy") {
        Field("steps", as: .list(of: step)).required().about("Each with more than the one before. The rest follows by itself.")
    }

    private static let step = souk.type("ReleaseStep") {
        Field("hold", as: duration).about("How long the step is watched at least.")
        Field("weight", as: .int32).required().about("The share of requests or pods, in percent.")
    }

    private static let blueGreen = souk.type("BlueGreenStrategy") {
        Field("hold", as: duration).about("How long the old version stands by after the switch.")
        Field("preview", as: preview).about("Who sees the new version before the switch.")
        Field("promotion", as: .choice("Manual", "Automatic")).about("Whether the switch waits for a promote request.")
    }

    private static let preview = souk.type("ReleasePreview") {
        Field("header", as: .string).about("The name of the request header that leads to the new version.")
        Field("hold", as: duration).about("How long the preview stands at least.")
        Field("value", as: .string).about("Its value.")
    }

    private static let crashes = souk.type("ReleaseCrashes") {
        Field("tolerated", as: .int32).about("While it serves.")
        Field("toleratedAtStart", as: .int32).about("Before it has had its first request.")
    }

    private static let request = souk.type("ReleaseRequest") {
        Field("action", as: .choice("promote", "abort", "undo")).required()
        Field("id", as: .string).required().about("Any text; the request is obeyed once for each. The status says which was the last.")
    }

    private static let analysis = souk.type("ReleaseAnalysis") {
        Field("falseAborts", as: .number).about("The chance that a good version is rolled back, over all metrics and looks.")
        Field("interval", as: duration).about("How often the metrics are looked at.")
        Field("metrics", as: .list(of: metric)).about("None: only crashes and deadlines are judged. Left out: the usual ones.")
        Field("minSamples", as: .int32).about("How many requests of each version a step needs.")
        Field("missedHarm", as: .number).about("The chance that a harmful version is taken for harmless.")
        Field("onInsufficientData", as: .choice("Wait", "Advance")).about("What follows when a step has too few samples.")
        Field("onProviderFailure", as: .choice("RollBack", "Hold")).about("What follows when the metrics cannot be had.")
        Field("providerFailures", as: .int32).about("How many intervals in a row the metrics may be missing.")
    }

    private static let metric = souk.type("ReleaseMetric") {
        Field("attempts", as: .string).about("A selector of the counter of all attempts, such as my_total{service=\"x\"}.")
        Field("ceiling", as: .number).about("The share of failures that is never allowed.")
        Field("failures", as: .string).about("A selector of the counter of failures.")
        Field("harm", as: .number).about("How many times the limit would be a harm.")
        Field("minSamples", as: .int32).about("How many attempts of each version a step needs.")
        Field("name", as: .string).required().about(
            "errors, latency, medianLatency, orders, payments, or any other with attempts and failures.")
        Field("quantile", as: .number).about("For latencies: the quantile that is compared.")
        Field("ratio", as: .number).about("How many times the serving version's share of failures is allowed.")
        Field("slowdown", as: .number).about("For latencies: how many times slower is slow.")
        Field("tolerated", as: .number).about("The share of failures that nobody minds.")
        Field("warmUp", as: .int32).about("How many attempts of the new version are not judged after each change of its share.")
    }

    /// As Go writes them.
    private static let duration = Schema.string.noting { $0.limits.pattern = #"^([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$|^0$"# }

    private static let name = Schema.string.noting {
        $0.limits.minLength = 1
        $0.limits.maxLength = 63
    }
}
