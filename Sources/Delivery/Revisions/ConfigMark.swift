package import KubeModel

/// Which revision the main ConfigMap says its plain content to be.
package struct ConfigMark: Sendable, Hashable {
    /// Such as `r6`; nil when none was ever noted.
    package let revision: String?
    /// The hash of the content that it was noted for.
    package let hash: String?

    init(revision: String?, hash: String?) {
        self.revision = revision
        self.hash = hash
    }

    package init(of main: KubeObject) {
        self.init(revision: main.annotations[ConfigAnnotation.revision], hash: main.annotations[ConfigAnnotation.hash])
    }

    /// Whether the content is still that one.
    package func isTrue(of content: ConfigContent) -> Bool { revision != nil && hash == content.hash }

    func write(to main: inout KubeObject) {
        main.annotations[ConfigAnnotation.revision] = revision
        main.annotations[ConfigAnnotation.hash] = hash
    }
}
