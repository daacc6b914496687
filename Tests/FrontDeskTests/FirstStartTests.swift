@testable import FrontDesk
import Postgres
import TestSupport
import Testing
import Tui

@Suite("The first start", .databasePerTest)
@MainActor
struct FirstStartTests {
  private func fill(_ desk: DeskDriver) async {
    await desk.type("Paws & Claws Lab").press(.enter, .enter, .enter, .enter)
    await desk.press("Ctrl-E", "Ctrl-U").type("UTC").press(.enter)
    await desk.type("Ines Moreau").press(.enter).type("98450 99999").press(.enter)
    await desk.type("a short sentence").press(.enter).type("a short sentence")
  }

  @Test("An empty database asks for the organisation and its first account, and then signs in")
  func firstStart() async throws {
    let desk = try await DeskDriver.start()
    desk.expectPlace(.firstStart)
    await fill(desk)
    await desk.press("Ctrl-S")
    desk.expectPlace(.signIn)
    #expect(desk.signIn?.form.text(.organization) == "paws")
    await desk.type("a short sentence").press(.enter)
    desk.expectPlace(.bookings).expectLine(containing: "Paws & Claws Lab").expectLine(containing: "Ines Moreau")
    let rows = try await Rows.open()
    #expect(
      try await rows.texts(
        """
        select concat_ws('|', o.slug, o.currency, o.time_zone, o.country_code, s.role, s.is_organization_owner,
          s.phone, s.hashed_password like '$2%')
        from organizations o join staff s on s.organization_id = o.id
        """) == ["paws|INR|UTC|IN|admin|t|+919845099999|t"])
  }

  @Test("Two passwords that differ are marked and nothing is made")
  func passwordsDiffer() async throws {
    let desk = try await DeskDriver.start()
    await fill(desk)
    await desk.type("x").press("Ctrl-S")
    desk.expectPlace(.firstStart).expectMessage("The two passwords differ.")
    let rows = try await Rows.open()
    #expect(try await rows.count("select count(*) from organizations") == 0)
  }

  @Test("A time zone that does not exist is said in a sentence, and what was typed stays")
  func timeZone() async throws {
    let desk = try await DeskDriver.start()
    await fill(desk)
    desk.app.receive([])
    await desk.press(.backTab, .backTab, .backTab, .backTab, "Ctrl-U").type("Mars/Olympus").press("Ctrl-S")
    desk.expectPlace(.firstStart).expectLine(containing: "Mars/Olympus").expectLine(containing: "Ines Moreau")
    desk.expectMessage("is not a time zone")
  }

  @Test("A database that already has an account offers the sign-in alone", .clinic)
  func notEmpty() async throws {
    let desk = try await DeskDriver.start()
    desk.expectPlace(.signIn)
  }
}
