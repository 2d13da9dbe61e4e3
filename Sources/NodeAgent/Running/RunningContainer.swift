import Foundation
import KubeModel
package import ProcessControl

/// A container that has a process, and what is needed to work with it.
package struct RunningContainer: Sendable {
    package let id: String
    package let process: ProcessIdentity
    /// Where its probes and hooks run.
    package let place: Prober.Place
}

/// The file of a container: its record and its process.
package typealias ContainerFile = ProcessRecord<ContainerRecord>

extension RunningContainer {
    /// One that an earlier agent started. Its environment is that of its process.
    package init(
        adopted process: ProcessIdentity, record: ContainerRecord, spec: ContainerSpec, folder: ContainerFolder, podIP: String,
        images: ImageStore
    ) {
        id = record.id
        self.process = process
        let binary = (try? images.binary(of: spec.image)) ?? ""
        place = Prober.Place(
            spec: spec, podIP: podIP, binary: binary, environment: process.environment ?? [:], folder: folder)
    }
}
