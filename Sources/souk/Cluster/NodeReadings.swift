import struct Foundation.Date
import KubeControllers
import KubeModel
import LocalCluster
import NodeAgent

/// What the nodes of this machine know of their pods, in the words of those who ask.
struct NodeReadings: Sendable {
    let agents: [NodeAgent]
    let api: any ObjectAPI
}

extension NodeReadings: PodLogReading {
    func log(of pod: KubeObject, _ options: PodLogOptions) async throws(StatusError) -> AsyncThrowingStream<[UInt8], any Error> {
        let node = pod["spec", "nodeName"].string ?? ""
        guard let agent = agents.first(where: { $0.settings.name == node }) else {
            throw .badRequest("pod \(pod.name) does not have a host assigned")
        }
        do {
            return try agent.logs(
                namespace: pod.namespace, pod: pod.name, container: options.container, options: ContainerLogOptions(options))
        } catch {
            throw .badRequest("\(error)")
        }
    }
}

extension NodeReadings: UsageReading {
    func podUsage() async -> [PodMetrics] {
        agents.flatMap { $0.measuredPods() }.map { pod in
            PodMetrics(
                namespace: pod.namespace, name: pod.name, containers: pod.containers.mapValues(ResourceUsage.init),
                timestamp: KubeTime(pod.time), window: pod.window)
        }
    }

    func nodeUsage() async -> [NodeMetrics] {
        agents.map { $0.measuredNode() }.map { node in
            NodeMetrics(
                name: node.name, usage: ResourceUsage(node.measurement), timestamp: KubeTime(node.time), window: node.window)
        }
    }
}

extension NodeReadings: PodUsageReading {
    func usage(ofPodsIn namespace: String) async -> [String: PodUsage] {
        guard let pods = try? await api.list(.pods, namespace: namespace).items else { return [:] }
        let measured = Dictionary(
            agents.flatMap { $0.measuredPods() }.filter { $0.namespace == namespace }.map { ($0.name, $0) }
        ) { $1 }
        return Dictionary(
            pods.compactMap { pod in measured[pod.name].map { (pod.uid, PodUsage($0)) } }, uniquingKeysWith: { $1 })
    }
}

extension PodUsage {
    fileprivate init(_ pod: MeasuredPod) {
        self.init(
            containers: pod.containers.mapValues { Container(cpuNanocores: $0.cpuNanocores, memoryBytes: $0.memoryBytes) },
            timestamp: KubeTime(pod.time), window: pod.window)
    }
}

extension ResourceUsage {
    fileprivate init(_ measurement: Measurement) {
        self.init(cpuNanocores: measurement.cpuNanocores, memoryBytes: measurement.memoryBytes)
    }
}

extension ContainerLogOptions {
    fileprivate init(_ options: PodLogOptions) {
        self.init()
        follow = options.isFollowed
        tail = options.tailLines
        since = options.since.map { Date(timeIntervalSince1970: $0.secondsSince1970) }
        timestamps = options.hasTimestamps
        previous = options.isPrevious
        limitBytes = options.byteLimit
    }
}

extension KubeTime {
    fileprivate init(_ date: Date) { self.init(secondsSince1970: date.timeIntervalSince1970) }
}
