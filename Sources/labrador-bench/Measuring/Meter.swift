/// The one place where time is taken: warm-up first, then samples by the monotonic clock within a budget.
@MainActor
struct Meter {
  /// How long a row is warmed up and measured.
  private let warmUp: Duration
  private let budget: Duration
  /// The least time of a sample; shorter work is repeated within one, so that the clock itself does not count.
  private let leastSample = Duration.microseconds(20)
  private let mostSamples = 20_000
  let isQuick: Bool

  init(isQuick: Bool) {
    self.isQuick = isQuick
    warmUp = isQuick ? .milliseconds(20) : .milliseconds(200)
    budget = isQuick ? .milliseconds(100) : .seconds(1)
  }

  /// Measures synchronous work; its number keeps the compiler from leaving it out.
  func measure(_ body: () -> Int) -> Sample {
    let clock = ContinuousClock()
    var sum = 0
    var repeats = 0
    let warm = clock.now.advanced(by: warmUp)
    let began = clock.now
    repeat {
      sum &+= body()
      repeats += 1
    } while clock.now < warm
    let each = (clock.now - began) / repeats
    let batch = each >= leastSample ? 1 : Int((leastSample / max(each, .nanoseconds(1))).rounded(.up))
    var times: [Double] = []
    let end = clock.now.advanced(by: budget)
    repeat {
      let start = clock.now
      for _ in 0..<batch { sum &+= body() }
      times.append((clock.now - start).seconds / Double(batch))
    } while clock.now < end && times.count < mostSamples
    precondition(sum != .min, "the sum of the results is a number")
    return Sample(times)
  }

  /// Measures work that waits for the database, one call a sample, at least `least` of them.
  func measure(least: Int, _ body: (Int) async throws -> Void) async throws -> Sample {
    let clock = ContinuousClock()
    let least = isQuick ? max(1, least / 10) : least
    for round in 0..<max(1, least / 10) { try await body(round) }
    var times: [Double] = []
    let end = clock.now.advanced(by: budget)
    repeat {
      let start = clock.now
      try await body(times.count)
      times.append((clock.now - start).seconds)
    } while times.count < least || clock.now < end && times.count < mostSamples
    return Sample(times)
  }
}
