import Foundation
import NIOSSL
import TestKit
import Testing

import LocalCluster

@Suite("The certificate authority")
struct ClusterAuthorityTests {
    private func mode(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test("its files are there once, the owner's alone, and serve again after a restart")
    func kept() async throws {
        try await withTemporaryDirectory { folder in
            let first = try ClusterAuthority(folder: folder + "/pki")
            let server = try Data(contentsOf: URL(filePath: folder + "/pki/server.crt"))
            let second = try ClusterAuthority(folder: folder + "/pki")
            #expect(second.authorityPEM == first.authorityPEM)
            #expect(try Data(contentsOf: URL(filePath: folder + "/pki/server.crt")) == server)
            _ = try second.serverConfiguration()
            for file in ["ca.crt", "ca.key", "server.crt", "server.key"] { #expect(try mode(folder + "/pki/" + file) == 0o600) }
            #expect(try mode(folder + "/pki") == 0o700)
        }
    }

    @Test("what is about to lapse, damaged, or for other names is made again; the authority only when it must")
    func renewed() async throws {
        try await withTemporaryDirectory { folder in
            let begin = Date(timeIntervalSince1970: 1_780_000_000)
            let first = try ClusterAuthority(folder: folder, now: begin)
            let server = { try String(contentsOfFile: folder + "/server.crt", encoding: .utf8) }
            let old = try server()
            _ = try ClusterAuthority(folder: folder, now: begin.addingTimeInterval(330 * 86_400))
            #expect(try server() == old)
            let later = try ClusterAuthority(folder: folder, now: begin.addingTimeInterval(340 * 86_400))
            #expect(try server() != old)
            #expect(later.authorityPEM == first.authorityPEM)
            let renewed = try server()
            _ = try ClusterAuthority(folder: folder, names: ["127.0.0.1", "elsewhere"], now: begin.addingTimeInterval(340 * 86_400))
            #expect(try server() != renewed)
            try "nonsense".write(toFile: folder + "/ca.key", atomically: true, encoding: .utf8)
            let other = try ClusterAuthority(folder: folder, now: begin)
            #expect(other.authorityPEM != first.authorityPEM)
            let authority = try #require(try KeyedCertificate.stored(in: PrivateFolder(folder), as: "ca", now: begin))
            let leaf = try #require(try KeyedCertificate.stored(in: PrivateFolder(folder), as: "server", now: begin))
            #expect(leaf.isMade(by: authority, for: ClusterAuthority.defaultNames))
        }
    }
}
