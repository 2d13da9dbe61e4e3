package import KubeModel
import ProcessControl

/// The program and arguments of a container, a hook or a probe.
package struct CommandLine: Sendable, Equatable {
    package let program: String
    package let arguments: [String]

    /// Without `command` the image's binary is the entry point, as its Dockerfile says.
    package init(container: JSON, binary: String, environment: [String: String], root: String) throws(StartFailure) {
        let command = container["command"].elements.compactMap(\.string)
        let arguments = container["args"].elements.compactMap(\.string)
        let entry = command.isEmpty ? ["souk"] : command.map { VariableExpansion.expand($0, environment) }
        let words = entry + arguments.map { VariableExpansion.expand($0, environment) }
        try self.init(words: words, binary: binary, environment: environment, root: root)
    }

    /// `souk` and `/usr/local/bin/souk` are the image's binary. Another absolute path is looked for among the mounts and then on the
    /// machine, and a bare name on the PATH.
    package init(words: [String], binary: String, environment: [String: String], root: String) throws(StartFailure) {
        guard let name = words.first, !name.isEmpty else { throw .start("the command is empty") }
        arguments = Array(words.dropFirst())
        if name == "souk" || name == "/usr/local/bin/souk" {
            program = binary
            return
        }
        let path = environment["PATH"] ?? BaseEnvironment.defaultPath
        let mounted = name.hasPrefix("/") ? ProcessLaunch.find(root + name, searchPath: path) : nil
        guard let found = mounted ?? ProcessLaunch.find(name, searchPath: path) else {
            throw .start("exec: \"\(name)\": executable file not found, neither in the mounts nor on this machine (PATH \(path))")
        }
        program = found
    }
}
