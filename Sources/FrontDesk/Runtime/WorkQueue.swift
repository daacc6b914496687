/// Decides which works run now and which wait, so that a fast typist never queues answers nobody needs.
///
/// Pure: the application starts what it is told to start and reports what has ended.
package struct WorkQueue: Sendable {
  private var running: Set<Slot> = []
  private var waiting: [Slot: Work] = [:]
  private(set) var blockingCount = 0

  /// Takes a work for a slot and answers with the work to start now, if any.
  package mutating func request(_ work: Work, slot: Slot) -> Work? {
    guard !running.contains(slot) else {
      waiting[slot] = work
      return nil
    }
    running.insert(slot)
    return work
  }

  /// Notes that the work of a slot has ended and answers with the next one of that slot to start.
  package mutating func finish(_ slot: Slot) -> Work? {
    if let next = waiting.removeValue(forKey: slot) { return next }
    running.remove(slot)
    return nil
  }

  /// Forgets what waits, because whoever asked for it has left.
  package mutating func forgetWaiting() { waiting = [:] }

  /// Notes that a work began which keys have to wait for.
  package mutating func beginBlocking() { blockingCount += 1 }

  /// Notes the end of a work which keys had to wait for.
  package mutating func endBlocking() { blockingCount -= 1 }

  /// Says whether keys must be kept until an answer is there.
  package var isBlocking: Bool { blockingCount > 0 }

  /// Says whether nothing runs and nothing waits.
  package var isIdle: Bool { running.isEmpty && waiting.isEmpty && blockingCount == 0 }
}
