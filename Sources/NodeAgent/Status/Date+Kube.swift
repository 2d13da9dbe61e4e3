package import Foundation
import KubeModel

extension Date {
    /// Reads RFC 3339; nil for anything else.
    package init?(kube text: String) {
        guard let time = KubeTime(text) else { return nil }
        self.init(timeIntervalSince1970: time.secondsSince1970)
    }

    /// RFC 3339 in whole seconds, as Kubernetes writes most times.
    package var kubeText: String { KubeTime(secondsSince1970: timeIntervalSince1970).text }

    /// RFC 3339 with six digits after the second, as leases have it.
    package var kubeMicroText: String { KubeTime(secondsSince1970: timeIntervalSince1970).microText }
}
