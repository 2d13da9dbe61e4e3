import Glibc

/// What glibc's posix_spawn can do beyond POSIX. Swift's view of the C library lacks it, so it is looked up when it runs.
enum SpawnExtensions {
    /// `POSIX_SPAWN_SETSID` of <spawn.h>.
    static let setSession: Int32 = 0x80

    /// Lets the child start in the folder `path`; false where the library cannot.
    static func addWorkingDirectory(_ path: String, to actions: inout posix_spawn_file_actions_t) -> Bool {
        guard let call = chdir else { return false }
        return call(&actions, path) == 0
    }

    /// Lets the child close every descriptor from `first` on.
    static func addClosing(from first: Int32, to actions: inout posix_spawn_file_actions_t) {
        if let call = closeFrom, call(&actions, first) == 0 { return }
        // Older than glibc 2.34: those that are open now. Swift's and NIO's own are close-on-exec besides.
        for descriptor in first..<Int32(clamping: sysconf(Int32(_SC_OPEN_MAX))) where fcntl(descriptor, F_GETFD) >= 0 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
    }

    private typealias Chdir = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) -> Int32
    private typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

    private static let chdir = dlsym(nil, "posix_spawn_file_actions_addchdir_np").map { unsafeBitCast($0, to: Chdir.self) }
    private static let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
        unsafeBitCast($0, to: CloseFrom.self)
    }
}
