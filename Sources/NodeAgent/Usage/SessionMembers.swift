package import Foundation
package import ProcessControl

/// The processes of every run. To look for them costs a walk over all processes of the machine, so that it is done only now and then.
package struct SessionMembers {
    /// How many samples are taken until it is looked anew.
    package static let samplesPerScan = 5

    private var members: [String: [ProcessIdentity]] = [:]
    private var count = 0

    /// Samples the runs that go on, given their first processes by ID.
    package mutating func sample(_ processes: [String: ProcessIdentity], at now: Date) -> [String: UsageMeter.Sample] {
        let scans = count.isMultiple(of: Self.samplesPerScan)
        count += 1
        var found: [String: [ProcessIdentity]] = [:]
        for (id, process) in processes where process.isRunning {
            let known = scans ? nil : members[id]
            found[id] = known ?? process.sessionMembers
        }
        members = found
        return found.compactMapValues { UsageMeter.Sample(members: $0, at: now) }
    }
}
