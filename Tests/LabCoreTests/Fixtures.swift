import LabCore
import Testing

/// What a case starts from; every suite says only what differs.
enum Fixture {
  static let today = date("2026-11-21")
  static let now = moment("2026-11-21 09:00:00")
  static let asha = Client(id: ClientID(1), name: name("Asha Rao"), phone: PhoneNumber(stored: "+919845012345"))
  static let bruno = Pet(
    id: PetID(7), clientID: ClientID(1), name: "Bruno", species: .dog, breed: "Labrador", sex: .male,
    birth: BirthDate(date("2022-09-10")), weight: Weight(grams: 28_000))

  /// Reads a date that the test wrote down itself; a slip shows as the year 1.
  static func date(_ text: String) -> CalendarDate {
    guard let date = CalendarDate(text) else {
      Issue.record("\(text) is no date")
      return CalendarDate(daysSinceEpoch: -719_162)
    }
    return date
  }

  static func time(_ text: String) -> TimeOfDay {
    guard let time = TimeOfDay(text) else {
      Issue.record("\(text) is no time")
      return .midnight
    }
    return time
  }

  static func moment(_ text: String) -> LocalDateTime {
    guard let moment = LocalDateTime(text) else {
      Issue.record("\(text) is no moment")
      return LocalDateTime(secondsSinceEpoch: 0)
    }
    return moment
  }

  static func name(_ text: String) -> PersonName {
    do { return try PersonName(text) } catch { preconditionFailure("\(text) is no name") }
  }

  /// A test of the price list with its price in paise; what it is made on does not matter.
  static func test(
    _ id: Int64, _ code: String, _ price: Int64 = 50_000, reduced: Int64? = nil, name: String? = nil,
    preparation: String? = nil, hours: Int? = 24, tax: String? = nil
  ) -> TestDefinition {
    TestDefinition(
      id: TestID(id), code: code, name: name ?? code, price: Money(minorUnits: price),
      discountedPrice: reduced.map { Money(minorUnits: $0) }, sampleType: .wholeBlood, tubeType: .edta,
      sampleQuantity: .millilitres(2), preparation: preparation, turnaroundHours: hours,
      taxCode: tax.map { TaxCode($0) })
  }

  /// A test by what it is made on, with its volume in microlitres; the price does not matter.
  static func test(
    _ id: Int64, _ code: String, name: String? = nil, _ sample: SampleType?, _ tube: TubeType?, _ microlitres: Int?,
    preparation: String? = nil
  ) -> TestDefinition {
    TestDefinition(
      id: TestID(id), code: code, name: name ?? code, price: Money(minorUnits: 50_000), sampleType: sample,
      tubeType: tube, sampleQuantity: microlitres.map { Volume(microlitres: $0) }, preparation: preparation,
      turnaroundHours: 24)
  }

  static func line(_ test: TestDefinition, _ quantity: Int = 1) -> CartLine {
    CartLine(test: test, quantity: quantity, panels: [])
  }

  static func offer(
    _ id: Int64, _ discount: Discount, scope: Offer.Scope = .allTests, minimum: Int64? = nil, automatic: Bool = true,
    stackable: Bool = false, coversDistance: Bool = false, from: String = "2026-11-01", until: String = "2026-11-30",
    active: Bool = true
  ) -> Offer {
    Offer(
      id: OfferID(id), name: "Offer \(id)", discount: discount, startDate: date(from), endDate: date(until),
      isActive: active, scope: scope, minimumOrder: minimum.map { Money(minorUnits: $0) }, isAutomatic: automatic,
      isStackable: stackable, coversDistance: coversDistance)
  }

  static func coupon(
    offer: Int64?, from: String = "2026-11-01 00:00:00", until: String = "2026-12-01 00:00:00", active: Bool = true,
    most: Int? = nil, perClient: Int? = 1
  ) -> CouponRequest {
    CouponRequest(
      code: " save 10",
      coupon: Coupon(
        id: CouponID(5), code: "SAVE10", offerID: offer.map { OfferID($0) }, startsAt: moment(from),
        endsAt: moment(until), isActive: active, maxUses: most, maxUsesPerClient: perClient))
  }
}
