import KubeModel
import TestKit
import Testing

import LocalCluster

@Suite("Protobuf bodies")
struct ProtobufTests {
    /// Writes the wire format, so that the reader is not tested against itself.
    private struct Wire {
        var bytes: [UInt8] = []

        mutating func number(_ field: Int, _ value: UInt64) {
            varint(UInt64(field << 3))
            varint(value)
        }

        mutating func text(_ field: Int, _ value: String) { self.bytes(field, Array(value.utf8)) }

        mutating func bytes(_ field: Int, _ value: [UInt8]) {
            varint(UInt64(field << 3 | 2))
            varint(UInt64(value.count))
            bytes += value
        }

        mutating func message(_ field: Int, _ build: (inout Wire) -> Void) {
            var inner = Wire()
            build(&inner)
            bytes(field, inner.bytes)
        }

        private mutating func varint(_ value: UInt64) {
            var rest = value
            while rest >= 0x80 {
                bytes.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }
    }

    private func envelope(_ apiVersion: String, _ kind: String, _ build: (inout Wire) -> Void) -> [UInt8] {
        var outer = Wire()
        outer.message(1) { meta in
            meta.text(1, apiVersion)
            meta.text(2, kind)
        }
        outer.message(2, build)
        return [0x6B, 0x38, 0x73, 0x00] + outer.bytes
    }

    @Test("texts, maps, bytes, optional values and times come out as Go writes them in JSON")
    func values() throws {
        let secret = envelope("v1", "Secret") { secret in
            secret.message(1) { meta in
                meta.text(1, "token")
                meta.text(2, "")
                meta.message(8) { _ in }
                meta.message(11) { entry in
                    entry.text(1, "app")
                    entry.text(2, "")
                }
            }
            secret.message(2) { entry in
                entry.text(1, "k")
                entry.bytes(2, [0, 255])
            }
            secret.text(3, "Opaque")
            secret.number(5, 0)
        }
        #expect(
            try ProtobufContent.object(in: secret)
                == [
                    "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "token", "labels": ["app": ""]], "data": ["k": "AP8="],
                    "type": "Opaque", "immutable": false,
                ])
    }

    @Test("numbers keep their sign, lists their order, and a port is a number or a name")
    func nested() throws {
        let service = envelope("v1", "Service") { service in
            service.message(2) { spec in
                for (port, name) in [(80, nil), (81, "admin")] as [(UInt64, String?)] {
                    spec.message(1) { item in
                        item.number(3, port)
                        item.message(4) { target in
                            target.number(1, name == nil ? 0 : 1)
                            target.number(2, name == nil ? 8080 : 0)
                            target.text(3, name ?? "")
                        }
                    }
                }
                spec.number(12, UInt64(bitPattern: -5))
            }
            service.message(3) { status in status.message(1) { _ in } }
        }
        let json = try ProtobufContent.object(in: service)
        #expect(json["spec"]["ports"] == [["port": 80, "targetPort": 8080], ["port": 81, "targetPort": "admin"]])
        #expect(json["spec"]["healthCheckNodePort"] == -5)
        #expect(json["status"] == .null)
    }

    @Test("a field that is not in the tables is refused rather than lost, and an unknown kind is no format of ours")
    func unknown() {
        let map = envelope("v1", "ConfigMap") { $0.text(77, "lost") }
        let error = #expect(throws: StatusError.self) { try ProtobufContent.object(in: map) }
        #expect(error?.code == 400)
        #expect(error?.message.contains("field 77 of ConfigMap") == true)
        let job = envelope("batch/v1", "Job") { _ in }
        #expect(throws: StatusError.unsupportedMediaType) { try ProtobufContent.object(in: job) }
    }

    @Test("no bytes whatever bring the reader down")
    func fuzz() {
        let seed = SeededGenerator.freshSeed()
        var generator = SeededGenerator(seed: seed)
        let sound = envelope("apps/v1", "Deployment") { deployment in
            deployment.message(1) { $0.text(1, "web") }
            deployment.message(2) { $0.number(1, 3) }
        }
        #expect((try? ProtobufContent.object(in: sound))?["spec"]["replicas"] == 3)
        for _ in 0..<20_000 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let index = Int.random(in: 4..<bytes.count, using: &generator)
                bytes[index] = UInt8.random(in: 0...255, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count - 4, using: &generator) / 4)
            do {
                _ = try ProtobufContent.object(in: bytes)
            } catch {
                #expect([400, 415].contains(error.code), "seed \(seed)")
            }
        }
    }
}
