@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// The open booking: everything in one look, and what can be done with it.
@Suite("The booking view", .clinic)
@MainActor
struct BookingViewTests {
  nonisolated static let usual = Size(rows: 24, columns: 80)
  nonisolated static let small = Size(rows: 20, columns: 60)
  nonisolated static let wide = Size(rows: 50, columns: 160)
  nonisolated static let sizes = [usual, small, wide]

  private func name(_ state: String, _ size: Size) -> String { "\(state)-\(size.columns)x\(size.rows)" }

  /// Nala's booking with everything that a booking can have, at moments that stand.
  private func furnish() async throws {
    let rows = try await Rows.open()
    try await rows.change("set session_replication_role = replica")
    try await rows.change(
      """
      update bookings b set notes = 'Ring twice; the dog is shy.', coupon_id = c.id, discount = 9500, total = 90500,
        estimated_distance_m = 2800, collection_area = 'Domlur', created_by_staff_id = 1,
        created_at = '2026-11-20 16:40Z'
      from coupons c where b.id = 5 and c.organization_id = b.organization_id and c.code = 'WELCOME10'
      """)
    try await rows.change(
      """
      insert into coupon_redemptions (organization_id, coupon_id, booking_id, user_id, discount_amount)
      select organization_id, coupon_id, id, user_id, discount from bookings where id = 5
      """)
    try await rows.change(
      """
      insert into booking_discounts (organization_id, booking_id, offer_id, coupon_id, name, amount)
      select organization_id, id, 1, coupon_id, 'Welcome', discount from bookings where id = 5
      """)
    try await rows.change(
      """
      insert into billing_records (organization_id, booking_id, user_id, base_amount, discount_amount, distance_charge,
        final_amount, billing_date)
      select organization_id, id, user_id, subtotal, discount, distance_charge, total, '2026-11-20'
      from bookings where id = 5
      """)
    try await rows.change(
      """
      with upload as (
        insert into prescription_uploads (organization_id, booking_id, user_id, file_name, file_type, file_size_bytes)
        select organization_id, id, user_id, 'nala.pdf', 'application/pdf', 48213 from bookings where id = 5
        returning organization_id, id)
      insert into prescription_files (organization_id, prescription_upload_id, content)
      select organization_id, id, convert_to('%PDF-1.7 Nala', 'UTF8') from upload
      """)
    try await rows.change("delete from status_events where record_id = 5 and machine = 'booking'")
    try await rows.change(
      """
      insert into status_events (organization_id, machine, record_id, booking_id, from_status, to_status, staff_id,
        created_at) values
        (1, 'booking', 5, 5, null, 'confirmed', 1, '2026-11-20 16:40Z'),
        (1, 'booking', 5, 5, 'confirmed', 'assigned', 2, '2026-11-20 17:05Z')
      """)
    try await rows.change("set session_replication_role = origin")
  }

  private func nala(
    as account: TestClinic.Account = TestClinic.receptionist, _ size: Size = usual
  ) async throws -> DeskDriver {
    try await furnish()
    let desk = try await DeskDriver.signedIn(as: account, size: size)
    await desk.type("nala").press(.enter)
    return desk
  }

  // MARK: Reading

  @Test("Everything about a booking", arguments: sizes)
  func look(_ size: Size) async throws {
    let desk = try await nala(size)
    desk.expectGolden(name("booking", size))
  }

  private func nala(_ size: Size) async throws -> DeskDriver { try await nala(as: TestClinic.receptionist, size) }

  @Test("The rest of it, scrolled to the end", arguments: [usual, small])
  func scrolled(_ size: Size) async throws {
    let desk = try await nala(size)
    for _ in 0..<5 { await desk.send(.key(KeyPress(.pageDown))) }
    desk.expectGolden(name("booking-end", size))
    await desk.press(.enter)
    guard case .list? = desk.bookings?.mode else {
      return desk.fail("Not in the list.", sourceLocation: #_sourceLocation)
    }
  }

  @Test("What another desk changes shows at once, wherever the pane is scrolled")
  func live() async throws {
    let desk = try await nala()
    try await changeElsewhere("update pets set weight_kg = 18.25 where name = 'Nala'")
    desk.expectLine(containing: "17.5 kg")
    desk.app.notice(table: "pets", id: 6)
    await desk.idle()
    desk.expectLine(containing: "18.25 kg")
    try await changeElsewhere("update bookings set notes = 'Ring once' where id = 5")
    desk.app.notice(table: "bookings", id: 5)
    await desk.idle()
    desk.expectLine(containing: "Ring once")
  }

  // MARK: Collecting at the desk

  @Test(
    "A walk-in is collected at the desk: the pet has arrived, and the tubes have their numbers",
    arguments: [usual, small])
  func collecting(_ size: Size) async throws {
    let rows = try await Rows.open()
    for change: SQL in [
      "set session_replication_role = replica", "delete from status_events where booking_id = 6",
      "update bookings set collection_method = 'walk_in', address = null where id = 6",
      "update visits set collection_method = 'walk_in' where booking_id = 6", "reset session_replication_role",
    ] {
      try await rows.change(change)
    }
    let desk = try await DeskDriver.signedIn(size: size)
    await desk.type("misty").press(.enter, "Ctrl-K")
    desk.expectGolden(name("booking-collect", size))
    await desk.press("Ctrl-S")
    desk.expectMessage("Misty: 1 tube, ").expectLine(containing: "Collected")
    #expect(
      try await rows.texts(
        "select reason from status_events where booking_id = 6 and to_status = 'collected' and machine = 'item'")
        == ["Drawn at the desk"])
  }

  // MARK: Another time

  @Test("Moving the visit", arguments: sizes)
  func moving(_ size: Size) async throws {
    try await changeElsewhere(
      """
      insert into availability_exceptions (organization_id, staff_id, day, starts_at, ends_at)
      values (1, 3, '2026-11-22', '06:00', '12:00')
      """)
    let desk = try await nala(size)
    await desk.press("Ctrl-T", "Ctrl-E", "Ctrl-U").type("tom").press(.enter, "Ctrl-E", "Ctrl-U").type("630a")
    desk.expectGolden(name("booking-move", size))
    desk.expectMessage("06:30 is outside the hours of Sunday 22 Nov")
    await desk.press(.enter).type("Fasting").press(.enter)
    desk.expectMessage("The visit is on Sun 22 Nov 2026 06:30 now.")
    desk.expectLine(containing: "Sun 22 Nov 2026 06:30–07:00")
    #expect(try await Rows.open().text("select staff_id::text from visits where booking_id = 5") == "3")
  }

  @Test("A time that has passed is refused at the field; the sheet keeps what was typed")
  func passed() async throws {
    let desk = try await nala()
    await desk.press("Ctrl-T", "Ctrl-E", "Ctrl-U").type("y").press("Ctrl-S")
    desk.expectLine(containing: "20 Nov 2026").expectLine(containing: "has passed; a visit lies ahead")
    await desk.press(.escape)
    #expect(desk.bookings?.view?.sheet == nil)
  }

  @Test("A collector who is busy then is said in a sentence, and another time goes")
  func busy() async throws {
    let desk = try await nala()
    try await changeElsewhere(
      "update visits set starts_at = '2026-11-21 15:00Z', staff_id = 3, status = 'assigned' where booking_id = 6")
    await desk.press("Ctrl-T", .enter, "Ctrl-E", "Ctrl-U").type("1510").press("Ctrl-S")
    desk.expectMessage("Another visit has taken this collector's time.").expectLine(containing: "15:10")
    await desk.press("Ctrl-E", "Ctrl-U").type("17").press("Ctrl-S")
    desk.expectMessage("The visit is on Sat 21 Nov 2026 17:00 now.")
  }

  @Test("A move over a newer change is refused once, then goes over what is shown")
  func movedMeanwhile() async throws {
    let desk = try await nala()
    await desk.press("Ctrl-T", .enter, "Ctrl-E", "Ctrl-U").type("1510")
    try await changeElsewhere("update visits set starts_at = '2026-11-21 18:00Z' where booking_id = 5")
    await desk.press("Ctrl-S")
    desk.expectMessage("This booking was changed in the meantime.").expectLine(containing: "15:10")
    desk.expectLine(containing: "Sat 21 Nov 2026 18:00")
    await desk.press("Ctrl-S")
    desk.expectMessage("The visit is on Sat 21 Nov 2026 15:10 now.")
  }

  @Test("After a visit where nobody was there, another one is planned")
  func again() async throws {
    let desk = try await nala()
    try await changeElsewhere("update visits set status = 'no_show' where booking_id = 5")
    desk.app.notice(table: "visits", id: 5)
    await desk.idle()
    await desk.press("Ctrl-T")
    desk.expectLine(containing: "nobody is assigned to it yet")
    // An hour's notice from 10:05 on, in steps of five minutes; nobody has a way that is known.
    desk.expectLine(containing: "Free next: 11:05, Farid Ali.").expectLine(containing: "21 Nov 2026")
    desk.expectLine(containing: "11:05")
    await desk.press("Ctrl-E", "Ctrl-U").type("mon").press(.enter, "Ctrl-E", "Ctrl-U").type("12").press("Ctrl-S")
    desk.expectLine(containing: "Mon 23 Nov 2026 12:00–12:30 · visit 2").expectLine(containing: "nobody yet")
  }

  @Test("What section 7 does not allow next is greyed with its reason, or hidden")
  func allowed() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.type("chlo").press(.enter)
    desk.expectRefused("booking.reschedule", "A visit that is “Collected” is not moved to another time.")
    desk.expectRefused("booking.edit", nil).expectRefused("booking.export", nil)
    await desk.press("Ctrl-T")
    desk.expectMessage("is not moved to another time")
    await desk.press(.enter, .escape).type("pet_4").press(.enter)
    desk.expectRefused("booking.edit", "A booking that is “Cancelled” stays as it is.")
    desk.expectRefused("booking.export", "A cancelled booking is not confirmed.")
    #expect(desk.bookings?.availability(of: "prescription.open") == .hidden)
  }

  // MARK: Corrections

  @Test("Correcting a booking", arguments: sizes)
  func editing(_ size: Size) async throws {
    let desk = try await nala(size)
    await desk.press("Ctrl-E")
    desk.expectGolden(name("booking-edit", size))
    await desk.type(" Side gate.").press(.tab, "Ctrl-E", "Ctrl-U").type("5 Chapel Road").press("Ctrl-S")
    desk.expectMessage("The changes are saved.").expectLine(containing: "5 Chapel Road")
    desk.expectLine(containing: "Ring twice; the dog is shy. Side gate.")
    #expect(try await Rows.open().text("select date_of_birth::text from pets where name = 'Nala'") == "2022-02-02")
  }

  @Test("The pet is corrected: a birth is an age, a year or a day")
  func pet() async throws {
    let desk = try await nala()
    await desk.press("Ctrl-E", .tab, .tab, .tab, "Ctrl-E", "Ctrl-U").type("Naina").press(.tab, .tab, .tab, .tab)
    await desk.press("Ctrl-E", "Ctrl-U").type("mar 2021").press(.tab, "Ctrl-E", "Ctrl-U").type("18.4").press("Ctrl-S")
    desk.expectLine(containing: "Naina · Dog, Indie · F · 5 y 8 m · 18.4 kg")
    #expect(
      try await Rows.open().text("select concat_ws(' ', date_of_birth, birth_precision) from pets where id = 6")
        == "2021-03-01 month")
  }

  @Test(
    "A change over a newer one is refused in a sentence; what was typed stays, the rest is new, and then it is saved")
  func meanwhile() async throws {
    let desk = try await nala()
    await desk.press("Ctrl-E").type(" Side gate.")
    try await changeElsewhere("update bookings set address = '8 Chapel Road', notes = 'Ring once.' where id = 5")
    await desk.press("Ctrl-S")
    desk.expectMessage("Another desk changed this booking meanwhile. Nothing was saved; look at it first.")
    desk.expectLine(containing: "shy. Side gate.").expectLine(containing: "8 Chapel Road")
    #expect(try await Rows.open().text("select notes from bookings where id = 5") == "Ring once.")
    await desk.press("Ctrl-S")
    desk.expectMessage("The changes are saved.").expectLine(containing: "8 Chapel Road")
  }

  // MARK: Tests

  @Test("Other tests: the new price is shown, and saved when it is accepted", arguments: [usual, small])
  func tests(_ size: Size) async throws {
    let desk = try await nala(size)
    await desk.press("Ctrl-A").type("cbc")
    desk.expectGolden(name("booking-tests", size))
    await desk.press(.enter, "Ctrl-S")
    desk.expectGolden(name("booking-new-price", size))
    await desk.press("a")
    desk.expectMessage("The booking is changed; to pay: ₹1,310.00.").expectLine(containing: "CBC Complete blood count")
    #expect(
      try await Rows.open().text(
        """
        select concat_ws(' ', b.total, r.discount_amount, g.final_amount) from bookings b
        join coupon_redemptions r on r.booking_id = b.id join billing_records g on g.booking_id = b.id where b.id = 5
        """) == "131000 14000 131000")
  }

  @Test("A new price that is not accepted leaves the booking as it is and the sheet open")
  func notAccepted() async throws {
    let desk = try await nala()
    await desk.press("Ctrl-A", .backspace, "Ctrl-S")
    desk.expectDialog("The new price: ₹590.00").expectLine(containing: "Urine examination is no longer part")
    await desk.press("l")
    desk.expectDialog(nil)
    #expect(desk.bookings?.view?.sheet?.sheet.form.picks(.tests).map(\.title) == ["LFT"])
    #expect(try await Rows.open().count("select count(*) from booking_items where booking_id = 5") == 2)
  }

  // MARK: Prescriptions

  @Test("Reception opens a prescription and sees who could check it")
  func opening() async throws {
    let desk = try await nala()
    await desk.press("Ctrl-O")
    desk.expectMessage("The prescription is in /home/test/labrador-B-000005-nala.pdf.")
    #expect(desk.written["labrador-B-000005-nala.pdf"] == Array("%PDF-1.7 Nala".utf8))
    await desk.press("Ctrl-V")
    desk.expectMessage("Only Admin or Organisation owner may verify and query prescriptions.")
  }

  @Test("An admin queries a prescription with words, then verifies it")
  func checking() async throws {
    let desk = try await nala(as: TestClinic.admin)
    await desk.press("Ctrl-V")
    desk.expectGolden("booking-check-80x24")
    await desk.type("que").press(.enter, .enter)
    desk.expectLine(containing: "A query says what is in question.")
    await desk.type("Whose signature?").press(.enter)
    desk.expectMessage("The prescription is queried.")
    #expect(desk.bookings?.view?.booking?.prescriptions.first?.notes == "Whose signature?")
    await desk.press("Ctrl-V", "Ctrl-S")
    desk.expectMessage("The prescription is verified.")
    #expect(desk.bookings?.view?.booking?.prescriptions.first?.verifiedBy == "Dr Uma Bose")
  }

  // MARK: The confirmation

  @Test("The text of the confirmation has the words of the card that was read out")
  func confirmation() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().press("Ctrl-S")
    guard case .confirmed(let card)? = desk.bookings?.mode else {
      return desk.fail("Nothing is confirmed.", sourceLocation: #_sourceLocation)
    }
    await desk.press(.enter).type("bruno").press(.enter, "Ctrl-W")
    desk.expectMessage("The confirmation is in /home/test/labrador-B-000008.txt.")
    let text = String(decoding: desk.written["labrador-B-000008.txt"] ?? [], as: UTF8.self)
    #expect(text == "City Vet Lab, Sat 21 Nov 2026\n\n" + card.lines.joined(separator: "\n") + "\n")
  }
}
