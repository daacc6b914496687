import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// What two desks could break together when they look after the same accounts or the same organisation.
@Suite("Two desks and the same account", .clinic)
struct AccountRaceTests {
  private func nina(_ name: String, phone: String = "98111 00042") throws -> NewColleague {
    NewColleague(
      name: name, phone: try PhoneNumber.parse(phone), email: nil, role: .collector, assignedArea: "Hebbal",
      password: "first words", isApproved: true)
  }

  private func colleague(_ name: String, seenBy desk: Desk) async throws -> Colleague {
    try #require(try await desk.colleagues().first { $0.name == name })
  }

  private func edit(_ person: Colleague, area: String) throws -> ColleagueEdit {
    ColleagueEdit(
      id: person.id, version: person.version, name: person.name, phone: try PhoneNumber.parse(person.phone),
      email: nil, assignedArea: area)
  }

  @Test("Of two desks that hire the same number at once, one does, and the other is told whose it is not")
  func hiring() async throws {
    let desks = [try await signedIn(as: TestClinic.admin), try await signedIn(as: TestClinic.owner)]
    let outcomes = await failures(of: desks) { desk, number in _ = try await desk.hire(nina("Nina \(number)")) }
    #expect(outcomes.compactMap { $0 }.map(\.sentence) == ["Another account has this phone number."])
    #expect(try await everything().count("select count(*) from staff where phone = '+919811100042'") == 1)
  }

  @Test("Of two desks that save the same account at once, one does, and the other is told to look again")
  func editing() async throws {
    let desks = [try await signedIn(as: TestClinic.admin), try await signedIn(as: TestClinic.owner)]
    let ravi = try await colleague("Ravi Kumar", seenBy: desks[0])
    let outcomes = await failures(of: desks) { desk, number in try await desk.edit(edit(ravi, area: "Area \(number)")) }
    #expect(outcomes.compactMap { $0 }.map(\.code) == [.stale])
    let winner = try #require(outcomes.firstIndex { $0 == nil })
    let now = try await colleague("Ravi Kumar", seenBy: desks[0])
    #expect(now.assignedArea == "Area \(winner)")
    #expect(now.version == ravi.version + 1)
  }

  @Test("Of two owners who deactivate each other at once, one stays")
  func eachOther() async throws {
    _ = try await TestDatabase.current.connect(as: .owner).query(
      "update staff set is_organization_owner = true where name = 'Dr Uma Bose'")
    let desks = [try await signedIn(as: TestClinic.admin), try await signedIn(as: TestClinic.owner)]
    let uma = try await colleague("Dr Uma Bose", seenBy: desks[0])
    let vikram = try await colleague("Vikram Sethi", seenBy: desks[0])
    _ = await failures(of: desks) { desk, number in
      _ = try await desk.setActive(number == 0 ? vikram.id : uma.id, false, reason: "A quarrel")
    }
    let active = try await everything().count(
      "select count(*) from staff where name in ('Dr Uma Bose', 'Vikram Sethi') and is_active")
    #expect(active == 1)
  }

  @Test(
    "A visit that is being assigned while its collector is deactivated, or stops collecting, comes back as well",
    arguments: Leaving.allCases)
  func assigning(_ leaving: Leaving) async throws {
    let admin = try await signedIn(as: TestClinic.admin)
    let ravi = try await colleague("Ravi Kumar", seenBy: admin)
    let world = try await everything()
    let connection = try await TestDatabase.current.connect(as: .desk)
    let token: String = try await connection.query(
      """
      select token from desk.sign_in(\(TestClinic.slug), \(TestClinic.receptionist.phone), \(TestClinic.password),
        'test', 'psql')
      """
    ).onlyRow().decode(at: 0)
    let leaves = try await connection.withTransaction(preamble: [
      "select set_config('labrador.session', \(token), true)"
    ]
    ) { connection in
      _ = try await connection.query("select desk.assign(6, 3)")
      let leaves = Task { try await leaving.take(ravi.id, at: admin) }
      // It waits for the assignment or, were there no lock, is over already.
      _ = try await eventually(timeout: .seconds(1)) {
        try await world.count("select count(*) from pg_locks where not granted") > 0
      }
      return leaves
    }
    try await leaves.value
    #expect(try await world.count("select count(*) from visits where staff_id = 3 and status = 'assigned'") == 0)
  }

  /// How a collector stops being one.
  enum Leaving: CaseIterable {
    case deactivated, promoted

    func take(_ id: StaffID, at desk: Desk) async throws {
      switch self {
      case .deactivated: _ = try await desk.setActive(id, false, reason: "Left the lab")
      case .promoted: try await desk.changeRole(of: id, to: .receptionist, reason: "Hurt his knee")
      }
    }
  }

  @Test("Whoever works in an organisation that is suspended is out at once and cannot come back")
  func suspending() async throws {
    let edda = try await signedIn(as: TestClinic.neighbour)
    let tara = try await signedIn(as: TestClinic.superuser)
    let hills = try #require(try await tara.organizations().first { $0.particulars.slug == "hills" })
    try await tara.setActive(hills.id, false, reason: "Bill not paid")
    let error = try await #require(throws: DeskError.self) { _ = try await edda.readShelf() }
    #expect(error.code == .notSignedIn)
    let again = try await edda.signIn(
      slug: "hills", phone: TestClinic.neighbour.phone, password: TestClinic.password, origin: "test")
    #expect(again == .suspended)
    let refused = try await #require(throws: DeskError.self) {
      _ = try await tara.switchOrganization(to: hills.id, origin: "test")
    }
    #expect(refused.sentence.contains("This organisation is suspended."))
    #expect(try await tara.profile().slug == "city")
  }

  @Test("Of two desks that found an organisation of the same short name at once, one does, with its owner")
  func founding() async throws {
    let desks = [try await signedIn(as: TestClinic.superuser), try await signedIn(as: TestClinic.superuser)]
    let phone = try PhoneNumber.parse("98200 11122")
    let outcomes = await failures(of: desks) { desk, number in
      _ = try await desk.found(
        FirstStart(
          organizationName: "Coast \(number)", slug: "coast", currency: "INR", timeZone: "UTC", countryCode: "IN",
          staffName: "Mira Fernandes", phone: phone, password: "a short sentence"))
    }
    #expect(
      outcomes.compactMap { $0 }.map(\.sentence) == ["Another organisation has this short name. Choose another."])
    #expect(try await everything().count("select count(*) from staff where phone = '+919820011122'") == 1)
  }
}
