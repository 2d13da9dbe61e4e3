import ArgumentParser
import Foundation

/// The images that the local cluster can run.
struct Image: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Manage the images of the local cluster.", subcommands: [Add.self])

    /// Gives a binary a tag.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a souk binary the image souk:TAG.",
            discussion: "Pods that run go on with the file they have; a Deployment takes the new one when its pods are made anew.")

        @Argument(help: "The tag, such as v2.")
        var tag: String

        @Argument(help: "The binary; this one if none is named.")
        var binary: String?

        @OptionGroup var home: HomeOption

        func run() async throws {
            guard FileManager.default.fileExists(atPath: home.home.root) else {
                throw CommandFailure("No shop was ever opened in \(home.home.root). `souk up` makes one; --home names another.")
            }
            let images = ImageFolder(path: home.home.images)
            let source = try binary ?? ownProgram()
            let changed = try images.add(tag: tag, binary: source)
            say(changed ? "souk:\(tag) is \(source)." : "souk:\(tag) is that binary already.")
        }
    }
}

/// The path of the program that runs.
func ownProgram() throws -> String {
    guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
        throw CommandFailure("The path of this program cannot be read from /proc/self/exe.")
    }
    return path
}
