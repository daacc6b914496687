import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Pets that died, pets and clients who are no longer active: what may be booked for them, and what stands already.
@Suite("Guards", .clinic)
struct GuardTests {
  private struct NotAsExpected: Error { var outcome: String }

  private func bruno(at desk: Desk) async throws -> Pet {
    try #require(try await desk.readClient(ClientID(1)).pets.first)
  }

  /// A visit of Bruno as he is now.
  private func visit(_ number: Int, by desk: Desk, because reason: String = "") async throws -> BookingRequest {
    var request = try await Requests(desk).visit(number, at: "2027-03-0\(number) 09:00:00")
    request.draft.guardReason = reason
    return request
  }

  private func confirmed(_ request: BookingRequest, by desk: Desk) async throws -> BookingID {
    guard case .confirmed(let booking) = try await desk.confirm(request) else {
      throw NotAsExpected(outcome: "not confirmed")
    }
    return booking.id
  }

  private func today() async throws -> CalendarDate {
    try #require(CalendarDate(try await everything().texts("select (now() at time zone 'UTC')::date::text")[0]))
  }

  private func refusal(_ body: () async throws -> Void) async -> DeskError? {
    do {
      try await body()
      return nil
    } catch {
      return DeskError(error)
    }
  }

  @Test("A pet is deceased on a day, inactive for a reason, and active again as if nothing had been")
  func standings() async throws {
    let desk = try await signedIn()
    let today = try await today()
    let before = try await bruno(at: desk)
    _ = try await desk.mark(before, as: .deceased(on: today.adding(days: -2)))
    var pet = try await bruno(at: desk)
    #expect(pet.isDeceased && pet.deceasedOn == today.adding(days: -2) && pet.isActive)
    _ = try await desk.mark(pet, as: .inactive(reason: "Moved to Pune"))
    pet = try await bruno(at: desk)
    #expect(!pet.isDeceased && pet.deceasedOn == nil && !pet.isActive && pet.inactiveReason == "Moved to Pune")
    _ = try await desk.mark(pet, as: .active, reason: "It was another Bruno")
    pet = try await bruno(at: desk)
    var same = before
    same.version = pet.version
    #expect(pet == same)
    let trail = try await everything().texts(
      """
      select concat_ws(' ', action, new_values ->> 'is_deceased', new_values ->> 'is_active', reason)
      from audit_logs where entity_type = 'pets' and entity_id = 1 order by id
      """)
    #expect(trail.suffix(3) == ["UPDATE true", "UPDATE false false Moved to Pune", "UPDATE true It was another Bruno"])
  }

  @Test("What a mark lacks is said")
  func refusedMarks() async throws {
    let desk = try await signedIn()
    let (today, pet) = (try await today(), try await bruno(at: desk))
    #expect(
      await refusal { _ = try await desk.mark(pet, as: .deceased(on: today.adding(days: 1))) }?.code
        == .rule(constraint: "LB081"))
    #expect(
      await refusal { _ = try await desk.mark(pet, as: .deceased(on: try #require(CalendarDate("2021-03-13")))) }?.code
        == .rule(constraint: "LB081"))
    #expect(
      await refusal { _ = try await desk.mark(pet, as: .inactive(reason: " ")) }
        == DeskError(
          .rule(constraint: "LB082"), "An inactive pet has the reason for it. Nothing was saved."))
    var old = pet
    old.version = 99
    #expect(await refusal { _ = try await desk.mark(old, as: .active) }?.code == .stale)
    let client = try await desk.readClient(ClientID(1)).client
    #expect(await refusal { _ = try await desk.mark(client, inactiveBecause: "") }?.code == .rule(constraint: "LB082"))
    let technician = try await signedIn(as: TestClinic.labTechnician)
    #expect(await refusal { _ = try await technician.mark(pet, as: .active) }?.code == .notAllowed)
  }

  @Test("Nothing is booked for a deceased pet, an inactive one or an inactive client without a reason that is kept")
  func reasons() async throws {
    let desk = try await signedIn()
    let marks: [(String, @Sendable (Desk, CalendarDate) async throws -> Void, String)] = [
      (
        "LB025", { desk, today in _ = try await desk.mark(try await bruno(at: desk), as: .deceased(on: today)) },
        "Bruno is deceased. Nothing was saved. It can be booked with a reason."
      ),
      (
        "LB026", { desk, _ in _ = try await desk.mark(try await bruno(at: desk), as: .inactive(reason: "Moved")) },
        "Bruno is deactivated. Nothing was saved. It can be booked with a reason."
      ),
      (
        "LB080",
        { desk, _ in
          _ = try await desk.mark(try await bruno(at: desk), as: .active)
          _ = try await desk.mark(try await desk.readClient(ClientID(1)).client, inactiveBecause: "Moved")
        }, "Priya Sharma is no longer active. Nothing was saved. It can be booked with a reason."
      ),
    ]
    let today = try await today()
    for (number, (code, mark, sentence)) in marks.enumerated() {
      try await mark(desk, today)
      let silent = try await visit(number + 1, by: desk)
      #expect(
        await refusal { _ = try await desk.confirm(silent) } == DeskError(.rule(constraint: code), sentence))
      let curt = try await visit(number + 1, by: desk, because: "x")
      #expect(
        await refusal { _ = try await desk.confirm(curt) }?.code == .rule(constraint: "ck_bookings_guard_reason"))
      let id = try await confirmed(try await visit(number + 1, by: desk, because: " Histology "), by: desk)
      let booking = try await desk.booking(id)
      #expect(booking.guardReason == "Histology" && booking.attention == nil)
    }
    #expect(try await everything().count("select count(*) from bookings where guard_reason = 'Histology'") == 3)
  }

  @Test("A reason where nothing stands against the booking is not kept")
  func needlessReason() async throws {
    let desk = try await signedIn()
    let id = try await confirmed(try await visit(1, by: desk, because: "Just because"), by: desk)
    #expect(try await desk.booking(id).guardReason == nil)
  }

  @Test("Bookings that wait for a visit are marked with the pet, and cleared by a decision, a cancellation or the pet")
  func attention() async throws {
    let desk = try await signedIn()
    let today = try await today()
    let ids = [
      try await confirmed(try await visit(1, by: desk), by: desk),
      try await confirmed(try await visit(2, by: desk), by: desk),
      try await confirmed(try await visit(3, by: desk), by: desk),
    ]
    func marks() async throws -> [BookingObjection?] {
      var marks: [BookingObjection?] = []
      for id in ids { marks.append(try await desk.booking(id).attention) }
      return marks
    }
    // The visit of a fortnight ago is over.
    #expect(try await desk.mark(try await bruno(at: desk), as: .deceased(on: today)) == 3)
    #expect(try await marks() == [.petDeceased, .petDeceased, .petDeceased])
    let listed = try await desk.bookings(
      BookingQuery(from: try #require(CalendarDate("2027-03-01")), until: try #require(CalendarDate("2027-03-03"))))
    #expect(listed.map(\.attention) == [.petDeceased, .petDeceased, .petDeceased])

    let first = try await desk.booking(ids[0])
    #expect(await refusal { try await desk.settle(ids[0], version: first.version - 1) }?.code == .stale)
    try await desk.settle(ids[0], version: first.version, reason: "Samples are taken at the clinic")
    _ = try await everything().query("select set_config('labrador.reason', '', false)")
    let session = try await BareSession.begin()
    try await session.run(["select desk.move('booking', \(ids[1]), 'cancelled', 'Bruno died')"])
    #expect(try await marks() == [nil, nil, .petDeceased])
    #expect(
      await refusal { try await desk.settle(ids[0], version: try await desk.booking(ids[0]).version) }?.code
        == .rule(constraint: "LB084"))

    #expect(try await desk.mark(try await bruno(at: desk), as: .inactive(reason: "Moved")) == 2)
    #expect(try await marks() == [.petInactive, nil, .petInactive])
    let client = try await desk.readClient(ClientID(1)).client
    _ = try await desk.mark(client, inactiveBecause: "Moved")
    #expect(try await marks() == [.petInactive, nil, .petInactive])
    #expect(try await desk.mark(try await bruno(at: desk), as: .active) == 2)
    #expect(try await marks() == [.clientInactive, nil, .clientInactive])
    #expect(try await desk.mark(try await desk.readClient(ClientID(1)).client, inactiveBecause: nil) == 0)
    #expect(try await marks() == [nil, nil, nil])
  }

  @Test("A booking that stands is worked on as before, whatever became of the pet")
  func standingBookings() async throws {
    let desk = try await signedIn()
    let id = try await confirmed(try await visit(1, by: desk), by: desk)
    _ = try await desk.mark(try await bruno(at: desk), as: .deceased(on: try await today()))
    let booking = try await desk.booking(id)
    let shelf = try await desk.readShelf()
    let urine = try #require(shelf.catalogue.tests.first { $0.code == "URN" })
    var revision = Revision(
      id: id, version: booking.version, cart: Cart([CartEntry(.test(urine.id))]), distance: booking.distance,
      couponCode: "", currency: try await desk.profile().currency)
    guard case .priced(let price, _) = try await desk.revise(revision) else {
      throw NotAsExpected(outcome: "saved without a price")
    }
    revision.accepted = price
    guard case .saved = try await desk.revise(revision) else { throw NotAsExpected(outcome: "not saved") }
    let moved = try await desk.booking(id)
    try await desk.reschedule(
      BookingMove(id: id, version: moved.version, startsAt: moved.startsAt.adding(minutes: 60), reason: nil))
    #expect(try await desk.booking(id).attention == .petDeceased)
  }

  @Test("A pet that dies while it is being booked is refused or its booking is marked, never neither")
  func race() async throws {
    let (booker, marker) = (try await signedIn(), try await signedIn(as: TestClinic.secondReceptionist))
    let today = try await today()
    for round in 1...9 {
      let request = try await visit(round, by: booker)
      let pet = try await bruno(at: marker)
      let refusals = await failures(of: [booker, marker]) { desk, number in
        if number == 0 {
          _ = try await desk.confirm(request)
        } else {
          _ = try await desk.mark(pet, as: .deceased(on: today))
        }
      }
      #expect(refusals[1] == nil, "round \(round)")
      let marks = try await everything().texts(
        "select coalesce(attention, 'none') from bookings where request_key = \(request.key)::uuid")
      if let refusal = refusals[0] {
        #expect(refusal.code == .rule(constraint: "LB025") && marks == [], "round \(round): \(refusal)")
      } else {
        #expect(marks == ["pet_deceased"], "round \(round)")
      }
      _ = try await marker.mark(try await bruno(at: marker), as: .active)
    }
  }

  @Test("Whoever marks a pet waits for the booking that is under way, and marks it too")
  func waiting() async throws {
    let world = try await everything()
    let session = try await BareSession.begin()
    let token = try #require(session.token)
    let marker = try await signedIn(as: TestClinic.secondReceptionist)
    let (today, pet) = (try await today(), try await bruno(at: marker))
    let marking = try await session.connection.withTransaction(
      preamble: ["select set_config('labrador.session', \(token), true)"]
    ) { connection in
      _ = try await connection.query(
        """
        insert into bookings (organization_id, user_id, pet_id, booking_date, status)
        values (1, 1, 1, now() + interval '1 day', 'confirmed')
        """)
      let marking = Task { try await marker.mark(pet, as: .deceased(on: today)) }
      let waits = try await eventually {
        try await world.count(
          "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%mark_pet%'") == 1
      }
      #expect(waits)
      return marking
    }
    #expect(try await marking.value == 1)
  }
}
