import Foundation
import KubeClient

/// The images of the shop in a folder, as far as its own cluster is concerned.
struct LocalImages: Sendable {
    let home: ShopHome

    /// Throws ``CommandFailure`` when the cluster is this folder's and does not have the image.
    func require(_ image: String, on access: KubeConfig) throws {
        guard let settings = try ClusterSettings.stored(in: home), settings.apiURL == access.server else { return }
        let tag = image.split(separator: ":").last.map(String.init) ?? image
        let isKnown = !image.contains("/") && FileManager.default.isExecutableFile(atPath: ImageFolder(path: home.images).program(tag: tag))
        guard !isKnown else { return }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home.images).sorted()) ?? []
        throw CommandFailure(
            "There is no image \(image) in \(home.images), which has \(names.isEmpty ? "none" : names.joined(separator: ", ")). "
                + "`souk image add \(tag) BINARY` adds one.")
    }
}
