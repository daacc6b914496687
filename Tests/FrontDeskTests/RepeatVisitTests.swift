@testable import FrontDesk
import LabCore
import Postgres
import TestSupport
import Testing
import Tui

/// A known client calls again: the commonest booking there is.
@Suite("A repeat visit", .clinic)
@MainActor
struct RepeatVisitTests {
  /// The most keys that a repeat visit may take after F2.
  static let budget = 22

  @Test("Booking by keyboard takes at most 22 keys and stands in the database")
  func budget() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("F2")
    let before = desk.keystrokes
    await desk.press("Ctrl-N").type("bruno").press(.enter, "Ctrl-D", "Ctrl-S")
    let keys = desk.keystrokes - before
    print("A repeat visit takes \(keys) keys of \(Self.budget).")
    #expect(keys <= Self.budget)
    desk.expectConfirmed().expectLine(containing: "B-000008")

    let rows = try await Rows.open()
    let booking = try #require(
      try await rows.text(
        """
        select concat_ws(' ', b.booking_number, u.full_name, p.name, b.status, b.collection_method,
          b.booking_date at time zone 'UTC', b.collection_area, b.subtotal, b.discount, b.distance_charge, b.tax, b.total,
          s.name)
        from bookings b join users u on u.organization_id = b.organization_id and u.id = b.user_id
        join pets p on p.organization_id = b.organization_id and p.id = b.pet_id
        join staff s on s.organization_id = b.organization_id and s.id = b.created_by_staff_id
        where b.request_key is not null
        """))
    #expect(
      booking
        == "B-000008 Priya Sharma Bruno confirmed home 2026-11-21 11:30:00 Indiranagar 105000 0 8150 0 113150 Asha Rao"
    )
    #expect(
      try await rows.texts(
        """
        select t.code || ' ' || i.unit_price || ' ' || i.status from booking_items i
        join tests t on t.organization_id = i.organization_id and t.id = i.test_id
        join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
        where b.request_key is not null order by i.id
        """) == ["CBC 45000 pending", "LFT 60000 pending"])
    #expect(
      try await rows.texts(
        """
        select concat_ws(' ', v.status, v.attempt, v.duration_minutes, v.travel_buffer_minutes, v.address_id is not null)
        from visits v join bookings b on b.organization_id = v.organization_id and b.id = v.booking_id
        where b.request_key is not null
        """) == ["confirmed 1 30 15 t"])
    #expect(
      try await rows.texts(
        """
        select concat_ws(' ', status, base_amount, discount_amount, distance_charge, tax_amount, final_amount)
        from billing_records
        """) == ["draft 105000 0 8150 0 113150"])
  }

  @Test("The confirmed booking stands in the day's list, and the next one starts empty")
  func list() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().press("Ctrl-S").press(.enter)
    desk.expectLine(containing: "11:30").expectLine(containing: "Priya Sharma")
    await desk.press("Ctrl-N")
    desk.expectField(.client, "").expectPicks(.tests, [])
  }

  @Test("Couples who share a phone are both offered, each with their own pet")
  func sharedPhone() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("98450 12345")
    desk.expectLine(containing: "Priya Sharma").expectLine(containing: "Anil Sharma").expectLine(containing: "Misty")
    desk.expectNoLine(containing: "Hanna Berg")
  }

  @Test("A phone is found in any format", arguments: ["9845012345", "+91 98450-12345", "0 98450 12345", "12345"])
  func phoneFormats(_ phone: String) async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type(phone)
    desk.expectLine(containing: "Priya Sharma").expectLine(containing: "Anil Sharma")
  }

  @Test("Accents need not be typed", arguments: ["jose munoz", "chloe", "Muñoz", "josé"])
  func accents(_ name: String) async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type(name).press(.enter)
    desk.expectPicks(.client, ["José Muñoz"]).expectPicks(.pet, ["Chloé"]).expectFocus(.tests)
  }

  @Test("A misspelt name is forgiven")
  func misspelt() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("tomas dsouza")
    desk.expectLine(containing: "Thomas D'Souza")
  }

  @Test("A client with several pets is asked which; a deceased one cannot be taken and says why")
  func deceased() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("rex").press(.enter)
    desk.expectFocus(.pet).expectProblem(.pet, "Rex")
    #expect(desk.intake?.form.pick(.pet) == nil)
    await desk.type("nala").press(.enter)
    desk.expectPicks(.pet, ["Nala"]).expectFocus(.tests)
  }

  @Test("Keys typed faster than the client is found land in the fields they were meant for")
  func typeAhead() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.rapidly("Ctrl-N", .text("bruno"), .enter, .text("cbc"), .enter, .text("lft"), .enter, "Ctrl-S")
    desk.expectConfirmed()
    let rows = try await Rows.open()
    #expect(
      try await rows.texts(
        """
        select u.full_name || ' ' || p.name || ' ' || t.code from bookings b
        join users u on u.organization_id = b.organization_id and u.id = b.user_id
        join pets p on p.organization_id = b.organization_id and p.id = b.pet_id
        join booking_items i on i.organization_id = b.organization_id and i.booking_id = b.id
        join tests t on t.organization_id = i.organization_id and t.id = i.test_id
        where b.request_key is not null order by i.id
        """) == ["Priya Sharma Bruno CBC", "Priya Sharma Bruno LFT"])
  }

  @Test("A panel books its tests once each, whatever else was asked for")
  func panel() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("bruno").press(.enter).type("well").press(.enter).type("cbc").press(
      .enter, "Ctrl-S")
    desk.expectConfirmed()
    let rows = try await Rows.open()
    #expect(
      try await rows.texts(
        """
        select t.code from booking_items i join tests t on t.organization_id = i.organization_id and t.id = i.test_id
        join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
        where b.request_key is not null order by i.id
        """) == ["CBC", "LFT", "KFT"])
  }

  @Test("A walk-in needs no address and arrives at once")
  func walkIn() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("misty").press(.enter).type("t4").press(.enter)
    await desk.go(to: .method).type("w").press(.enter, "Ctrl-S")
    desk.expectConfirmed().expectLine(containing: "The sample is taken at the desk now.")
    let rows = try await Rows.open()
    #expect(
      try await rows.texts(
        """
        select concat_ws(' ', b.status, b.collection_method, b.total, b.distance_charge, b.address, v.status,
          v.travel_buffer_minutes)
        from bookings b join visits v on v.organization_id = b.organization_id and v.booking_id = b.id
        where b.request_key is not null
        """) == ["arrived walk_in 65000 0 arrived 0"])
  }

  @Test("A collector who fits is assigned with the booking")
  func collector() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().replace(.time, "1630").go(to: .collector).type("ravi").press(.enter, "Ctrl-S")
    desk.expectConfirmed().expectLine(containing: "Ravi Kumar comes today between 16:00 and 17:00.")
    let rows = try await Rows.open()
    #expect(
      try await rows.texts(
        """
        select b.status || ' ' || v.status || ' ' || s.name from bookings b
        join visits v on v.organization_id = b.organization_id and v.booking_id = b.id
        join staff s on s.organization_id = v.organization_id and s.id = v.staff_id
        where b.request_key is not null
        """) == ["assigned assigned Ravi Kumar"])
  }
}
