import Dispatch
import Glibc

/// Fires a moment after every full minute; the leeway lets the system bundle it with other wake-ups.
@MainActor
final class MinuteTimer {
  private let source: any DispatchSourceTimer

  init(_ tick: @escaping @MainActor () -> Void) {
    let untilFull = 60 - Int(time(nil)) % 60
    source = DispatchSource.makeTimerSource(queue: .main)
    source.schedule(wallDeadline: .now() + .seconds(untilFull), repeating: .seconds(60), leeway: .milliseconds(500))
    source.setEventHandler { MainActor.assumeIsolated { tick() } }
    source.activate()
  }

  /// Ends it.
  func stop() { source.cancel() }
}
