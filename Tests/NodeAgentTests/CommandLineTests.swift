import Foundation
import KubeModel
import TestKit
import Testing

import NodeAgent

@Suite struct CommandLineTests {
    @Test(
        arguments: [
            ([:], "/images/1/souk", []),
            (["args": ["serve", "$(NAME)"]], "/images/1/souk", ["serve", "product"]),
            (["command": ["souk", "serve"], "args": ["x"]], "/images/1/souk", ["serve", "x"]),
            (["command": ["/usr/local/bin/souk"]], "/images/1/souk", []),
            (["command": ["/bin/sh", "-c", "echo $$(NAME)"]], "/bin/sh", ["-c", "echo $(NAME)"]),
            (["command": ["sh"], "args": ["-c", "x"]], "/bin/sh", ["-c", "x"]),
        ] as [(JSON, String, [String])])
    func entryPoints(container: JSON, program: String, arguments: [String]) throws {
        let command = try CommandLine(
            container: container, binary: "/images/1/souk", environment: ["NAME": "product", "PATH": "/bin"], root: "/nowhere")
        #expect(command.program == program && command.arguments == arguments)
    }

    @Test func mountedProgramsComeFirst() async throws {
        try await withTemporaryDirectory { root in
            try FileManager.default.createDirectory(atPath: root + "/bin", withIntermediateDirectories: true)
            #expect(FileManager.default.createFile(atPath: root + "/bin/sh", contents: Data(), attributes: [.posixPermissions: 0o755]))
            #expect(try CommandLine(words: ["/bin/sh"], binary: "", environment: [:], root: root).program == root + "/bin/sh")
        }
    }

    @Test func whatIsNowhereIsNamed() {
        #expect {
            try CommandLine(words: ["no-such"], binary: "", environment: ["PATH": "/bin"], root: "")
        } throws: { error in
            (error as? StartFailure)?.message.contains("\"no-such\": executable file not found") == true
        }
    }

    @Test(arguments: [
        ("nginx:1", "runs only souk:<tag>"), ("souk:9", "'souk image add 9 [BINARY]'"), ("souk:../x", "no valid tag"),
        ("souk:", "no valid tag"),
        ("souk@sha256:1", "runs only souk:<tag>"),
    ])
    func imagesThatAreNotThere(image: String, message: String) {
        #expect {
            try ImageStore(folder: "/nowhere").binary(of: image)
        } throws: { error in
            (error as? StartFailure).map { $0.reason == "ErrImagePull" && $0.message.contains(message) } ?? false
        }
    }

    @Test func theHashIsThatOfTheContent() async throws {
        try await withTemporaryDirectory { folder in
            try FileManager.default.createDirectory(atPath: folder + "/1", withIntermediateDirectories: true)
            let images = ImageStore(folder: folder)
            let file = folder + "/1/souk"
            #expect(FileManager.default.createFile(atPath: file, contents: Data("abc".utf8), attributes: [.posixPermissions: 0o755]))
            let binary = try images.binary(of: "souk:1")
            #expect(
                await images.hash(ofBinary: binary) == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
            try Data("abcd".utf8).write(to: URL(filePath: file))
            #expect(
                await images.hash(ofBinary: binary) == "sha256:88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589")
        }
    }
}
