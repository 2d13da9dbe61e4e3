import Synchronization

/// The bearer token of each request. A token's file is looked at again after a while, and when the server has refused what it held.
package final class TokenSource: Sendable {
    private struct Reading: Sendable {
        var token: String
        var at: ContinuousClock.Instant
    }

    /// How long a token that was read counts as the present one.
    private static let lifetime: Duration = .seconds(5)

    private let credential: KubeConfig.Credential
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex<Reading?>(nil)

    /// - Parameter now: By which the age of what was read is told.
    package init(_ credential: KubeConfig.Credential, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.credential = credential
        self.now = now
    }

    /// Nil where no token is sent. A file that cannot be read now leaves the token that it held before.
    package func token() throws(KubeConfigFault) -> String? {
        switch credential {
        case .anonymous, .certificate: return nil
        case .token(let token): return token
        case .tokenFile(let path):
            let known = state.withLock { $0 }
            if let known, known.at.duration(to: now()) < Self.lifetime { return known.token }
            do throws(KubeConfigFault) {
                let token = try ConfigFile.text(path)
                state.withLock { $0 = Reading(token: token, at: now()) }
                return token
            } catch {
                guard let known else { throw error }
                return known.token
            }
        }
    }

    /// The server refused `token`. True when the file holds another by now.
    package func isReplaced(_ token: String?) -> Bool {
        guard case .tokenFile(let path) = credential, let present = try? ConfigFile.text(path), present != token else { return false }
        state.withLock { $0 = Reading(token: present, at: now()) }
        return true
    }
}
