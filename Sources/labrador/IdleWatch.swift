import Dispatch

/// Notices that nobody has touched the desk for a while, at the cost of one wake-up per such while.
@MainActor
final class IdleWatch {
  private let limit: Duration
  private let act: @MainActor () -> Bool
  private let source: any DispatchSourceTimer
  private var touched = ContinuousClock.now

  /// Acts after so many minutes without a touch; where the action answers that it is too early, once more soon.
  init(minutes: Int, _ act: @escaping @MainActor () -> Bool) {
    limit = .seconds(minutes * 60)
    self.act = act
    source = DispatchSource.makeTimerSource(queue: .main)
    source.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.look() } }
    wait(limit)
    source.activate()
  }

  /// Ends it.
  func stop() { source.cancel() }

  /// Notes a key.
  func touch() { touched = .now }

  private func look() {
    let left = limit - touched.duration(to: .now)
    if left > .zero {
      wait(left)
    } else if !act() {
      wait(.seconds(5))
    }
  }

  private func wait(_ duration: Duration) {
    source.schedule(
      deadline: .now() + .milliseconds(Int(duration / .milliseconds(1)) + 1), leeway: .milliseconds(200))
  }
}
