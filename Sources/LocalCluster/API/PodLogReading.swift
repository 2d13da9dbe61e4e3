package import KubeModel

/// Reads what the processes of pods have written. The node agents know.
package protocol PodLogReading: Sendable {
    /// The lines of one container, in pieces of any size; the sequence ends with the log, or with the container when it is followed.
    func log(of pod: KubeObject, _ options: PodLogOptions) async throws(StatusError) -> AsyncThrowingStream<[UInt8], any Error>
}

/// Which part of a container's log is wanted.
package struct PodLogOptions: Sendable, Equatable {
    package var container: String
    /// Goes on with what is written later.
    package var isFollowed = false
    /// The log of the container's last run before this one.
    package var isPrevious = false
    /// Each line begins with its time, RFC 3339 with nanoseconds.
    package var hasTimestamps = false
    /// The last lines only.
    package var tailLines: Int?
    /// Lines from then on only.
    package var since: KubeTime?
    /// No more than so many bytes.
    package var byteLimit: Int?

    package init(container: String) { self.container = container }
}
