/// Who a request comes from.
package struct Identity: Sendable, Hashable {
    /// `kubernetes-admin`, or `system:serviceaccount:NAMESPACE:NAME`.
    package let name: String
    package let groups: [String]
    /// Nil for anybody but a service account.
    package let account: ServiceAccount?

    /// May do everything.
    package static let administrator = Identity(
        name: "kubernetes-admin", groups: ["system:masters", "system:authenticated"], account: nil)

    package init(name: String, groups: [String], account: ServiceAccount?) {
        self.name = name
        self.groups = groups
        self.account = account
    }

    package init(_ account: ServiceAccount) {
        self.init(
            name: account.userName,
            groups: ["system:serviceaccounts", "system:serviceaccounts:\(account.namespace)", "system:authenticated"], account: account)
    }

    package var isAdministrator: Bool { groups.contains("system:masters") }
}

/// A service account, and the pod that acts for it.
package struct ServiceAccount: Sendable, Hashable {
    /// The pod to which a token is bound: when it is gone the token is of no use.
    package struct Pod: Sendable, Hashable {
        package let name: String
        package let uid: String

        package init(name: String, uid: String) {
            self.name = name
            self.uid = uid
        }
    }

    package let namespace: String
    package let name: String
    /// The object for which a token was asked: when it is gone, or another has its name, the token is of no use. Nil for tokens that only a
    /// pod is bound to.
    package let uid: String?
    package let pod: Pod?

    package init(namespace: String, name: String, uid: String? = nil, pod: Pod? = nil) {
        self.namespace = namespace
        self.name = name
        self.uid = uid
        self.pod = pod
    }

    package var userName: String { "system:serviceaccount:\(namespace):\(name)" }
}
