import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Who may be the one that is written down: found, shown before anything is saved, and remembered as two.
@Suite("Likely duplicates", .clinic)
struct DuplicateTests {
  /// A client as somebody writes them down, and who of the small clinic they may be.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var phone = "+919000000001"
    var second: String?
    var email: String?
    var pet: String?
    var found: [String]
    var testDescription: String { "\(name) \(phone)" }
  }

  private static let sharmas = ["Priya Sharma phone_and_name", "Anil Sharma phone"]

  static let cases: [Case] = [
    Case(name: "Priya Sharma", phone: "+919845012345", found: sharmas),
    Case(name: "Sharma, Priya", phone: "+919845012345", found: sharmas),
    Case(name: "PRIYASHARMA", phone: "+919845012345", found: sharmas),
    Case(name: "Preeya Sharma", phone: "+919845012345", found: sharmas),
    Case(name: "P. Sharma", phone: "+919845012345", found: sharmas),
    Case(name: "Priya", phone: "+919845012345", found: sharmas),
    Case(name: "Rahul Verma", phone: "+919845012345", found: ["Anil Sharma phone", "Priya Sharma phone"]),
    Case(name: "Jose Munoz", phone: "+919845067890", found: ["José Muñoz phone_and_name"]),
    Case(name: "Nina Roy", second: "+919845067890", found: ["José Muñoz phone"]),
    Case(name: "Nina Roy", email: "JOSE@Example.org", found: ["José Muñoz email"]),
    Case(name: "Nina Roy", phone: "+918023456789", found: ["Meera Iyer phone"]),
    Case(name: "Thomas DSouza", pet: "nala", found: ["Thomas D'Souza name_and_pet"]),
    Case(name: "Thomas D'Souza", pet: "Milo", found: []),
    Case(name: "Thomas D'Souza", found: []),
    Case(name: "Nina Roy", found: []),
  ]

  private func entry(_ example: Case) throws -> ClientEntry {
    ClientEntry(
      name: try PersonName(example.name), phone: try #require(PhoneNumber(stored: example.phone)),
      secondPhone: example.second.flatMap { PhoneNumber(stored: $0) },
      email: try example.email.map { try EmailAddress($0) })
  }

  @Test("Clients who may be the same are found with what they have in common", arguments: cases)
  func clients(_ example: Case) async throws {
    let desk = try await signedIn()
    let found = try await desk.likelyClients(try entry(example), pet: example.pet)
    #expect(found.map { "\($0.name) \($0.reason.rawValue)" } == example.found)
  }

  @Test("A second number that is known counts, and so does a number that was stored without its country")
  func otherNumbers() async throws {
    _ = try await everything().query(
      "update users set second_phone = '98450 99999', phone = '080 2345 6789' where id = 6")
    let desk = try await signedIn()
    for number in ["+919845099999", "+918023456789"] {
      let found = try await desk.likelyClients(try entry(Case(name: "Mira Iyer", phone: number, found: [])))
      #expect(found.map { "\($0.name) \($0.reason.rawValue)" } == ["Meera Iyer phone_and_name"], "\(number)")
    }
  }

  @Test(
    "Pets that may be the same are found under their client, under whoever shares the number, and by their chip",
    arguments: [
      (1, "Bruno", Species.dog, "", ["Bruno same_client"]), (1, "bruno", .unknown, "", ["Bruno same_client"]),
      (1, "Brunoo", .dog, "", ["Bruno same_client"]), (1, "Bruno", .cat, "", []), (1, "Milo", .dog, "", []),
      (1, "Misty", .cat, "", ["Misty shared_phone"]), (2, "Bruno", .dog, "", ["Bruno shared_phone"]),
      (3, "Milo", .dog, "985 112 003 456 789", ["Nala microchip"]),
      (5, "Nala", .dog, "985112003456789", ["Nala microchip"]), (5, "Rex", .dog, "", ["Rex same_client"]),
    ])
  func pets(_ client: Int, _ name: String, _ species: Species, _ chip: String, _ wanted: [String]) async throws {
    _ = try await everything().query("update pets set microchip = '985112003456789', is_active = false where id = 6")
    let desk = try await signedIn()
    let found = try await desk.likelyPets(
      PetEntry(name: name, species: species, microchip: chip), of: ClientID(Int64(client)))
    #expect(found.map { "\($0.name) \($0.reason.rawValue)" } == wanted)
  }

  @Test("Two that were said to be two are not offered again, from either side")
  func keptApart() async throws {
    let desk = try await signedIn()
    let priya = try entry(Case(name: "Priya Sharma", phone: "+919845012345", found: []))
    let anil = try entry(Case(name: "Anil Sharma", phone: "+919845012345", found: []))
    #expect(try await desk.likelyClients(priya, known: ClientID(1)).map(\.id) == [ClientID(2)])
    try await desk.keepApart(ClientID(2), from: [ClientID(1), ClientID(2)])
    try await desk.keepApart(ClientID(1), from: [ClientID(2)])
    #expect(try await desk.likelyClients(priya, known: ClientID(1)) == [])
    #expect(try await desk.likelyClients(anil, known: ClientID(2)) == [])

    let bruno = PetEntry(name: "Bruno", species: .dog)
    let twin = try await desk.add(bruno, to: ClientID(2), distinct: DistinctRecords(pets: [PetID(1)]))
    guard case .added(let id) = twin else {
      Issue.record("\(twin)")
      return
    }
    #expect(try await desk.likelyPets(bruno, of: ClientID(2), known: id) == [])
    #expect(try await desk.likelyPets(bruno, of: ClientID(1), known: PetID(1)) == [])
    let stored = try await everything().texts(
      """
      select concat_ws(' ', first_client_id, second_client_id, first_pet_id, second_pet_id, s.name) from not_duplicates n
      join staff s on s.organization_id = n.organization_id and s.id = n.noted_by order by n.id
      """)
    #expect(stored == ["1 2 Asha Rao", "1 \(id) Asha Rao"])
  }

  @Test("A new client who looks like another is shown before anything is saved, and saved once they are two")
  func adding() async throws {
    let desk = try await signedIn()
    let world = try await everything()
    let before = try await world.count("select count(*) from users")
    let entry = try entry(Case(name: "Priya Sharma", phone: "+919845012345", found: []))
    guard case .likelyDuplicates(let shown) = try await desk.add(entry, distinct: DistinctRecords()) else {
      Issue.record("it was saved")
      return
    }
    #expect(shown.clients.map(\.name) == ["Priya Sharma", "Anil Sharma"] && shown.clients[0].pets == ["Bruno"])
    #expect(try await world.count("select count(*) from users") == before)
    var distinct = DistinctRecords()
    distinct.formUnion(shown)
    guard case .added = try await desk.add(entry, distinct: distinct) else {
      Issue.record("it was not saved")
      return
    }
    #expect(try await world.count("select count(*) from users") == before + 1)
    #expect(try await world.count("select count(*) from not_duplicates") == 2)
  }

  @Test("Desks that write down the same new client at once make one; the others are shown the one that was made")
  func addingRace() async throws {
    var desks: [Desk] = []
    for _ in 0..<6 { desks.append(try await signedIn()) }
    let entry = try entry(Case(name: "Nina Roy", found: []))
    let refusals = await failures(of: desks) { desk, _ in
      if case .likelyDuplicates(let shown) = try await desk.add(entry, distinct: DistinctRecords()) {
        #expect(shown.clients.first?.name == "Nina Roy" && shown.clients.first?.reason == .phoneAndName)
      }
    }
    #expect(refusals.allSatisfy { $0 == nil })
    #expect(try await everything().count("select count(*) from users where full_name = 'Nina Roy'") == 1)
  }

  @Test("A booking for a new client or pet that looks like another waits for the answer and loses nothing")
  func confirming() async throws {
    let desk = try await signedIn()
    let world = try await everything()
    var request = try await Requests(desk).visit(1)
    request.draft.client = .new(
      name: "Priya Sharma", phone: PhoneNumber(stored: "+919845012345"), secondPhone: nil, email: "")
    request.draft.pet = .new(PetEntry(name: "Bruno", species: .dog))
    request.draft.address?.id = nil
    guard case .likelyDuplicates(let shown) = try await desk.confirm(request) else {
      Issue.record("it was saved")
      return
    }
    #expect(shown.clients.map(\.id) == [ClientID(1), ClientID(2)])
    #expect(shown.pets.map(\.id) == [PetID(1)] && shown.pets[0].reason == .sharedPhone)
    #expect(try await world.count("select count(*) from request_log") == 0)

    request.distinct.formUnion(shown)
    guard case .confirmed(let booking) = try await desk.confirm(request) else {
      Issue.record("it was not saved")
      return
    }
    let made = try await desk.booking(booking.id)
    #expect(made.client.id > ClientID(7) && made.pet.id > PetID(9))
    #expect(
      try await world.texts(
        """
        select concat_ws(' ', first_client_id, second_client_id, first_pet_id, second_pet_id) from not_duplicates order by id
        """) == ["1 \(made.client.id)", "2 \(made.client.id)", "1 \(made.pet.id)"])

    // A new pet of a client who is there.
    var another = try await Requests(desk).visit(2, at: "2027-03-02 09:00:00")
    another.draft.pet = .new(PetEntry(name: "Brunoo", species: .dog))
    guard case .likelyDuplicates(let pets) = try await desk.confirm(another) else {
      Issue.record("it was saved")
      return
    }
    #expect(pets.clients.isEmpty && pets.pets.map(\.id).contains(PetID(1)))
  }

  @Test("Nobody is shown the clients of the neighbours")
  func neighbours() async throws {
    let neighbour = try await signedIn(as: TestClinic.neighbour)
    let priya = try entry(Case(name: "Priya Sharma", phone: "+919845012345", found: []))
    #expect(try await neighbour.likelyClients(priya).map(\.name) == ["Hanna Berg"])
    #expect(try await neighbour.likelyPets(PetEntry(name: "Bruno", species: .dog), of: ClientID(1)) == [])
    await #expect(throws: DeskError.self) { try await neighbour.keepApart(ClientID(1), from: [ClientID(2)]) }
  }
}
