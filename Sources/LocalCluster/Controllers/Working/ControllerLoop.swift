import KubeModel
package import Logging

/// Has a reconciler look at every key that its queue gives out, again after failures, and at everything now and then.
package struct ControllerLoop<R: Reconciler>: Sendable {
    private let reconciler: R
    private let queue: WorkQueue<R.Key>
    private let backoff = Backoff(first: .milliseconds(5), longest: .seconds(30))
    private let resyncPeriod: Duration
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// - Parameter resyncPeriod: How often everything is looked at, in case a change was missed.
    package init(_ reconciler: R, _ queue: WorkQueue<R.Key>, resyncPeriod: Duration, clock: any Clock<Duration>, logger: Logger) {
        self.reconciler = reconciler
        self.queue = queue
        self.resyncPeriod = resyncPeriod
        self.clock = clock
        var logger = logger
        logger[metadataKey: "controller"] = "\(reconciler.name)"
        self.logger = logger
    }

    /// Works until its task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await resync() }
            for await key in queue.due {
                let ticket = queue.begin(key)
                if reconciler.isSerial {
                    let pause = await work(on: key)
                    if let pause { group.addTask { await wait(pause, thenRing: key, ticket) } }
                } else {
                    group.addTask {
                        if let pause = await work(on: key) { await wait(pause, thenRing: key, ticket) }
                    }
                }
            }
            group.cancelAll()
        }
    }

    private func resync() async {
        while (try? await clock.sleep(for: resyncPeriod)) != nil {
            for key in reconciler.keys { queue.add(key) }
        }
    }

    /// Returns after which time the key must be looked at again.
    private func work(on key: R.Key) async -> Duration? {
        let pause = await reconcile(key)
        queue.end(key, setsTimer: pause != nil)
        return pause
    }

    private func reconcile(_ key: R.Key) async -> Duration? {
        do throws(StatusError) {
            let pause = try await reconciler.reconcile(key)
            queue.succeed(key)
            return pause
        } catch {
            guard !error.isMoot, !Task.isCancelled else {
                queue.succeed(key)
                return nil
            }
            let failures = queue.fail(key)
            let metadata: Logger.Metadata = ["key": "\(key)", "error": "\(error.message)", "failures": "\(failures)"]
            // A conflict only says that the copy was a moment old.
            logger.log(level: error.reason == .conflict ? .debug : .warning, "Reconciling failed", metadata: metadata)
            return backoff.pause(afterFailures: failures, random: .random(in: 0...1))
        }
    }

    private func wait(_ pause: Duration, thenRing key: R.Key, _ ticket: Int) async {
        guard (try? await clock.sleep(for: pause)) != nil else { return }
        queue.ring(key, ticket: ticket)
    }
}

extension StatusError {
    /// The object is gone, or goes with its namespace: there is nothing to try again, and its end is told by itself.
    var isMoot: Bool { reason == .notFound || (reason == .forbidden && message.contains("being terminated")) }
}
