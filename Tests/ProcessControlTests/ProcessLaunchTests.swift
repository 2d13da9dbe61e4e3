import Foundation
import ProcessControl
import TestKit
import Testing

/// A shell that runs `script`, with its output in a file.
func shell(_ script: String, output: ProcessLaunch.Output = .discarded, environment: [String: String] = [:]) -> ProcessLaunch {
    ProcessLaunch(program: "/bin/sh", arguments: ["-c", script], environment: environment, output: output)
}

@Suite struct ProcessLaunchTests {
    @Test func nothingIsInheritedButWhatIsNamed() async throws {
        try await withTemporaryDirectory { folder in
            let leak = open(folder + "/leak", O_RDWR | O_CREAT, 0o600)
            defer { close(leak) }
            var launch = shell(
                "pwd; env | grep -v -e ^PWD -e ^SHLVL -e ^_; cat; ls /proc/$$/fd; cut -d' ' -f6 /proc/$$/stat; echo $$",
                output: .file(folder + "/out"), environment: ["COLOUR": "red = blue"])
            launch.workingDirectory = "/usr"
            #expect(try await launch.start().waitForExit() == .exited(0))
            let lines = try String(contentsOfFile: folder + "/out", encoding: .utf8).split(separator: "\n").map(String.init)
            try #require(lines.count == 7, "\(lines)")
            #expect(Array(lines[..<5]) == ["/usr", "COLOUR=red = blue", "0", "1", "2"])
            #expect(lines[5] == lines[6], "it leads its session")
        }
    }

    @Test func outputIsAppendedAlsoAfterTheFileWasShortened() async throws {
        try await withTemporaryDirectory { folder in
            let file = folder + "/out"
            try "before\n".write(toFile: file, atomically: false, encoding: .utf8)
            let process = try shell("echo one >&2; while ! [ -e \(folder)/go ]; do sleep 0.01; done; echo two", output: .file(file)).start()
            try await eventually { try String(contentsOfFile: file, encoding: .utf8) == "before\none\n" }
            #expect(truncate(file, 0) == 0)
            try "".write(toFile: folder + "/go", atomically: false, encoding: .utf8)
            #expect(try await process.waitForExit() == .exited(0))
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "two\n")
        }
    }

    @Test func signalsThatTheParentIgnoresActInTheChild() async throws {
        let before = signal(SIGHUP, SIG_IGN)
        defer { signal(SIGHUP, before) }
        let process = try shell("kill -HUP $$; exit 3").start()
        #expect(try await process.waitForExit() == .signalled(SIGHUP))
    }

    @Test func faultsSayWhatToDo() throws {
        #expect(throws: LaunchError.notFound(program: "/nowhere/x")) { try ProcessLaunch(program: "/nowhere/x").start() }
        #expect(throws: LaunchError.notExecutable(program: "/etc/passwd")) { try ProcessLaunch(program: "/etc/passwd").start() }
        #expect(throws: LaunchError.notExecutable(program: "/usr")) { try ProcessLaunch(program: "/usr").start() }
        #expect(throws: LaunchError.noFolder(path: "/nowhere")) {
            try ProcessLaunch(program: "/bin/true", workingDirectory: "/nowhere").start()
        }
        #expect(throws: LaunchError.outputRefused(path: "/nowhere/log", errno: ENOENT)) {
            try ProcessLaunch(program: "/bin/true", output: .file("/nowhere/log")).start()
        }
        #expect("\(LaunchError.notFound(program: "/nowhere/x"))" == "/nowhere/x is not there: check the path, or install it")
    }

    @Test func namesAreFoundOnTheSearchPath() {
        #expect(ProcessLaunch.find("sh", searchPath: "/nowhere:/bin:/usr/bin") == "/bin/sh")
        #expect(ProcessLaunch.find("/bin/sh", searchPath: "") == "/bin/sh")
        #expect(ProcessLaunch.find("usr", searchPath: "/") == nil, "a folder is no program")
        #expect(ProcessLaunch.find("no-such-program", searchPath: "/bin:/usr/bin") == nil)
    }
}
