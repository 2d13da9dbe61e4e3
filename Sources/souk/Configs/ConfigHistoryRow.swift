import Delivery
import HotConfig
import KubeModel

/// A revision in a list.
struct ConfigHistoryRow: Sendable {
    static let head = ["REVISION", "TIME", "AUTHOR", "STATE", "CONTENT", "REASON"]

    private let revision: RecordedRevision
    private let state: String

    init(_ revision: RecordedRevision, in picture: ConfigMapPicture) {
        self.revision = revision
        if picture.isMarked, picture.mark.revision == revision.name {
            state = "current"
        } else if let staging = picture.staging, staging.revision == revision.name {
            state = "tried by \(staging.percent) %"
        } else {
            state = ""
        }
    }

    var cells: [String] {
        [revision.name, revision.time, revision.author, state, revision.content.revision, revision.reason]
    }

    var json: JSON {
        [
            "revision": .string(revision.name), "time": .string(revision.time), "author": .string(revision.author),
            "reason": .string(revision.reason), "state": .string(state), "hash": .string(revision.content.hash),
        ]
    }
}
