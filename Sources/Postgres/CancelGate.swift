import CPostgres
import Dispatch
import Synchronization

/// Cancels the statement that is running, from any thread, and never one that comes after it.
final class CancelGate: Sendable {
  private struct State {
    var running: UInt64?
    var last: UInt64 = 0
    var isSending = false
  }

  private let key: CancelKey?
  private let state = Mutex(State())
  private let sending = DispatchGroup()
  private let queue = DispatchQueue(label: "postgres.cancel")

  init(key: CancelKey?) {
    self.key = key
  }

  /// Marks the start of a statement and answers its number.
  func begin() -> UInt64 {
    state.withLock { state in
      state.last += 1
      state.running = state.last
      return state.last
    }
  }

  /// Marks the end of the statement; false if a request is still under way and might hit the next one.
  func end() -> Bool {
    let isSending = state.withLock { state in
      state.running = nil
      return state.isSending
    }
    return !isSending || sending.wait(timeout: .now() + .seconds(2)) == .success
  }

  /// Asks the server to cancel the statement of that number, or whichever runs; does not wait.
  func cancel(_ number: UInt64? = nil) {
    guard let key else { return }
    let isWanted = state.withLock { state in
      guard let running = state.running, running == number ?? running, !state.isSending else { return false }
      state.isSending = true
      sending.enter()
      return true
    }
    guard isWanted else { return }
    queue.async {
      key.send()
      self.state.withLock { $0.isSending = false }
      self.sending.leave()
    }
  }
}

/// What libpq needs to reach the server process of a connection; sending it is safe on any thread.
final class CancelKey: @unchecked Sendable {
  private let pointer: OpaquePointer

  init?(of connection: OpaquePointer) {
    guard let pointer = PQgetCancel(connection) else { return nil }
    self.pointer = pointer
  }

  deinit {
    PQfreeCancel(pointer)
  }

  /// Connects, sends and waits for the server to hang up; a failure shows as the statement running on.
  func send() {
    var reason = [CChar](repeating: 0, count: 256)
    _ = PQcancel(pointer, &reason, Int32(reason.count))
  }
}
