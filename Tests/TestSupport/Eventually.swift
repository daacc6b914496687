/// Waits until a condition holds, asking again in growing intervals of at most 20 ms; false when the time is up.
package func eventually(
  timeout: Duration = .seconds(10), isolation: isolated (any Actor)? = #isolation, _ condition: () async throws -> Bool
) async rethrows -> Bool {
  let deadline = ContinuousClock.now + timeout
  var pause = Duration.microseconds(100)
  while true {
    if try await condition() { return true }
    guard ContinuousClock.now < deadline else { return false }
    await Task.yield()
    try? await Task.sleep(for: pause)
    pause = min(pause * 2, .milliseconds(20))
  }
}
