import Foundation

/// What a faulty version does wrong: the content of `faults.json` beside its binary.
///
/// All shares and times are of single processes: each pod of the version does it by itself.
package struct FaultPlan: Codable, Sendable, Hashable {
    /// The sound program that does the work; a relative path starts at the folder of the plan. By default the image `local` beside it.
    package var program = "../local/souk"
    /// The same seed fails the same requests.
    package var seed: UInt64 = 1
    /// The sound program is not even started: no probe ever passes.
    package var isNeverReady = false
    /// How long it waits before it starts the sound program.
    package var startDelayMilliseconds = 0
    package var crash: Crash?
    /// For requests to it; the first that matches counts.
    package var inbound: [FaultRule] = []
    /// For requests that it makes through its `HTTP_PROXY`.
    package var outbound: [FaultRule] = []

    /// When it ends by SIGABRT; each that is given is enough.
    package struct Crash: Codable, Sendable, Hashable {
        /// At this many requests.
        package var afterRequests: Int?
        /// In a second with more than this many, as a version that only bears a share of the traffic.
        package var aboveRate: Int?

        package init(afterRequests: Int? = nil, aboveRate: Int? = nil) {
            self.afterRequests = afterRequests
            self.aboveRate = aboveRate
        }
    }

    private enum CodingKeys: String, CodingKey {
        case program, seed, crash, inbound, outbound, startDelayMilliseconds
        case isNeverReady = "neverReady"
    }

    package init() {}

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        program = try container.decodeIfPresent(String.self, forKey: .program) ?? program
        seed = try container.decodeIfPresent(UInt64.self, forKey: .seed) ?? seed
        isNeverReady = try container.decodeIfPresent(Bool.self, forKey: .isNeverReady) ?? isNeverReady
        startDelayMilliseconds = try container.decodeIfPresent(Int.self, forKey: .startDelayMilliseconds) ?? 0
        crash = try container.decodeIfPresent(Crash.self, forKey: .crash)
        inbound = try container.decodeIfPresent([FaultRule].self, forKey: .inbound) ?? []
        outbound = try container.decodeIfPresent([FaultRule].self, forKey: .outbound) ?? []
    }

    /// Reads the plan beside a binary. Throws ``FaultPlanError``.
    package static func read(inFolder folder: String) throws(FaultPlanError) -> FaultPlan {
        let path = folder + "/faults.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw FaultPlanError("\(path) cannot be read. It says what this version does wrong; {} is nothing.")
        }
        do {
            var plan = try JSONDecoder().decode(FaultPlan.self, from: data)
            if !plan.program.hasPrefix("/") { plan.program = URL(filePath: folder + "/" + plan.program).standardizedFileURL.path }
            return plan
        } catch {
            throw FaultPlanError("\(path) cannot be understood: \(error)")
        }
    }
}

/// A plan that cannot be carried out, in words.
package struct FaultPlanError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
