import EmbeddedPostgres
import Glibc
import Testing
import TestSupport

extension EndToEnd {
  @Suite("A desk that nobody uses", .demoServer)
  struct IdleDeskTests {
    @Test("waits for the next minute and for no other time")
    func timers() async throws {
      try await DeskTerminal.with(try await DemoHome.shared().binary) { desk in
        try await desk.signIn()
        let process = try await desk.process()
        // A timer that repeats is down for a moment whenever it has fired, so one look is not enough.
        var looks = 0
        let isAtRest = await eventually {
          looks = Self.runningClocks(of: process) == [CLOCK_REALTIME] ? looks + 1 : 0
          return looks == 3
        }
        #expect(isAtRest)
      }
    }

    /// The clocks on which timers of a process run, one for each timer, as the kernel tells.
    private static func runningClocks(of process: pid_t) -> [clockid_t] {
      let folder = "/proc/\(process)/fdinfo"
      return Files.names(in: folder).compactMap { name in
        let lines = (Files.read("\(folder)/\(name)") ?? "").split(separator: "\n")
        guard !lines.contains("it_value: (0, 0)") else { return nil }
        let clock = lines.first { $0.hasPrefix("clockid: ") }
        return clock.flatMap { clockid_t($0.dropFirst("clockid: ".count)) }
      }
    }
  }
}
