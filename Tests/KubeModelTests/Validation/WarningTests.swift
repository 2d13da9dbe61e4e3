import KubeModel
import Testing

@Suite struct WarningTests {
    private func warnings(_ object: KubeObject, _ type: ResourceType) throws -> [String] {
        ObjectValidator.warnings(for: object, type: type, schema: try #require(SchemaCatalog.schema(for: type)))
    }

    @Test func shippedFieldsDoNotWarn() throws {
        for type in ResourceType.builtIn where type != .networkPolicies {
            #expect(try warnings(ValidManifests.object(type), type) == [], "\(type.kind)")
        }
    }

    @Test func anUnknownFieldReadsAsKubectlShowsIt() throws {
        let object = ValidManifests.object(.deployments).with("spec.foo", 1)
        #expect(try warnings(object, .deployments) == [#"unknown field "spec.foo""#])
    }

    @Test(
        arguments: [
            ("spec.template.spec.hostNetwork", true, "spec.template.spec.hostNetwork"),
            ("spec.template.spec.affinity", ["podAntiAffinity": ["a": 1]], "spec.template.spec.affinity.podAntiAffinity"),
            (
                "spec.template.spec.containers[0].lifecycle", ["postStart": ["exec": ["command": ["a"]]]],
                "spec.template.spec.containers[0].lifecycle.postStart"
            ),
            (
                "spec.template.spec.containers[0].livenessProbe", ["grpc": ["port": 1]],
                "spec.template.spec.containers[0].livenessProbe.grpc"
            ),
            ("spec.template.spec.volumes[0]", ["name": "config", "hostPath": ["path": "/"]], "spec.template.spec.volumes[0].hostPath"),
        ] as [(String, JSON, String)])
    func whatIsNotHonouredIsSaid(_ path: String, _ value: JSON, _ named: String) throws {
        let said = try warnings(ValidManifests.object(.deployments).with(path, value), .deployments)
        #expect(said.filter { $0.hasPrefix("\(named) is not honoured by the local cluster: ") }.count == 1, "\(said)")
    }

    @Test func aFieldThatSaysNothingIsNotSpokenOf() throws {
        let object = ValidManifests.object(.deployments).with("spec.template.spec.hostNetwork", false)
            .with("spec.template.spec.activeDeadlineSeconds", 0).with("spec.template.spec.schedulerName", "default-scheduler")
        #expect(try warnings(object, .deployments) == [])
    }

    @Test func oneFieldOfManyContainersIsSaidOnce() throws {
        let container: JSON = ["name": "a", "image": "b", "tty": true]
        let object = ValidManifests.object(.deployments).with("spec.template.spec.containers", [container, container])
        #expect(try warnings(object, .deployments).filter { $0.contains("tty") }.count == 1)
    }

    @Test func aServiceThatIsMoreThanAnAddressOfTheClusterIsSaid() throws {
        let object = ValidManifests.object(.services)
        #expect(try warnings(object.with("spec.type", "ClusterIP"), .services) == [])
        #expect(try warnings(object.with("spec.type", "NodePort"), .services).map { $0.prefix(9) } == ["spec.type"])
    }
}
