package import KubeModel

/// How a ``KubeClient`` behaves towards the server.
package struct ClientSettings: Sendable {
    package var connectTimeout: Duration = .seconds(3)
    /// From sending a request to the last byte of its answer, watches and logs excepted.
    package var requestTimeout: Duration = .seconds(30)
    /// How long the server is asked to keep a watch open. A random share of half as much again is added.
    package var watchTimeout: Duration = .seconds(60)
    /// A watch that hears nothing for this much longer than its time is cut.
    package var watchSlack: Duration = .seconds(10)
    /// In bytes.
    package var answerLimit = 64 << 20
    /// The longest event of a watch, in bytes.
    package var eventLimit = 8 << 20
    /// Events that may wait for a slow listener; more end the watch with 410.
    package var eventBuffer = 10_000
    /// Objects in a page of a list.
    package var pageSize = 500
    /// Between the tries of one request.
    package var backoff = Backoff(first: .milliseconds(50), longest: .seconds(2))
    package var maximumTries = 4

    package init() {}
}
