import Glibc

/// A `flock` on a file, released with the value; the kernel drops it when the process ends in any way.
package struct FileLock: ~Copyable, Sendable {
  private let file: Int32

  /// The kinds of lock.
  package enum Kind: Sendable {
    case shared
    case exclusive
  }

  private init(file: Int32) { self.file = file }

  /// Unlocks by name: a program being started at this moment holds a copy of the descriptor until it runs.
  deinit {
    _ = flock(file, LOCK_UN)
    _ = close(file)
  }

  /// Takes the lock if it is free now; nil when another holder is in the way.
  package static func tryAcquire(_ path: String, _ kind: Kind) throws(ClusterError) -> FileLock? {
    let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .cannotUse(path: path, reason: Files.reason()) }
    while flock(file, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      _ = close(file)
      if code == EWOULDBLOCK { return nil }
      throw .cannotUse(path: path, reason: Files.reason(code))
    }
    return FileLock(file: file)
  }

  /// Waits for the lock on the calling thread, which must be one that may block.
  package static func acquire(
    _ path: String, _ kind: Kind, within seconds: Int, whenWaiting: () -> Void
  ) throws(ClusterError) -> FileLock {
    var pause = Pause(seconds: seconds)
    var told = false
    repeat {
      if let lock = try tryAcquire(path, kind) { return lock }
      if !told { whenWaiting() }
      told = true
    } while pause.next()
    throw .busy(path: path, seconds: seconds)
  }
}
