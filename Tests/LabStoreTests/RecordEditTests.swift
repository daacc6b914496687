import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Clients, pets, addresses and weights: saved over the version that was read or not at all.
@Suite("Editing records", .clinic)
struct RecordEditTests {
  private func priya(at desk: Desk) async throws -> (client: Client, pet: Pet, address: Address) {
    let record = try await desk.readClient(ClientID(1))
    return (record.client, try #require(record.pets.first), try #require(record.addresses.first))
  }

  @Test("What is typed is what is there")
  func saving() async throws {
    let desk = try await signedIn()
    var (client, pet, address) = try await priya(at: desk)
    client.name = try PersonName("Priya Nair")
    client.secondPhone = PhoneNumber(stored: "+919845000001")
    client.preferredName = "Priya ma'am"
    client.notes = "Rings before coming."
    client.email = nil
    pet.microchip = "985 112 003 456 789"
    pet.medicalHistory = "Hip dysplasia"
    pet.breed = " "
    address.mapLink = "https://maps.app.goo.gl/abc"
    address.state = "Karnataka"
    address.point = nil
    guard case .saved(let savedClient) = try await desk.save(client),
      case .saved(let savedPet) = try await desk.save(pet),
      case .saved(let savedAddress) = try await desk.save(address)
    else {
      Issue.record("not saved")
      return
    }
    client.version = 2
    #expect(savedClient == client)
    #expect(savedPet.microchip == "985112003456789" && savedPet.breed == nil && savedPet.version == 2)
    address.version = 2
    #expect(savedAddress == address && savedAddress.isDefault)
    let read = try await desk.readClient(ClientID(1))
    #expect(read.client == client && read.pets == [savedPet] && read.addresses == [address])
  }

  @Test("Of eight desks that save the same version one does; the others are given the record that it made")
  func races() async throws {
    let first = try await signedIn()
    let (client, pet, address) = try await priya(at: first)
    var desks = [first]
    for _ in 1..<8 { desks.append(try await signedIn()) }
    let saved = Tally()
    let refusals = await failures(of: desks) { desk, number in
      var (client, pet, address) = (client, pet, address)
      client.notes = "desk \(number)"
      pet.breed = "desk \(number)"
      address.line2 = "desk \(number)"
      switch try await desk.save(client) {
      case .saved: await saved.add("client")
      case .changedMeanwhile(let theirs): #expect(theirs.notes != client.notes && theirs.version == 2)
      }
      switch try await desk.save(pet) {
      case .saved: await saved.add("pet")
      case .changedMeanwhile(let theirs): #expect(theirs.breed != pet.breed && theirs.version == 2)
      }
      switch try await desk.save(address) {
      case .saved: await saved.add("address")
      case .changedMeanwhile(let theirs): #expect(theirs.line2 != address.line2 && theirs.version == 2)
      }
    }
    #expect(refusals == [DeskError?](repeating: nil, count: 8))
    #expect(await saved.names.sorted() == ["address", "client", "pet"])
  }

  @Test("What was chosen field by field is saved over the newer version")
  func merging() async throws {
    let (mine, theirs) = (try await signedIn(), try await signedIn(as: TestClinic.secondReceptionist))
    let base = try await priya(at: mine).pet
    var (here, there) = (base, base)
    here.weight = Weight(grams: 29_000)
    there.weight = Weight(grams: 30_000)
    there.breed = "Boxer"
    _ = try await theirs.save(there)
    guard case .changedMeanwhile(let current) = try await mine.save(here) else {
      Issue.record("it was saved over the newer change")
      return
    }
    var merge = RecordMerge(base: base, mine: here, theirs: current)
    #expect(merge.undecided.map(\.title) == ["Weight"])
    merge.choose(.mine, for: "weight")
    guard case .saved(let saved) = try await mine.save(try #require(merge.merged)) else {
      Issue.record("the newest version was refused")
      return
    }
    #expect(saved.weight?.text == "29 kg" && saved.breed == "Boxer" && saved.version == 3)
    #expect(try await mine.weights(of: base.id).map(\.weight.text) == ["29 kg", "30 kg", "28.4 kg"])
  }

  // MARK: Addresses

  @Test("A client has one default address, whichever way another is chosen, added or taken away")
  func defaultAddress() async throws {
    let desk = try await signedIn()
    let client = ClientID(1)
    func defaults() async throws -> [String] {
      try await desk.readClient(client).addresses.map { "\($0.line1)\($0.isDefault ? "*" : "")" }
    }
    let second = try await desk.add(Address(line1: "4 Market Road", city: "Mysuru"), to: client)
    #expect(try await defaults() == ["12 Palm Grove*", "4 Market Road"])
    _ = try await desk.add(Address(line1: "9 Hill Street", city: "Ooty", isDefault: true), to: client)
    #expect(try await defaults() == ["9 Hill Street*", "4 Market Road", "12 Palm Grove"])

    var market = try #require(try await desk.readClient(client).addresses.first { $0.id == second })
    market.isDefault = true
    guard case .saved(let chosen) = try await desk.save(market) else {
      Issue.record("not saved")
      return
    }
    #expect(try await defaults() == ["4 Market Road*", "9 Hill Street", "12 Palm Grove"])
    var stubborn = chosen
    stubborn.isDefault = false
    _ = try await desk.save(stubborn)
    #expect(try await defaults().filter { $0.hasSuffix("*") } == ["4 Market Road*"])

    let left = try #require(try await desk.readClient(client).addresses.first { $0.id == second })
    try await desk.remove(left)
    #expect(try await defaults() == ["9 Hill Street*", "12 Palm Grove"])
    await #expect(throws: DeskError.self) { try await desk.remove(left) }

    // The first address of a client who had none.
    _ = try await desk.add(Address(line1: "1 Lake Road", city: "Bengaluru"), to: ClientID(2))
    #expect(try await desk.readClient(ClientID(2)).addresses.map(\.isDefault) == [true])
  }

  @Test("Desks that choose different defaults at once leave one")
  func defaultRace() async throws {
    var desks: [Desk] = []
    for _ in 0..<6 { desks.append(try await signedIn()) }
    let refusals = await failures(of: desks) { desk, number in
      _ = try await desk.add(
        Address(line1: "\(number) Race Course Road", city: "Bengaluru", isDefault: true), to: ClientID(4))
    }
    #expect(refusals.allSatisfy { $0 == nil })
    let world = try await everything()
    #expect(try await world.count("select count(*) from addresses where user_id = 4") == 6)
    #expect(try await world.count("select count(*) from addresses where user_id = 4 and is_default") == 1)
  }

  // MARK: Weights

  @Test("A weight that is written anywhere is one of the pet's weights, and the newest is the pet's")
  func weights() async throws {
    let desk = try await signedIn()
    let world = try await everything()
    let today = try #require(CalendarDate(try await world.texts("select (now() at time zone 'UTC')::date::text")[0]))
    func bruno() async throws -> String {
      let pet = try await priya(at: desk).pet
      let weights = try await desk.weights(of: pet.id)
      return ([pet.weight?.text ?? "–"] + weights.map(\.weight.text)).joined(separator: " ")
    }
    var pet = try await priya(at: desk).pet
    #expect(try await bruno() == "28.4 kg 28.4 kg")
    pet.weight = Weight(grams: 29_000)
    _ = try await desk.save(pet)
    #expect(try await bruno() == "29 kg 29 kg 28.4 kg")
    try await desk.add(Weight(grams: 20_000), on: today.adding(days: -300), to: pet.id)
    #expect(try await bruno() == "29 kg 29 kg 28.4 kg 20 kg")
    try await desk.add(Weight(grams: 31_500), on: today, to: pet.id)
    #expect(try await bruno() == "31.5 kg 31.5 kg 29 kg 28.4 kg 20 kg")
    let newest = try #require(try await desk.weights(of: pet.id).first)
    #expect(newest.notedBy == TestClinic.receptionist.name && newest.measuredOn == today)
    try await desk.remove(newest.id)
    #expect(try await bruno() == "29 kg 29 kg 28.4 kg 20 kg")
    // Saved again with the weight that it has, it is not weighed again.
    var same = try await priya(at: desk).pet
    same.breed = "Boxer"
    _ = try await desk.save(same)
    #expect(try await bruno() == "29 kg 29 kg 28.4 kg 20 kg")

    for day in [today.adding(days: 1), try #require(CalendarDate("2021-03-13"))] {
      await #expect(throws: DeskError(.rule(constraint: "LB083"), Self.impossibleDay)) {
        try await desk.add(Weight(grams: 1_000), on: day, to: pet.id)
      }
    }
  }

  private static let impossibleDay = "A pet is weighed between its birth and today. Nothing was saved."

  @Test("Of weights that are noted at once the last one is the pet's")
  func weightRace() async throws {
    var desks: [Desk] = []
    for _ in 0..<6 { desks.append(try await signedIn()) }
    let today = try #require(
      CalendarDate(try await everything().texts("select (now() at time zone 'UTC')::date::text")[0]))
    let refusals = await failures(of: desks) { desk, number in
      try await desk.add(Weight(grams: 30_000 + number), on: today, to: PetID(1))
    }
    #expect(refusals.allSatisfy { $0 == nil })
    let world = try await everything()
    #expect(
      try await world.count(
        """
        select count(*) from pets p where p.id = 1 and p.weight_kg = (select w.weight_kg from pet_weights w
          where w.pet_id = 1 order by w.measured_on desc, w.id desc limit 1)
        """) == 1)
    #expect(try await world.count("select count(*) from pet_weights where pet_id = 1") == 7)
  }

  // MARK: What psql may do

  @Test("What is done by a function alone cannot be written past it")
  func byHand() async throws {
    let session = try await BareSession.begin()
    for statement: SQL in [
      "update pets set is_deceased = true where id = 1", "update pets set is_active = false where id = 1",
      "update pets set deceased_on = current_date where id = 1", "update users set is_active = false where id = 1",
      "update bookings set attention = 'pet_deceased' where id = 5",
      "update pet_weights set weight_kg = 1 where pet_id = 1",
      "insert into not_duplicates (organization_id, first_client_id, second_client_id) values (1, 1, 2)",
    ] {
      #expect(try await session.attempt(statement).refusal == .insufficientPrivilege, "\(statement)")
    }
    #expect(
      try await session.attempt("update bookings set guard_reason = 'because' where id = 5").refusal == .custom("LB012")
    )
    try await session.run(["update addresses set is_default = false where user_id = 1"])
    #expect(
      try await everything().count("select count(*) from addresses where user_id = 1 and is_default") == 1)
  }
}

/// Counts what several desks did.
private actor Tally {
  private(set) var names: [String] = []
  func add(_ name: String) { names.append(name) }
}
