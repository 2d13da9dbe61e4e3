// As whom and with what rights containers run. What only takes rights away is not warned of: a process of the developer has few.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// `io.k8s.api.core.v1.PodSecurityContext`
    static let podSecurityContext = core.type("PodSecurityContext") {
        Field("appArmorProfile", as: appArmorProfile)
        Field("fsGroup", "runAsGroup", "runAsUser", as: .int64)
        Field("fsGroupChangePolicy", as: .choice("Always", "OnRootMismatch"))
        Field("runAsNonRoot", as: .boolean)
        Field("seLinuxChangePolicy", as: .string)
        Field("seLinuxOptions", as: seLinuxOptions)
        Field("seccompProfile", as: seccompProfile)
        Field("supplementalGroups", as: .list(of: .int64))
        Field("supplementalGroupsPolicy", as: .choice("Merge", "Strict"))
        Field("sysctls", as: .list(of: sysctl)).ignored("pods are processes of this machine")
        Field("windowsOptions", as: windowsSecurityContextOptions).ignored("pods are processes of this machine")
    }

    /// `io.k8s.api.core.v1.SecurityContext`
    static let securityContext = core.type("SecurityContext") {
        Field("allowPrivilegeEscalation", "readOnlyRootFilesystem", "runAsNonRoot", as: .boolean)
        Field("appArmorProfile", as: appArmorProfile)
        Field("capabilities", as: capabilities)
        Field("privileged", as: .boolean).ignored("pods are processes of this machine")
        Field("procMount", as: .choice("Default", "Unmasked")).ignored("pods are processes of this machine")
        Field("runAsGroup", "runAsUser", as: .int64)
        Field("seLinuxOptions", as: seLinuxOptions)
        Field("seccompProfile", as: seccompProfile)
        Field("windowsOptions", as: windowsSecurityContextOptions).ignored("pods are processes of this machine")
    }

    private static let sysctl = core.type("Sysctl") {
        Field("name", as: .string).required()
        Field("value", as: .string)
    }

    private static let appArmorProfile = core.type("AppArmorProfile") {
        Field("localhostProfile", as: .string)
        Field("type", as: .choice("Localhost", "RuntimeDefault", "Unconfined")).required()
    }

    private static let capabilities = core.type("Capabilities") {
        Field("add", as: .strings).ignored("pods are processes of this machine")
        Field("drop", as: .strings)
    }

    private static let seLinuxOptions = core.type("SELinuxOptions") {
        Field("level", "role", "type", "user", as: .string)
    }

    private static let seccompProfile = core.type("SeccompProfile") {
        Field("localhostProfile", as: .string)
        Field("type", as: .choice("Localhost", "RuntimeDefault", "Unconfined")).required()
    }

    private static let windowsSecurityContextOptions = core.type("WindowsSecurityContextOptions") {
        Field("gmsaCredentialSpec", "gmsaCredentialSpecName", "runAsUserName", as: .string)
        Field("hostProcess", as: .boolean)
    }
}
