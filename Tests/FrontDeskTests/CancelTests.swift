@testable import FrontDesk
import Postgres
import TestSupport
import Testing
import Tui

/// Cancelling a booking: with a reason before collection, with a second person after it.
@Suite("Cancelling a booking", .clinic)
@MainActor
struct CancelTests {
  private func status(_ booking: Int) async throws -> [String] {
    try await Rows.open().texts(
      """
      select concat_ws('|', b.status, e.reason, s.name, a.name) from bookings b
      join status_events e on e.organization_id = b.organization_id and e.machine = 'booking' and e.record_id = b.id
      left join staff s on s.organization_id = e.organization_id and s.id = e.staff_id
      left join staff a on a.organization_id = e.organization_id and a.id = e.approved_by
      where b.id = \(booking) order by e.id desc limit 1
      """)
  }

  @Test("Reception cancels before collection, with a reason")
  func before() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.type("misty").press(.enter, "Ctrl-X")
    desk.expectLine(containing: "Cancel booking B-000006").expectNoLine(containing: "Colleague's phone")
    await desk.press(.enter)
    desk.expectLine(containing: "Reason is needed.")
    await desk.type("The client is away").press("Ctrl-S")
    desk.expectMessage("Done.").expectLine(containing: "Cancelled")
    #expect(try await status(6) == ["cancelled|The client is away|Asha Rao"])
  }

  @Test("After collection reception sees who could; an admin needs a colleague with the same right")
  func after() async throws {
    let reception = try await DeskDriver.signedIn()
    await reception.type("nala").press(.escape).type("chlo").press(.enter, "Ctrl-X")
    reception.expectMessage("Only Admin or Organisation owner may cancel a booking after collection.")

    let desk = try await DeskDriver.signedIn(as: TestClinic.admin)
    await desk.type("chlo").press(.enter, "Ctrl-X")
    desk.expectGolden("cancel-second-80x24")
    await desk.type("Haemolysed, the client gave up").press(.enter).type("98111 00008").press(.enter)
    await desk.type(TestClinic.password).press(.enter)
    desk.expectLine(containing: "The second person has to be somebody else.")
    await desk.press("Ctrl-U").type("98111 00001").press(.enter).type(TestClinic.password).press(.enter)
    desk.expectLine(containing: "This colleague may not approve this step.")
    await desk.press("Ctrl-U").type("98111 00009").press(.enter).type("not this one").press(.enter)
    desk.expectLine(containing: "The colleague's phone or password is not right.")
    await desk.type(TestClinic.password).press(.enter)
    desk.expectMessage("Done, with the consent of Vikram Sethi.")
    #expect(
      try await status(4) == ["cancelled|Haemolysed, the client gave up|Dr Uma Bose|Vikram Sethi"])
  }

  @Test("Who cancels what another desk changed meanwhile is told first, keeps the reason, and can then do it")
  func stale() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.type("misty").press(.enter, "Ctrl-X").type("The client is away")
    try await changeElsewhere("update bookings set notes = 'The client moved it' where id = 6")
    await desk.press("Ctrl-S")
    desk.expectLine(containing: "changed in the meantime").expectLine(containing: "The client is away")
    #expect(try await status(6) != ["cancelled|The client is away|Asha Rao"])
    await desk.press("Ctrl-S")
    desk.expectMessage("Done.")
    #expect(try await status(6) == ["cancelled|The client is away|Asha Rao"])
  }

  @Test("A booking that is over cannot be cancelled")
  func over() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.type("pet_4").press(.enter, "Ctrl-X")
    #expect(desk.bookings?.view?.cancelling == nil)
  }
}
