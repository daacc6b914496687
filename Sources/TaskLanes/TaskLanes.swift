import CTaskHooks
import Glibc

/// Where Swift's tasks run unless an actor has an executor of its own.
///
/// The runtime would take the global queues of Dispatch. On Linux, the first work on a global queue starts a timer that
/// looks every second, for ever, how many of its threads sleep. Serial queues have none, so that an idle desk stays asleep.
package enum TaskLanes {
  private static let lanes = Lanes(count: max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// Takes every job from now on; to be called before the first task. False if the runtime keeps its own way.
  @discardableResult
  package static func install() -> Bool {
    task_hooks_install(
      { job in
        if let job { TaskLanes.lanes.run(Job(pointer: job).run) }
      },
      { job, nanoseconds in
        if let job { TaskLanes.lanes.run(after: Int(clamping: nanoseconds), Job(pointer: job).run) }
      })
  }
}

/// A part of a task that is ready to run; it has to run exactly once, on any thread.
private struct Job: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer

  func run() { task_hooks_run(pointer) }
}
