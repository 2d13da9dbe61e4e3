import HTTPTypes
import KubeModel

/// Whom a request asks to be taken for: `kubectl --as`. Only the administrator may.
struct Impersonation: Sendable, Equatable {
    private static let accountPrefix = "system:serviceaccount:"

    private let user: String
    private let groups: [String]

    /// Nil when the request comes in its sender's own name. Throws 400 for a group without a user.
    init?(_ headers: HTTPFields) throws(StatusError) {
        let named = headers.compactMap { field -> (name: String, value: String)? in
            let name = field.name.canonicalName
            return name.hasPrefix("impersonate-") ? (String(name.dropFirst("impersonate-".count)), field.value) : nil
        }
        guard !named.isEmpty else { return nil }
        guard let user = named.first(where: { $0.name == "user" })?.value, !user.isEmpty else {
            throw .badRequest("requested impersonation without a user: Impersonate-User is missing")
        }
        self.user = user
        groups = named.filter { $0.name == "group" }.map(\.value)
    }

    /// Throws 403 unless `sender` may act for others.
    func identity(for sender: Identity) throws(StatusError) -> Identity {
        guard sender.isAdministrator else {
            throw StatusError(
                code: 403, reason: .forbidden,
                message:
                    "users \"\(user)\" is forbidden: User \"\(sender.name)\" cannot impersonate resource \"users\" at the cluster scope")
        }
        let parts = user.dropFirst(Self.accountPrefix.count).split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if user.hasPrefix(Self.accountPrefix), parts.count == 2, groups.isEmpty {
            return Identity(ServiceAccount(namespace: parts[0], name: parts[1]))
        }
        return Identity(name: user, groups: groups + ["system:authenticated"], account: nil)
    }
}
