import Foundation
package import KubeModel
import Logging
import Synchronization

extension PodRunner {
    /// Has the status written; of several that wait only the last counts.
    package func write(_ status: JSON) {
        shared.withLock { $0.status = status }
        writer.yield(.status)
    }

    /// Writes what is asked for, in order.
    package func keepWriting() async {
        for await job in jobs {
            await writePending()
            if case .remove(let cause) = job { await remove(cause) }
        }
    }

    private func writePending() async {
        var failures = 0
        while !Task.isCancelled, let status = shared.withLock({ $0.status }) {
            do throws(StatusError) {
                try await write(status)
                shared.withLock { if $0.status == status { $0.status = nil } }
            } catch {
                failures += 1
                let pause = Backoff(longest: .seconds(5)).pause(afterFailures: failures, random: .random(in: 0...1))
                node.logger.debug("the status of a pod was not written", metadata: ["pod": "\(key)", "error": "\(error)"])
                try? await node.clock.sleep(pause)
            }
        }
    }

    /// Writes it to the object as it was last heard of, and once that is out of date to the one that is there.
    private func write(_ status: JSON) async throws(StatusError) {
        var object = shared.withLock { $0.pod }
        while !Task.isCancelled {
            object.status = status
            do throws(StatusError) {
                let written = try await node.api.updateStatus(object, as: .pods, manager: "kubelet")
                return shared.withLock { if $0.pod.uid == written.uid { $0.pod = written } }
            } catch  where error.reason == .conflict {
                guard let present = try await present() else { return }
                object = present
            } catch  where error.code == 404 {
                return
            }
        }
    }

    /// The object as it is; nil when it is gone, or another has its name.
    private func present() async throws(StatusError) -> KubeObject? {
        do throws(StatusError) {
            let object = try await node.api.get(key)
            return object.uid == uid ? object : nil
        } catch  where error.code == 404 {
            return nil
        }
    }

    private func remove(_ cause: EndingCause) async {
        do throws(StatusError) {
            if cause == .deletion { try await deleteObject() }
            if cause != .nodeStop { await clean() }
            mailbox.finish()
        } catch {
            node.logger.warning("a pod that has ended was not deleted", metadata: ["pod": "\(key)", "error": "\(error)"])
            try? await node.clock.sleep(.seconds(1))
            send(.removalFailed)
        }
    }

    private func deleteObject() async throws(StatusError) {
        do throws(StatusError) {
            try await node.api.delete(key, DeleteOptions(gracePeriodSeconds: 0, uid: uid))
        } catch  where error.code == 404 || error.code == 409 {
            return  // gone, or another has its name by now
        }
    }

    private func clean() async {
        await waitForFollowers()
        await removeFolder()
        guard let address = shared.withLock({ $0.network })?.podIP, address != node.settings.hostIP else { return }
        node.addresses.release(address)
    }

    /// Tries again when the index of a log or a volume was written while the folder was being emptied.
    private func removeFolder() async {
        for attempt in 1... {
            do {
                return try folder.remove()
            } catch {
                guard FileManager.default.fileExists(atPath: folder.path) else { return }
                guard attempt < 5, (try? await node.clock.sleep(.milliseconds(20 * attempt))) != nil else {
                    return node.logger.warning("the folder of a pod was not removed", metadata: ["pod": "\(key)", "error": "\(error)"])
                }
            }
        }
    }

    /// Whoever follows a log gets its last lines too. One that does not take them is not waited for.
    private func waitForFollowers() async {
        let interval = node.settings.followInterval
        for _ in 0..<20 where shared.withLock({ $0.logs.values.contains(where: \.isFollowed) }) {
            do { try await node.clock.sleep(interval) } catch { return }
        }
    }
}
