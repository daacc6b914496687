import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// One booking with everything about it, and what is changed on it.
@Suite("One booking", .clinic)
struct FullBookingTests {
  private static let pdf: [UInt8] = Array("%PDF-1.7\nA dog, a signature.\n%%EOF\n".utf8)
  private let nala = BookingID(5)

  private func confirmed(by desk: Desk) async throws -> FullBooking {
    let attachment = try LabCore.Attachment(fileName: "bruno.pdf", content: Self.pdf)
    let request = try await Requests(desk).visit(1, collector: StaffID(3), coupon: "WELCOME10", attachment: attachment)
    guard case .confirmed(let booking) = try await desk.confirm(request) else { throw NotConfirmed() }
    return try await desk.booking(booking.id)
  }

  private struct NotConfirmed: Error {}

  @Test("What was confirmed is read back with people, tests, price, coupon, bill, document and steps")
  func everything() async throws {
    let booking = try await confirmed(by: try await signedIn())
    #expect(booking.number == "B-000008")
    #expect(booking.status == .assigned && booking.method == .home && booking.attempt == 1)
    #expect(booking.startsAt.description == "2027-03-01 09:00:00" && booking.durationMinutes == 30)
    #expect(booking.client.name.text == "Priya Sharma" && booking.pet.name == "Bruno")
    #expect(booking.collector == "Ravi Kumar" && booking.distance?.metres == 5000 && booking.area == "Indiranagar")
    #expect(booking.items.map(\.test.code) == ["CBC", "LFT"])
    #expect(booking.items.map(\.unitPrice.minorUnits) == [45_000, 60_000])
    #expect(booking.items.map(\.status) == [.pending, .pending])
    // 1050.00 less ten per cent is 945.00; 50.00 and two of five kilometres at 15.00 make 80.00.
    #expect(booking.price.discount.minorUnits == 10_500 && booking.price.distanceCharge.minorUnits == 8_000)
    #expect(booking.price.total.minorUnits == 102_500)
    #expect(booking.coupon?.code == "WELCOME10" && booking.coupon?.amount.minorUnits == 10_500)
    #expect(booking.bill?.status == .draft && booking.bill?.invoiceNumber == nil)
    #expect(booking.madeBy == "Asha Rao")
    #expect(booking.steps.map(\.to) == [.confirmed, .assigned] && booking.steps.allSatisfy { $0.by == "Asha Rao" })
    let paper = try #require(booking.prescriptions.first)
    #expect(paper.fileName == "bruno.pdf" && paper.byteCount == Self.pdf.count && paper.isStored)
    #expect(paper.standing == .unchecked)
  }

  @Test("A booking of another organisation is not there")
  func neighbours() async throws {
    let desk = try await signedIn(as: TestClinic.neighbour)
    let error = try await #require(throws: DeskError.self) { _ = try await desk.booking(nala) }
    #expect(error.code == .stale)
  }

  // MARK: Another time

  private func move(_ booking: FullBooking, to text: String, _ reason: String? = nil) throws -> BookingMove {
    BookingMove(
      id: booking.id, version: booking.version, startsAt: try #require(LocalDateTime(text)), reason: reason)
  }

  @Test("A visit moves with its collector; the version that was read is used once")
  func moving() async throws {
    let desk = try await signedIn()
    let before = try await desk.booking(nala)
    try await desk.reschedule(try move(before, to: "2026-12-01 14:30:00", "The client is away"))
    let after = try await desk.booking(nala)
    #expect(after.startsAt.description == "2026-12-01 14:30:00" && after.collector == "Ravi Kumar")
    #expect(after.status == .assigned && after.attempt == 1)
    let error = try await #require(throws: DeskError.self) {
      try await desk.reschedule(try move(before, to: "2026-12-01 16:30:00"))
    }
    #expect(error.code == .stale)
    #expect(try await desk.booking(nala) == after)
  }

  @Test("A collector who is busy is named as the reason, and the visit stays where it was")
  func busy() async throws {
    let desk = try await signedIn()
    let other = try await confirmed(by: desk)
    let before = try await desk.booking(nala)
    let error = try await #require(throws: DeskError.self) {
      try await desk.reschedule(try move(before, to: other.startsAt.description))
    }
    #expect(error.code == .rule(constraint: "ex_visits_staff_overlap"))
    #expect(try await desk.booking(nala) == before)
  }

  @Test(
    "After a visit that failed, another one is planned for nobody yet", arguments: [BookingStatus.noShow, .failedVisit])
  func again(_ status: BookingStatus) async throws {
    let desk = try await signedIn()
    let way: [BookingStatus] = status == .noShow ? [.noShow] : [.enRoute, .arrived, .failedVisit]
    for step in way {
      try await desk.move(
        Step(machine: "booking", recordID: nala.rawValue, to: step.rawValue), reason: "The gate was locked")
    }
    try await desk.reschedule(try move(try await desk.booking(nala), to: "2026-12-01 14:30:00"))
    let after = try await desk.booking(nala)
    #expect(after.status == .confirmed && after.attempt == 2 && after.collector == nil)
    #expect(after.startsAt.description == "2026-12-01 14:30:00")
  }

  // MARK: Corrections

  @Test("Notes, place and pet are saved together; another place is no longer the client's address on file")
  func editing() async throws {
    let desk = try await signedIn()
    let before = try await confirmed(by: desk)
    var pet = before.pet
    pet.name = "Bruno the Second"
    pet.weight = Weight("29.5")
    try await desk.edit(
      BookingEdit(
        id: before.id, version: before.version,
        visit: BookingEdit.Visit(notes: "Ring twice", address: "9 Hill Street", area: "Domlur"), pet: pet))
    let after = try await desk.booking(before.id)
    #expect(after.notes == "Ring twice" && after.address == "9 Hill Street" && after.area == "Domlur")
    #expect(after.pet.name == "Bruno the Second" && after.pet.weight?.grams == 29_500)
    #expect(after.price == before.price)
    let world = try await LabStoreTests.everything()
    #expect(
      try await world.count(
        """
        select count(*) from bookings b join visits v on v.organization_id = b.organization_id and v.booking_id = b.id
        where b.id = \(before.id) and b.collection_address_id is null and b.collection_latitude is null
          and v.address_id is null
        """) == 1)
  }

  @Test("A pet that another desk has changed keeps the whole edit from being saved")
  func stalePet() async throws {
    let desk = try await signedIn()
    let before = try await desk.booking(nala)
    var mine = before.pet
    mine.breed = "Pariah"
    var theirs = before.pet
    theirs.weight = Weight("18")
    let other = try await signedIn(as: TestClinic.secondReceptionist)
    try await other.edit(BookingEdit(id: nala, version: before.version, visit: nil, pet: theirs))
    let visit = BookingEdit.Visit(notes: "Ring twice", address: before.address, area: nil)
    let error = try await #require(throws: DeskError.self) {
      try await desk.edit(BookingEdit(id: nala, version: before.version, visit: visit, pet: mine))
    }
    #expect(error.sentence == "Another desk changed this pet meanwhile. Nothing was saved; look at it first.")
    let after = try await desk.booking(nala)
    #expect(after.notes == nil && after.pet.breed == "Indie" && after.pet.weight == Weight("18"))
  }

  // MARK: Prescriptions

  @Test("An admin queries and verifies a prescription; reception may not, and no desk writes the verdict by itself")
  func checking() async throws {
    let reception = try await signedIn()
    let booking = try await confirmed(by: reception)
    let paper = try #require(booking.prescriptions.first)
    #expect(try await reception.content(of: paper.id) == Self.pdf)
    let check = PrescriptionCheck(id: paper.id, version: paper.version, isVerified: true, notes: nil)
    let refused = try await #require(throws: DeskError.self) { try await reception.check(check) }
    #expect(refused.code == .notAllowed)

    let admin = try await signedIn(as: TestClinic.admin)
    var query = check
    query.isVerified = false
    let unsaid = try await #require(throws: DeskError.self) { try await admin.check(query) }
    #expect(unsaid.sentence == "A query says what is in question. Nothing was saved.")
    query.notes = "The date is missing"
    try await admin.check(query)
    let queried = try #require(try await admin.booking(booking.id).prescriptions.first)
    #expect(queried.standing == .queried && queried.notes == "The date is missing")
    let stale = try await #require(throws: DeskError.self) { try await admin.check(check) }
    #expect(stale.code == .stale)
    try await admin.check(PrescriptionCheck(id: paper.id, version: queried.version, isVerified: true, notes: nil))
    let verified = try #require(try await admin.booking(booking.id).prescriptions.first)
    #expect(verified.standing == .verified && verified.verifiedBy == "Dr Uma Bose" && verified.notes == nil)

    let bare = try await BareSession.begin(as: TestClinic.admin)
    let attempt = try await bare.attempt("update prescription_uploads set verified_by_admin_id = null").refusal
    #expect(attempt == .insufficientPrivilege)
    await bare.connection.close()
  }

  // MARK: Two desks

  @Test("Of two desks that move the same visit at once, one does, and the other is told", arguments: 1...5)
  func racingMoves(_ round: Int) async throws {
    let desks = [try await signedIn(), try await signedIn(as: TestClinic.secondReceptionist)]
    let before = try await desks[0].booking(nala)
    let outcomes = await failures(of: desks) { desk, number in
      try await desk.reschedule(try move(before, to: "2026-12-0\(number + 1) 14:30:00"))
    }
    #expect(outcomes.compactMap { $0 }.map(\.code) == [.stale])
    let winner = try #require(outcomes.firstIndex { $0 == nil })
    #expect(try await desks[0].booking(nala).startsAt.date.day == winner + 1)
  }

  @Test("Of a desk that cancels and one that corrects what it saw at once, one is told", arguments: 1...5)
  func racingCancellation(_ round: Int) async throws {
    let desks = [try await signedIn(), try await signedIn(as: TestClinic.secondReceptionist)]
    let before = try await desks[0].booking(nala)
    let outcomes = await failures(of: desks) { desk, number in
      if number == 0 {
        let step = Step(machine: BookingStatus.machineName, recordID: before.id.rawValue, to: "cancelled")
        try await desk.move(step, reason: "The client is away", version: before.version)
      } else {
        let visit = BookingEdit.Visit(notes: "Ring twice", address: before.address, area: nil)
        try await desk.edit(BookingEdit(id: nala, version: before.version, visit: visit, pet: nil))
      }
    }
    #expect(outcomes.compactMap { $0 }.map(\.code) == [.stale])
    let after = try await desks[0].booking(nala)
    #expect((after.status == .cancelled) == (outcomes[0] == nil))
    #expect((after.notes == "Ring twice") == (outcomes[1] == nil))
  }

  @Test(
    "Of two desks that correct the same booking at once, one does, and nothing of the other is saved", arguments: 1...5)
  func racingEdits(_ round: Int) async throws {
    let desks = [try await signedIn(), try await signedIn(as: TestClinic.secondReceptionist)]
    let before = try await desks[0].booking(nala)
    let outcomes = await failures(of: desks) { desk, number in
      let visit = BookingEdit.Visit(notes: "Desk \(number)", address: before.address, area: nil)
      var pet = before.pet
      pet.breed = "Breed \(number)"
      try await desk.edit(BookingEdit(id: nala, version: before.version, visit: visit, pet: pet))
    }
    #expect(outcomes.compactMap { $0 }.map(\.code) == [.stale])
    let winner = try #require(outcomes.firstIndex { $0 == nil })
    let after = try await desks[0].booking(nala)
    #expect(after.notes == "Desk \(winner)" && after.pet.breed == "Breed \(winner)")
  }
}
