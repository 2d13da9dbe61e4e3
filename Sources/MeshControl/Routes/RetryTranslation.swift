import KubeModel

/// `retries` of a route as Envoy's.
enum RetryTranslation {
    /// What Istio (since 1.24) retries on where nothing is said: only what surely did not reach a pod.
    static let safeConditions = "connect-failure,refused-stream,unavailable,cancelled"

    /// Nil when retries are turned off by `attempts: 0`.
    /// - Parameter isHashed: A consistent hash pins the pod, so that no other is looked for.
    static func policy(_ field: SpecField?, isHashed: Bool) throws(MeshFault) -> JSON? {
        var policy: JSON = [
            "num_retries": 2, "retry_on": .string(safeConditions), "host_selection_retry_max_attempts": 5,
        ]
        if !isHashed { policy["retry_host_predicate"] = [otherHosts] }
        guard let field else { return policy }
        let attempts = try field["attempts"].integer(in: 0...1_000) ?? 0
        guard attempts > 0 else { return nil }
        policy["num_retries"] = .integer(attempts)
        if let conditions = try field["retryOn"].string(), !conditions.isEmpty { apply(conditions, to: &policy) }
        policy["per_try_timeout"] = try field["perTryTimeout"].positiveDuration() ?? .null
        if let ignores = try field["retryIgnorePreviousHosts"].bool() { policy["retry_host_predicate"] = ignores ? [otherHosts] : .null }
        if try field["retryRemoteLocalities"].bool() == true { policy["retry_priority"] = otherPriorities }
        if let backoff = try field["backoff"].positiveDuration() { policy["retry_back_off"] = ["base_interval": backoff] }
        return policy
    }

    /// Status codes among the conditions have a list of their own.
    private static func apply(_ conditions: String, to policy: inout JSON) {
        var names: [String] = []
        var codes: [JSON] = []
        for part in conditions.split(separator: ",") {
            let name = part.filter { $0 != " " }
            if let code = Int(name), (100...599).contains(code) { codes.append(.integer(code)) } else { names.append(name) }
        }
        if !codes.isEmpty {
            policy["retriable_status_codes"] = .array(codes)
            if !names.contains("retriable-status-codes") { names.append("retriable-status-codes") }
        }
        policy["retry_on"] = .string(names.joined(separator: ","))
    }

    private static let otherHosts = JSON.extend(
        "envoy.retry_host_predicates.previous_hosts", "envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate")
    private static let otherPriorities = JSON.extend(
        "envoy.retry_priorities.previous_priorities", "envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig",
        ["update_frequency": 2])
}
