import Dispatch
import Synchronization

/// Runs work on a few serial queues, in the order in which it came, as many pieces at once as there are lanes.
package final class Lanes: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Void] = []
    var idle: [DispatchQueue]
  }

  private let state: Mutex<State>
  private let timers = DispatchQueue(label: "labrador.timers")

  package init(count: Int) {
    precondition(count > 0, "Work needs a lane.")
    state = Mutex(State(idle: (1...count).map { DispatchQueue(label: "labrador.lane.\($0)") }))
  }

  /// Runs the work as soon as a lane is free.
  package func run(_ work: @escaping @Sendable () -> Void) {
    let lane = state.withLock { state in
      state.waiting.append(work)
      return state.idle.popLast()
    }
    guard let lane else { return }
    lane.async { self.serve(lane) }
  }

  /// Runs the work once the time has come and a lane is free.
  package func run(after nanoseconds: Int, _ work: @escaping @Sendable () -> Void) {
    timers.asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) { self.run(work) }
  }

  /// Does what waits until nothing does, then leaves the lane free.
  private func serve(_ lane: DispatchQueue) {
    while let work = next(on: lane) { work() }
  }

  private func next(on lane: DispatchQueue) -> (@Sendable () -> Void)? {
    state.withLock { state in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.idle.append(lane)
      return nil
    }
  }
}
