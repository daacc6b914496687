import EmbeddedPostgres
import Glibc
import Testing
import TestSupport

extension EndToEnd {
  @Suite("A desk that nobody uses", .demoServer)
  struct IdleDeskTests {
    @Test("is not woken within the second, unless by the full minute")
    func timers() async throws {
      try await DeskTerminal.with(try await DemoHome.shared().binary) { desk in
        try await desk.signIn()
        let process = try await desk.process()
        // A timer that repeats is down for a moment whenever it has fired, so one look is not enough.
        var looks = 0
        let isAtRest = await eventually {
          let timers = Self.timers(of: process)
          let isMinuteSet = timers.contains { $0.clock == CLOCK_REALTIME }
          let isCalm = timers.allSatisfy { $0.clock == CLOCK_REALTIME || $0.seconds > 1 }
          looks = isMinuteSet && isCalm ? looks + 1 : 0
          return looks == 3
        }
        #expect(isAtRest, "\(Self.timers(of: process))")
      }
    }

    /// The timers of a process that run, as the kernel tells: their clocks and the whole seconds that are left.
    private static func timers(of process: pid_t) -> [(clock: clockid_t, seconds: Int)] {
      let folder = "/proc/\(process)/fdinfo"
      return Files.names(in: folder).compactMap { name in
        guard let text = Files.read("\(folder)/\(name)"),
          let clock = text.firstMatch(of: /clockid: (\d+)/).flatMap({ clockid_t($0.1) }),
          let left = text.firstMatch(of: /it_value: \((\d+), (\d+)\)/), left.1 != "0" || left.2 != "0"
        else { return nil }
        return Int(left.1).map { (clock, $0) }
      }
    }
  }
}
