// Environment variables of containers.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// `io.k8s.api.core.v1.EnvVar`
    static let envVar = core.type("EnvVar") {
        Field("name", as: .string).required()
        Field("value", as: .string).about("The value, in which $(NAME) stands for variables before it.")
        Field("valueFrom", as: envVarSource).about("Where the value is read.")
    }

    private static let envVarSource = core.type("EnvVarSource") {
        Field("configMapKeyRef", as: configMapKeySelector)
        Field("fieldRef", as: objectFieldSelector)
        Field("fileKeyRef", as: fileKeySelector).ignored("only configMapKeyRef, secretKeyRef, fieldRef and resourceFieldRef are read")
        Field("resourceFieldRef", as: resourceFieldSelector)
        Field("secretKeyRef", as: secretKeySelector)
    }

    private static let configMapKeySelector = core.type("ConfigMapKeySelector", isAtomic: true) {
        Field("key", as: .string).required()
        Field("name", as: .string)
        Field("optional", as: .boolean)
    }

    private static let secretKeySelector = core.type("SecretKeySelector", isAtomic: true) {
        Field("key", as: .string).required()
        Field("name", as: .string)
        Field("optional", as: .boolean)
    }

    private static let fileKeySelector = core.type("FileKeySelector", isAtomic: true) {
        Field("key", "path", "volumeName", as: .string).required()
        Field("optional", as: .boolean)
    }

    /// `io.k8s.api.core.v1.ObjectFieldSelector`
    static let objectFieldSelector = core.type("ObjectFieldSelector", isAtomic: true) {
        Field("apiVersion", as: .string).defaulting(to: "v1")
        Field("fieldPath", as: .string).required()
    }

    /// `io.k8s.api.core.v1.ResourceFieldSelector`
    static let resourceFieldSelector = core.type("ResourceFieldSelector", isAtomic: true) {
        Field("containerName", as: .string)
        Field("divisor", as: .quantity).defaulting(to: "0")
        Field("resource", as: .string).required()
    }

    /// `io.k8s.api.core.v1.EnvFromSource`
    static let envFromSource = core.type("EnvFromSource") {
        Field("configMapRef", as: configMapEnvSource)
        Field("prefix", as: .string)
        Field("secretRef", as: secretEnvSource)
    }

    private static let configMapEnvSource = core.type("ConfigMapEnvSource") {
        Field("name", as: .string)
        Field("optional", as: .boolean)
    }

    private static let secretEnvSource = core.type("SecretEnvSource") {
        Field("name", as: .string)
        Field("optional", as: .boolean)
    }
}
