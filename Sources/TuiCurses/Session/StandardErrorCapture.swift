import CNcurses
import Glibc

/// Keeps standard error off the screen: what is written to it goes to memory and is replayed once the screen is gone.
///
/// Swift writes "Fatal error" there before it traps, and libraries write notices; both would destroy the frame and vanish.
struct StandardErrorCapture {
  /// The standard error of before.
  let saved: Int32
  /// The memory file that stands in for it.
  let memory: Int32

  /// Redirects standard error if it is a terminal; a redirection by the user is left alone.
  init?() {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
    let memory = memfd_create("standard-error", NC_MFD_CLOEXEC)
    guard memory >= 0 else { return nil }
    let saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    guard saved >= 0, dup2(memory, STDERR_FILENO) >= 0 else {
      close(memory)
      if saved >= 0 { close(saved) }
      return nil
    }
    self.memory = memory
    self.saved = saved
  }

  /// Gives standard error back and replays what came meanwhile.
  func end() {
    dup2(saved, STDERR_FILENO)
    withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 16) { buffer in
      Self.copy(memory, to: STDERR_FILENO, through: buffer)
    }
    close(memory)
    close(saved)
  }

  /// Copies a file from its beginning; async-signal-safe.
  static func copy(_ source: Int32, to target: Int32, through buffer: UnsafeMutableRawBufferPointer) {
    lseek(source, 0, SEEK_SET)
    while true {
      let count = read(source, buffer.baseAddress, buffer.count)
      guard count > 0, write(target, buffer.baseAddress, count) == count else { return }
    }
  }
}
