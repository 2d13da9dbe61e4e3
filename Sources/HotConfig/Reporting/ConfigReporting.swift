/// What can say which configuration it runs on; all that `/configz` needs to know of a ``HotConfig``.
package protocol ConfigReporting: Sendable {
    var report: ConfigReport { get }
}
