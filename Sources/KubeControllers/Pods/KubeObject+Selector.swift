package import KubeModel

extension KubeObject {
    /// The label selector at a path, such as `spec.selector`; nil when it is not one.
    package func selector(at path: String...) -> LabelSelector? {
        try? LabelSelector(json[path: path])
    }
}
