import LabCore
import Testing

@Suite("Checks of a draft")
struct IntakeTests {
  static let context = DraftContext(
    now: Fixture.now, catalogue: CatalogueTests.catalogue,
    hours: ClinicHours(openingTime: Fixture.time("08:00"), closingTime: Fixture.time("20:00")),
    collectors: [
      CollectorDay(
        id: StaffID(4), name: "Ravi", area: "Indiranagar",
        stops: [RouteStop(id: BookingID(9), number: "B-000009", startsAt: Fixture.moment("2026-11-22 10:00:00"))])
    ])

  /// A draft with nothing wrong: a home visit tomorrow at 09:00.
  static let sound = BookingDraft(
    client: .existing(Fixture.asha), pet: .existing(Fixture.bruno), cart: Cart([CartEntry(.test(TestID(1)))]),
    address: Address(line1: "12 Lake Road", area: "Indiranagar", city: "Bengaluru"), distance: Distance(metres: 4_000),
    startsAt: Fixture.moment("2026-11-22 09:00:00"), collectorID: StaffID(4))

  /// Checks what one change brings: `!` marks what blocks.
  static func problems(_ change: (inout BookingDraft) -> Void) -> [String] {
    var draft = sound
    change(&draft)
    return draft.problems(in: context).map { "\($0.isBlocking ? "!" : "")\($0.field.rawValue): \($0.sentence)" }
  }

  static func changed(_ change: (inout Pet) -> Void) -> Pet {
    var pet = Fixture.bruno
    change(&pet)
    return pet
  }

  @Test("A sound draft has no problem, at home or as a walk-in")
  func sound() {
    #expect(Self.problems { _ in } == [])
    #expect(
      Self.problems {
        $0.collection = .walkIn
        $0.address = nil
        $0.startsAt = nil
        $0.distance = nil
      } == [])
  }

  @Test("An empty draft asks for everything that is needed, in the order of the form")
  func empty() {
    let problems = BookingDraft().problems(in: Self.context)
    #expect(problems.blocking.map(\.field) == [.phone, .pet, .tests, .address, .date])
    #expect(problems.map(\.field).last == .date)
  }

  @Test("A new client needs a name and a phone")
  func newClient() {
    #expect(
      Self.problems { $0.client = .new(name: "", phone: nil, secondPhone: nil, email: "x@") } == [
        "!phone: A new client needs a phone number.", "!clientName: Type a name.",
        "!email: “x@” is not an e-mail address; it looks like name@example.com.",
      ])
    let phone = PhoneNumber(stored: "9845012345")
    #expect(
      Self.problems {
        $0.client = .new(name: "Ravi", phone: phone, secondPhone: phone, email: "")
        $0.pet = .new(PetEntry(name: "Tom", species: .cat, weight: Weight(grams: 4_000)))
      } == ["secondPhone: The second number is the same as the first."])
  }

  @Test("Pets that died or are inactive ask for a reason; incomplete ones and another's are refused")
  func pets() {
    #expect(
      Self.problems { $0.pet = .existing(Self.changed { $0.isDeceased = true }) }
        == ["pet: Bruno has died. Ctrl-S asks for the reason."])
    #expect(
      Self.problems {
        $0.pet = .existing(Self.changed { $0.isActive = false })
        $0.guardReason = " Second opinion "
      } == ["pet: Bruno is no longer active. Reason: Second opinion"])
    let placeholder = Self.changed {
      $0.name = "Pet_1"
      $0.species = .unknown
      $0.isPlaceholder = true
    }
    #expect(
      Self.problems { $0.pet = .existing(placeholder) }.first
        == "!species: The record of Pet_1 is incomplete; add name and species first.")
    #expect(
      Self.problems {
        $0.pet = .completing(placeholder, PetEntry(name: "Bruno", species: .dog, weight: Weight(grams: 9_000)))
      } == [])
    #expect(
      Self.problems { $0.pet = .completing(placeholder, PetEntry(of: placeholder)) }.prefix(2) == [
        "!petName: Type the pet's name.", "!species: Choose the species.",
      ])
    var other = Fixture.asha
    other = Client(id: ClientID(2), name: other.name, phone: other.phone)
    #expect(
      Self.problems { $0.client = .existing(other) }
        == ["!pet: Bruno belongs to another client; choose the pet again."])
  }

  @Test("Ages and weights that no such pet has are said")
  func plausibility() {
    #expect(
      Self.problems { $0.pet = .existing(Self.changed { $0.weight = Weight(grams: 280_000) }) }
        == ["weight: 280 kg is very heavy for a dog; check it."])
    #expect(
      Self.problems { $0.pet = .existing(Self.changed { $0.birth = BirthDate(Fixture.date("1990-01-01")) }) }
        == ["birth: 36 y 10 m is older than a dog becomes; check it."])
    #expect(
      Self.problems { $0.pet = .existing(Self.changed { $0.birth = BirthDate(Fixture.date("2026-11-22")) }) }
        == ["!birth: Sun 22 Nov 2026 lies in the future."])
  }

  @Test("A cart needs tests that are still offered, and not too many of one")
  func carts() {
    #expect(Self.problems { $0.cart = Cart() } == ["!tests: Add at least one test or panel."])
    #expect(
      Self.problems { $0.cart = Cart([CartEntry(.test(TestID(6)))]) }
        == ["!tests: Old Liver Test is no longer offered; remove it."])
    #expect(
      Self.problems { $0.cart = Cart([CartEntry(.test(TestID(1)), quantity: 51)]) }
        == ["!tests: Complete Blood Count is asked for 51 times; between 1 and 50 is possible."])
    #expect(
      Self.problems { $0.cart = Cart([CartEntry(.test(TestID(1)), quantity: 0)]) }
        == ["!tests: Complete Blood Count is asked for 0 times; between 1 and 50 is possible."])
  }

  @Test("A visit lies ahead, within a year and within the hours")
  func visits() {
    #expect(
      Self.problems { $0.startsAt = Fixture.now } == ["!time: Sat 21 Nov 2026 09:00 has passed; a visit lies ahead."])
    #expect(
      Self.problems { $0.startsAt = Fixture.moment("2026-11-20 10:00:00") }
        == ["!date: Fri 20 Nov 2026 10:00 has passed; a visit lies ahead."])
    #expect(
      Self.problems { $0.startsAt = Fixture.moment("2028-11-21 10:00:00") }
        == ["!date: Tue 21 Nov 2028 is more than a year ahead; check the year."])
    #expect(
      Self.problems { $0.startsAt = Fixture.moment("2026-11-22 21:00:00") }
        == ["time: 21:00 is outside the hours of Sunday 22 Nov, 08:00–20:00."])
    #expect(Self.problems { $0.address = Address(line1: " ") } == ["!address: A home visit needs an address."])
    #expect(
      Self.problems { $0.distance = nil }
        == ["distance: The distance is not known; only the base charge is counted."])
    #expect(Self.problems { $0.durationMinutes = 0 } == ["!time: A visit takes between 5 minutes and 8 hours."])
  }

  @Test("A fasting test late in the day is said")
  func fasting() {
    let fasting = Fixture.test(4, "GLU", name: "Glucose", .plasma, .fluoride, 1_000, preparation: "Fasting 12 h")
    let context = DraftContext(now: Fixture.now, catalogue: Catalogue(tests: [fasting]))
    func fields(_ time: String) -> [DraftField] {
      var draft = Self.sound
      draft.cart = Cart([CartEntry(.test(TestID(4)))])
      draft.startsAt = Fixture.moment("2026-11-22 \(time)")
      return draft.problems(in: context).filter { !$0.isBlocking }.map(\.field)
    }
    #expect(fields("10:59:59") == [])
    #expect(fields("11:00:00") == [.time])
  }

  @Test("A collector who is busy is said with the reason and the next free time")
  func collectors() {
    #expect(
      Self.problems { $0.startsAt = Fixture.moment("2026-11-22 10:30:00") }
        == ["collector: Ravi is busy 10:00–10:45 with B-000009; free from 10:45."])
  }

  @Test("A coupon that does not hold is said, and does not block")
  func coupon() {
    let context = DraftContext(
      now: Fixture.now, catalogue: CatalogueTests.catalogue, couponVerdict: .unknownCode("NOPE"))
    var draft = Self.sound
    draft.couponCode = "nope"
    let problems = draft.problems(in: context)
    #expect(problems.map(\.sentence) == ["There is no coupon “NOPE”; check the spelling."])
    #expect(problems.blocking.isEmpty)
  }
}
