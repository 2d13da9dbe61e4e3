package import KubeModel

/// The nodes and what is on them, as the scheduler sees it.
package struct ClusterView: Sendable {
    package let nodes: [NodeView]
    private let podsByNode: [String: [PodView]]

    /// - Parameter assumed: Nodes of pods that were bound but are not yet seen so, by the pod's uid.
    package init(nodes: [KubeObject], pods: [KubeObject], assumed: [String: String] = [:]) {
        self.nodes = nodes.map(NodeView.init).sorted { $0.name < $1.name }
        podsByNode = pods.reduce(into: [:]) { podsByNode, pod in
            let view = PodView(pod)
            guard !view.isFinished, let node = view.nodeName ?? assumed[pod.uid] else { return }
            podsByNode[node, default: []].append(view)
        }
    }

    /// Pods on a node that still use it.
    func pods(on node: String) -> [PodView] { podsByNode[node] ?? [] }
}
