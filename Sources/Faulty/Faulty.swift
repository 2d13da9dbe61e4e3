import FaultProxy
import Foundation

/// A bad version of any service, for tests and benches: the sound program behind a proxy that spoils what `faults.json` says.
///
/// It takes the place of `souk` in an image's folder, with the plan beside it, and is called with the arguments and environment of a pod.
@main
struct Faulty {
    static func main() async {
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            if arguments.first == ServiceProcess.entry { try ServiceProcess.become(Array(arguments.dropFirst())) }
            let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path
            let plan = try FaultPlan.read(inFolder: folder)
            let service = FaultyService(
                plan: plan, arguments: arguments, environment: ProcessInfo.processInfo.environment, log: FaultLog(folder: folder))
            exit(try await service.run())
        } catch {
            try? FileHandle.standardError.write(contentsOf: Data("souk-faulty: \(error)\n".utf8))
            exit(1)
        }
    }
}
