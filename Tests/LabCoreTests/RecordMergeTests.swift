import LabCore
import Testing

/// What becomes of a record that two desks have changed.
@Suite("Two desks and one record")
struct RecordMergeTests {
  /// Changes on both sides, and what is asked about them.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var mine: @Sendable (inout Pet) -> Void
    var theirs: @Sendable (inout Pet) -> Void
    /// Every field that differs: its title, both values, who changed it.
    var differences: [String]
    var testDescription: String { name }
  }

  private static let base = Pet(
    id: PetID(1), clientID: ClientID(1), name: "Bruno", species: .dog, breed: "Labrador", sex: .male,
    weight: Weight(grams: 28_400), version: 3)

  static let cases: [Case] = [
    Case(name: "nothing but the version", mine: { _ in }, theirs: { _ in }, differences: []),
    Case(name: "mine alone", mine: { $0.name = "Brunello" }, theirs: { _ in }, differences: ["Name Brunello|Bruno me"]),
    Case(
      name: "theirs alone", mine: { _ in }, theirs: { $0.breed = "Boxer" }, differences: ["Breed Labrador|Boxer them"]),
    Case(
      name: "different fields are still shown", mine: { $0.sex = .maleNeutered }, theirs: { $0.breed = nil },
      differences: ["Breed Labrador| them", "Sex Male, neutered|Male me"]),
    Case(
      name: "the same field", mine: { $0.weight = Weight(grams: 29_000) },
      theirs: { $0.weight = Weight(grams: 30_000) },
      differences: ["Weight 29 kg|30 kg both"]),
    Case(
      name: "the same field in the same way", mine: { $0.weight = nil }, theirs: { $0.weight = nil }, differences: []),
    Case(
      name: "emptied here, changed there", mine: { $0.breed = nil }, theirs: { $0.breed = "Boxer" },
      differences: ["Breed |Boxer both"]),
    Case(
      name: "what people do not edit is nobody's difference", mine: { _ in },
      theirs: {
        $0.isDeceased = true
        $0.isActive = false
      }, differences: []),
  ]

  private func merge(_ example: Case) -> RecordMerge<Pet> {
    var (mine, theirs) = (Self.base, Self.base)
    example.mine(&mine)
    example.theirs(&theirs)
    theirs.version = 4
    return RecordMerge(base: Self.base, mine: mine, theirs: theirs)
  }

  @Test("Every field that differs is shown with who changed it", arguments: cases)
  func differences(_ example: Case) {
    let merge = merge(example)
    #expect(merge.differences.map { "\($0.title) \($0.mine)|\($0.theirs) \($0.author)" } == example.differences)
  }

  @Test("Nothing is saved before every field that both changed is chosen", arguments: cases)
  func undecided(_ example: Case) {
    var merge = merge(example)
    #expect(merge.undecided.map(\.id) == merge.differences.filter { $0.author == .both }.map(\.id))
    #expect((merge.merged == nil) == !merge.undecided.isEmpty)
    for difference in merge.undecided { merge.choose(.mine, for: difference.id) }
    #expect(merge.merged?.version == 4)
  }

  @Test("What is saved has the newer version, what was chosen from here and everything else from there")
  func merged() throws {
    var (mine, theirs) = (Self.base, Self.base)
    mine.name = "Brunello"
    mine.weight = Weight(grams: 29_000)
    theirs.weight = Weight(grams: 30_000)
    theirs.breed = "Boxer"
    theirs.isDeceased = true
    theirs.version = 5
    var merge = RecordMerge(base: Self.base, mine: mine, theirs: theirs)
    merge.choose(.mine, for: "weight")
    var wanted = theirs
    wanted.name = "Brunello"
    wanted.weight = Weight(grams: 29_000)
    #expect(merge.merged == wanted && merge.changesAnything)

    merge.choose(.theirs, for: "weight")
    merge.choose(.theirs, for: "name")
    #expect(merge.merged == theirs && !merge.changesAnything)

    merge.choose(.mine, for: "sex")
    #expect(merge.choice(for: "sex") == nil && merge.merged == theirs)
  }

  @Test("Clients and addresses have every field that their forms have")
  func fields() throws {
    #expect(
      Client.fields.map(\.title) == ["Name", "In own script", "Called", "Phone", "Second phone", "Email", "Notes"])
    #expect(Set(Address.fields.map(\.id)).count == 10 && Set(Pet.fields.map(\.id)).count == 9)
    let address = Address(line1: "12 Palm Grove", point: GeoPoint("12.9719, 77.6412"), isDefault: true)
    #expect(
      Address.fields.map { $0.text(address) } == [
        "", "12 Palm Grove", "", "", "", "", "", "12.9719, 77.6412", "", "Yes",
      ])
  }

  @Test("What stands against a booking, the gravest first")
  func objections() throws {
    var (pet, client) = (Self.base, Client(id: ClientID(1), name: try PersonName("Asha Rao"), phone: nil))
    #expect(BookingObjection(pet: pet, client: client) == nil)
    client.isActive = false
    #expect(BookingObjection(pet: pet, client: client) == .clientInactive)
    pet.isActive = false
    #expect(BookingObjection(pet: pet, client: client) == .petInactive)
    pet.isDeceased = true
    #expect(BookingObjection(pet: pet, client: client) == .petDeceased)
    #expect(pet.refusal == "Bruno has died." && client.refusal == "Asha Rao is no longer active.")
  }

  @Test(
    "A reason says something", arguments: [("", false), ("  x ", false), ("autopsy", true), ("a\u{202E}b c", false)])
  func reasons(_ text: String, isGood: Bool) {
    #expect((BookingObjection.refusal(ofReason: text) == nil) == isGood)
    #expect(BookingObjection.refusal(ofReason: String(repeating: "x", count: 301)) != nil)
  }
}
