import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// How sessions and rights end from elsewhere, and how the desks hear of it.
@Suite("Ending sessions and rights", .clinic)
struct SessionEndTests {
  private func expectEnded(_ desk: Desk, _ comment: Comment? = nil) async throws {
    let error = try await #require(throws: DeskError.self, comment) { _ = try await desk.findClients("Bruno") }
    #expect(error.code == .notSignedIn, comment)
  }

  @Test("Signing out everywhere ends every session of one person and of nobody else")
  func everywhere() async throws {
    let desks = [try await signedIn(), try await signedIn(), try await signedIn()]
    let colleague = try await signedIn(as: TestClinic.secondReceptionist)
    #expect(try await desks[0].ownSessions().map(\.isThis).filter { $0 }.count == 1)
    #expect(try await desks[0].ownSessions().count == 3)
    try await desks[1].signOutEverywhere()
    for desk in desks { try await expectEnded(desk) }
    #expect(try await colleague.findClients("Bruno").isEmpty == false)
  }

  @Test("A colleague of rank ends sessions of those below, and not of those above")
  func endSessions() async throws {
    let desks = [try await signedIn(), try await signedIn()]
    let admin = try await signedIn(as: TestClinic.admin)
    #expect(try await admin.endSessions(of: StaffID(1)) == 2)
    for desk in desks { try await expectEnded(desk) }
    for above in [StaffID(8), StaffID(9)] {
      let error = try await #require(throws: DeskError.self) { _ = try await admin.endSessions(of: above) }
      #expect(error.code == .rule(constraint: "LB061"))
    }
  }

  @Test("Deactivating a collector ends their sessions at once and returns the visit they are on the way to")
  func deactivated() async throws {
    let collector = try await signedIn(as: TestClinic.collector)
    try await collector.move(Step(machine: "booking", recordID: 5, to: "en_route"), reason: nil)
    let admin = try await signedIn(as: TestClinic.admin)
    #expect(try await admin.setActive(StaffID(3), false, reason: "Left") == 1)
    try await expectEnded(collector)
    let world = try await everything()
    #expect(
      try await world.texts(
        """
        select concat_ws(' ', v.status, v.staff_id, b.status, b.collection_staff_id)
        from visits v join bookings b on b.organization_id = v.organization_id and b.id = v.booking_id where b.id = 5
        """) == ["confirmed confirmed"])
    // What is over stays whose it was.
    #expect(try await world.texts("select status || ' ' || staff_id from visits where booking_id = 1") == ["closed 3"])
    let again = try await unsignedDesk().signIn(
      slug: TestClinic.slug, phone: TestClinic.collector.phone, password: TestClinic.password, origin: "test")
    #expect(again == .inactive)
  }

  @Test("Another role takes its rights away with the next transaction, and a withdrawn grant too")
  func rights() async throws {
    let desk = try await signedIn()
    let owner = try await signedIn(as: TestClinic.owner)
    #expect(try await desk.findClients("Bruno").isEmpty == false)
    try await owner.changeRole(of: StaffID(1), to: .analyst, reason: "Studies now")
    #expect(try await desk.findClients("Bruno").isEmpty)
    #expect(try await desk.profile().role == .analyst)
    let error = try await #require(throws: DeskError.self) {
      try await desk.move(Step(machine: "booking", recordID: 6, to: "cancelled"), reason: "Mine")
    }
    #expect(error.code == .notAllowed)

    try await owner.grant(.clientsRead, to: StaffID(1))
    #expect(try await desk.findClients("Bruno").isEmpty == false)
    try await owner.revoke(.clientsRead, from: StaffID(1))
    #expect(try await desk.findClients("Bruno").isEmpty)
  }

  @Test(
    "The desks of an organisation hear of ended sessions, changed accounts and a changed organisation; others do not")
  func notices() async throws {
    let admin = try await signedIn(as: TestClinic.admin)
    let listener = try await TestDatabase.current.connect(as: .desk)
    let neighbour = try await TestDatabase.current.connect(as: .desk)
    try await listener.listen(try await admin.profile().channel)
    try await neighbour.listen(try await signedIn(as: TestClinic.neighbour).profile().channel)

    let person = try await signedIn()
    let session = try await person.profile().sessionID
    _ = try await admin.endSessions(of: StaffID(1))
    try await admin.grant(.analyticsRead, to: StaffID(1))
    try await admin.changeRole(of: StaffID(2), to: .labTech, reason: "Trained")
    let owner = try await TestDatabase.current.connect(as: .owner)
    _ = try await owner.query("update organizations set idle_lock_minutes = 9 where id = 1")

    let expected =
      [#""staff_sessions", "id" : \#(session),"#, #""staff", "id" : 1,"#, #""staff", "id" : 2,"#]
      + [#""organizations", "id" : 1,"#]
    var heard: [String] = []
    for await notice in listener.notifications {
      heard.append(notice.payload)
      if notice.payload.contains(#""organizations""#) { break }
    }
    for part in expected { #expect(heard.contains { $0.contains(part) }, "\(part) in \(heard)") }
    for payload in heard {
      #expect(payload.wholeMatch(of: /\{"table" : "\w+", "id" : \d+, "version" : \d+\}/) != nil, "\(payload)")
    }
    // What the neighbours hear first is what is sent to them last.
    _ = try await owner.query("update organizations set idle_lock_minutes = 9 where id = 2")
    for await notice in neighbour.notifications {
      #expect(notice.payload.contains(#""organizations", "id" : 2,"#))
      break
    }
  }
}
