// The delivery controller's own kind.

private let souk = SchemaPackage("dev.souk.v1alpha1")

extension Schema {
    /// A new version on its way to all requests.
    static let release = souk.kind("Release", "Brings a new version of a service to all requests, or takes it back.") {
        Field("spec", as: releaseSpec).required()
        Field("status", as: .any)
    }

    private static let releaseSpec = souk.type("ReleaseSpec") {
        Field("analysis", as: analysis).about("By what figures the new version is judged against the one now serving.")
        Field("deadline", as: .string).about("How long the release may take, such as 30m.")
        Field("service", as: .string).required().about("The service that is released.")
        Field("strategy", as: strategy).about("How the new version comes to its requests.")
        Field("to", as: .string).required().about("The version: a Deployment `<service>-<version>` and a subset of the DestinationRule.")
    }

    private static let strategy = souk.type("ReleaseStrategy") {
        Field("blueGreen", as: .any).about("One switch, after a preview by header.")
        Field("canary", as: .object { Field("steps", as: .list(of: step)).required() }).about("Step by step.")
    }

    private static let step = souk.type("ReleaseStep") {
        Field("hold", as: .string).about("How long the step is watched.")
        Field("weight", as: .int32).required().about("The share of requests, in percent.")
    }

    private static let analysis = souk.type("ReleaseAnalysis") {
        Field("interval", as: .string)
        Field("minSamples", as: .int32)
    }.noting { $0.allowsUnknown = true }
}
