import CNcurses
import Dispatch
import Glibc

/// What the system asks of the program.
package enum TerminalSignal: Equatable, Sendable {
  /// The terminal is gone: its window was closed or the connection broke.
  case hangUp
  /// The program is asked to end.
  case terminate
}

/// Brings asynchronous signals to the main queue through a pipe.
///
/// Handlers, unlike ignored or blocked signals, are not inherited by programs started from here. SIGTERM and
/// SIGINT kill for good when they come a second time before the first was heard, after the terminal was reset; SIGHUP comes
/// from the kernel and from the shell for one and the same closed window, so its second one means nothing.
@MainActor
final class SignalRelay {
  static let signals = [SIGWINCH, SIGTERM, SIGINT, SIGHUP, SIGCONT, SIGTSTP]

  private let readEnd: Int32
  private let writeEnd: Int32
  private var source: (any DispatchSourceRead)?
  private var previous: [(signal: Int32, action: sigaction)] = []

  /// Takes note of the handlers there are; ``install()`` replaces them.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else { return nil }
    readEnd = ends[0]
    writeEnd = ends[1]
    for signal in Self.signals {
      var action = sigaction()
      sigaction(signal, nil, &action)
      previous.append((signal, action))
    }
  }

  /// Installs the handlers; ncurses sets its own while it starts, so this comes after.
  func install() {
    relayState.pointee.writeEnd = writeEnd
    for signal in Self.signals { install(signal) }
  }

  func install(_ signal: Int32) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = relaySignal
    action.sa_flags = SA_RESTART | SA_ONSTACK
    sigemptyset(&action.sa_mask)
    sigaction(signal, &action, nil)
  }

  /// Calls `handler` on the main queue with the signals that came, in order.
  func resume(_ handler: @escaping @MainActor ([Int32]) -> Void) {
    let source = DispatchSource.makeReadSource(fileDescriptor: readEnd, queue: .main)
    source.setEventHandler { [weak self] in
      MainActor.assumeIsolated {
        guard let self else { return }
        let signals = self.drain()
        if !signals.isEmpty { handler(signals) }
      }
    }
    self.source = source
    source.activate()
  }

  /// Takes the signals that came and were not handled yet.
  func drain() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 256)
    relayState.pointee.endIsPending = false
    let count = read(readEnd, &bytes, bytes.count)
    return count > 0 ? bytes[..<count].map { Int32($0) } : []
  }

  /// Stops the whole process as its shell expects, and returns once it is continued.
  static func stopProcess() {
    signal(SIGTSTP, SIG_DFL)
    raise(SIGTSTP)
  }

  /// Puts the handlers back that were there before.
  func restore() {
    guard source != nil || !previous.isEmpty else { return }
    for (signal, action) in previous {
      var action = action
      sigaction(signal, &action, nil)
    }
    previous = []
    relayState.pointee.writeEnd = -1
    guard let source else { return closeEnds() }
    self.source = nil
    let (readEnd, writeEnd) = (readEnd, writeEnd)
    source.setCancelHandler {
      close(readEnd)
      close(writeEnd)
    }
    source.cancel()
  }

  private func closeEnds() {
    close(readEnd)
    close(writeEnd)
  }
}

/// What the handler may touch: plain memory that never moves.
private struct RelayState {
  var writeEnd: Int32 = -1
  var endIsPending = false
}

private nonisolated(unsafe) let relayState: UnsafeMutablePointer<RelayState> = {
  let state = UnsafeMutablePointer<RelayState>.allocate(capacity: 1)
  state.initialize(to: RelayState())
  return state
}()

/// Runs as a signal handler: only async-signal-safe calls.
private func relaySignal(_ signal: Int32) {
  let savedErrno = errno
  if signal == SIGTERM || signal == SIGINT {
    if relayState.pointee.endIsPending {
      CrashGuard.resetTerminal()
      var action = sigaction()
      action.__sigaction_handler.sa_handler = SIG_DFL
      sigaction(signal, &action, nil)
      raise(signal)
    }
    relayState.pointee.endIsPending = true
  }
  var byte = UInt8(truncatingIfNeeded: signal)
  write(relayState.pointee.writeEnd, &byte, 1)
  errno = savedErrno
}
