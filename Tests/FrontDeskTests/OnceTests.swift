@testable import FrontDesk
import Postgres
import TestSupport
import Testing
import Tui

/// A form makes one booking, however often and from wherever it is confirmed.
@Suite("Confirming once", .clinic)
@MainActor
struct OnceTests {
  @Test("Ctrl-S pressed twice at once makes one booking")
  func twice() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().rapidly("Ctrl-S", "Ctrl-S")
    desk.expectConfirmed()
    let rows = try await Rows.open()
    #expect(try await rows.count("select count(*) from bookings where request_key is not null") == 1)
  }

  @Test("Two desks that send the same form at the same time make one booking, and both show it")
  func race() async throws {
    let first = try await DeskDriver.signedIn(keys: 7)
    let second = try await DeskDriver.signedIn(as: TestClinic.secondReceptionist, keys: 7)
    await first.fillRepeatVisit()
    await second.fillRepeatVisit()
    let rows = try await Rows.open()
    let before = try await rows.written()
    first.pressWithoutWaiting("Ctrl-S")
    second.pressWithoutWaiting("Ctrl-S")
    await first.idle()
    await second.idle()
    first.expectConfirmed()
    second.expectConfirmed()
    #expect(first.confirmedNumber == second.confirmedNumber)
    var after = before
    after.bookings += 1
    after.visits += 1
    after.items += 2
    after.bills += 1
    after.keys += 1
    #expect(try await rows.written() == after)
  }

  @Test("Two desks with forms of their own make two bookings with consecutive numbers")
  func twoForms() async throws {
    let first = try await DeskDriver.signedIn(keys: 7)
    let second = try await DeskDriver.signedIn(as: TestClinic.secondReceptionist, keys: 8)
    await first.fillRepeatVisit()
    await second.fillRepeatVisit()
    first.pressWithoutWaiting("Ctrl-S")
    second.pressWithoutWaiting("Ctrl-S")
    await first.idle()
    await second.idle()
    #expect(Set([first.confirmedNumber, second.confirmedNumber]) == ["B-000008", "B-000009"])
  }

  @Test("A collector who was taken meanwhile is refused kindly, and the form keeps everything that was typed")
  func collectorTaken() async throws {
    let first = try await DeskDriver.signedIn(keys: 7)
    let second = try await DeskDriver.signedIn(as: TestClinic.secondReceptionist, keys: 8)
    for desk in [first, second] {
      await desk.fillRepeatVisit().replace(.time, "1630").go(to: .collector).type("ravi").press(.enter)
      await desk.go(to: .notes).type("Ring twice")
      desk.expectPicks(.collector, ["Ravi Kumar"])
    }
    await first.press("Ctrl-S")
    first.expectConfirmed()
    let rows = try await Rows.open()
    let before = try await rows.written()
    await second.press("Ctrl-S")
    second.expectProblem(.collector, "Another visit").expectFocus(.collector).expectPicks(.tests, ["CBC", "LFT"])
      .expectField(.notes, "Ring twice").expectField(.time, "16:30")
    #expect(try await rows.written() == before)
    await second.press("Ctrl-E", "Ctrl-U").type("farid").press(.enter, "Ctrl-S")
    second.expectConfirmed()
    #expect(try await rows.count("select count(*) from bookings where request_key is not null") == 2)
  }
}
