import Dispatch
import Glibc
import Synchronization
import TaskLanes
import Testing

@Suite("Lanes")
struct LanesTests {
  @Test("One lane does its work in the order in which it came")
  func order() async {
    let lanes = Lanes(count: 1)
    let numbers = AsyncStream<Int> { continuation in
      for number in 0..<1000 { lanes.run { continuation.yield(number) } }
      lanes.run { continuation.finish() }
    }
    #expect(await numbers.reduce(into: []) { $0.append($1) } == Array(0..<1000))
  }

  @Test("Two lanes work at the same time, so that a piece that blocks holds up no other", .timeLimit(.minutes(1)))
  func together() async {
    let lanes = Lanes(count: 2)
    let turn = DispatchSemaphore(value: 0)
    await withCheckedContinuation { continuation in
      lanes.run {
        turn.wait()
        continuation.resume()
      }
      lanes.run { turn.signal() }
    }
  }

  @Test("No more is under way than there are lanes, and nothing is lost", arguments: [1, 2, 4])
  func width(_ count: Int) async {
    let lanes = Lanes(count: count)
    let tally = Tally()
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<250 {
            await withCheckedContinuation { continuation in
              lanes.run {
                tally.enter()
                sched_yield()
                tally.leave()
                continuation.resume()
              }
            }
          }
        }
      }
    }
    #expect(tally.done == 2000)
    #expect(tally.most <= count)
  }

  @Test("Work that waits for its time comes, and not before it", .timeLimit(.minutes(1)), arguments: [0, 1, 40])
  func later(milliseconds: Int) async {
    let lanes = Lanes(count: 1)
    let start = ContinuousClock.now
    await withCheckedContinuation { continuation in
      lanes.run(after: milliseconds * 1_000_000) { continuation.resume() }
    }
    #expect(start.duration(to: .now) >= .milliseconds(milliseconds))
  }
}

/// Counts the work under way and done, on any thread.
private final class Tally: Sendable {
  private let counts = Mutex((underWay: 0, most: 0, done: 0))

  var most: Int { counts.withLock { $0.most } }
  var done: Int { counts.withLock { $0.done } }

  func enter() {
    counts.withLock { counts in
      counts.underWay += 1
      counts.most = max(counts.most, counts.underWay)
    }
  }

  func leave() {
    counts.withLock { counts in
      counts.underWay -= 1
      counts.done += 1
    }
  }
}
