import Glibc

/// A descriptor that stands for one process and no later one with its pid (pidfd_open(2)); closed with the value.
struct PidFD: ~Copyable {
    let descriptor: Int32

    /// Nil when there is no such process, or neither kernel nor C library know these calls.
    init?(pid: Int32) {
        guard let open = Self.calls?.open else { return nil }
        let descriptor = open(pid, 0)
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// 0, or -1 with `errno`.
    func send(_ signal: Int32) -> Int32 {
        Self.calls?.send(descriptor, signal, nil, 0) ?? -1
    }

    /// The descriptor, which the caller has to close.
    consuming func release() -> Int32 {
        let descriptor = descriptor
        discard self
        return descriptor
    }

    private typealias Open = @convention(c) (Int32, UInt32) -> Int32
    private typealias Send = @convention(c) (Int32, Int32, UnsafeMutableRawPointer?, UInt32) -> Int32

    // Swift's view of the C library lacks <sys/pidfd.h>, and glibc has it only since 2.36: so it is looked up when it runs.
    private static let calls: (open: Open, send: Send)? = {
        guard let open = dlsym(nil, "pidfd_open"), let send = dlsym(nil, "pidfd_send_signal") else { return nil }
        return (unsafeBitCast(open, to: Open.self), unsafeBitCast(send, to: Send.self))
    }()
}
