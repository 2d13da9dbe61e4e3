import Foundation
import KubeModel
import ProcessControl
import Testing

import NodeAgent

/// Drives a pod's machine by hand, with a clock of its own.
struct PodDriver {
    static let start = Date(timeIntervalSince1970: 1_780_000_000)

    var machine: PodMachine
    var now: Date
    private(set) var directives: [PodDirective] = []

    init(_ spec: JSON, status: JSON = .null, at now: Date = PodDriver.start) {
        machine = PodMachine(pod: Self.pod(spec, status: status), at: now)
        self.now = now
    }

    static func pod(_ spec: JSON, status: JSON = .null) -> KubeObject {
        var pod = KubeObject(.pods, namespace: "shop", name: "web-1")
        pod["metadata", "uid"] = "u-1"
        pod["spec"] = spec
        pod.status = status
        return pod
    }

    /// A pod of one container `web`, with these members besides its name and image.
    static func single(_ container: JSON = [:], pod: JSON = [:]) -> JSON {
        var spec = pod
        spec["containers"] = [JSON.object(["name": "web", "image": "souk:1"].merging(container.object ?? [:]) { $1 })]
        return spec
    }

    /// Nothing is ever due that a tick has not asked for already: the agent would spin.
    var isSpinning: Bool { machine.nextDeadline.map { $0 <= now } ?? false }

    @discardableResult
    mutating func take(_ event: PodEvent, after seconds: Double = 0) -> [PodDirective] {
        now = now.addingTimeInterval(seconds)
        directives = machine.handle(event, at: now)
        return directives
    }

    /// Lets time pass, with a tick whenever the machine wants one; returns all that it asked for but status writes and records.
    mutating func pass(_ seconds: Double) -> [PodDirective] {
        let end = now.addingTimeInterval(seconds)
        var all: [PodDirective] = []
        while let deadline = machine.nextDeadline, deadline <= end {
            now = max(now, deadline)
            all += take(.tick)
            guard !isSpinning else {
                Issue.record("a deadline that has passed is not dealt with: \(machine)")
                break
            }
        }
        now = end
        return all.filter { $0 != .writeStatus }
    }

    /// Prepares the pod and starts everything that is to be started at once.
    mutating func bringUp() {
        take(.observed(machine.pod))
        take(.prepared(PodNetwork(podIP: "127.1.1.1", hostIP: "127.1.0.1")))
        for case .start(let name) in directives { take(.started(container: name, id: "\(name)-0")) }
    }

    mutating func exit(_ name: String = "web", code: Int32, after seconds: Double = 0) {
        guard let id = machine[name]?.run?.id else { return }
        take(.exited(container: name, id: id, ContainerExit(status: .exited(code))), after: seconds)
    }

    /// Ends the pod by its object.
    mutating func delete(grace: Int) {
        var pod = machine.pod
        pod["metadata", "deletionTimestamp"] = .string(now.addingTimeInterval(Double(grace)).kubeText)
        pod["metadata", "deletionGracePeriodSeconds"] = .integer(grace)
        take(.observed(pod))
    }

    var status: JSON { machine.reported }
    func container(_ index: Int = 0) -> JSON { status["containerStatuses"][index] }

    /// `True`, `False`, or nil where there is no such condition.
    func condition(_ type: String) -> String? {
        status["conditions"].elements.first { $0["type"].string == type }?["status"].string
    }
}
