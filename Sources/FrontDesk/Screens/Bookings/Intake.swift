import LabCore
import LabStore
import Tui
import Words

/// One booking being taken: the form, what was looked up for it, and what follows from both.
struct Intake: Sendable {
  /// Makes the form one booking at most, however often it is confirmed.
  let key: RequestKey
  private(set) var workspace: Workspace
  let now: LocalDateTime
  var form: Form<IntakeField>
  var record: ClientRecord?
  var collectors: (date: CalendarDate, days: [CollectorDay])?
  var coupon: (code: String, check: CouponCheck)?
  var attachment: (path: String, file: Attachment)?
  /// The price that the database named at confirmation and the person accepted; stands until the form changes.
  var offeredQuote: Quote?
  /// What the preview brought, until the client's record is there: it goes before what the last visit suggests.
  var handed: Proposal?
  /// What is asked above the form.
  var asking: IntakeQuestion?
  /// Records that look like the new ones and were said to be others.
  var distinct = DistinctRecords()
  /// Why it is booked although something stands against it.
  var guardReason = ""
  /// What is to be chosen once the record of the client, who was found to be here already, has come.
  var adopting: Adopting?
  /// The fields that were marked when the booking was confirmed; they are judged anew the next time.
  var marked: Set<IntakeField> = []
  private(set) var quote: Quote?
  private(set) var plan: TubePlan?
  private(set) var expansion: CartExpansion?
  private(set) var warnings: [String] = []
  /// The day of the visit, where its prices are others than those of today.
  private(set) var otherDay: CalendarDate?
  /// The day for which prices were last told, so that another day tells what it changes.
  private(set) var toldDay: CalendarDate

  enum Adopting: Sendable { case client, pet }

  init(key: RequestKey, workspace: Workspace, now: LocalDateTime, previous: FormRecord<IntakeField>?) {
    self.key = key
    self.workspace = workspace
    self.now = now
    toldDay = now.date
    let country = CallingCode(country: workspace.profile.countryCode) ?? .india
    form = IntakeForm.make(
      now: now, proposal: Self.proposal(now: now, hours: workspace.shelf.clinic.hours), country: country)
    form.previous = previous
    form.markClean()
    arrange()
  }

  /// Takes the price list and the rules that hold now, and tells what the booking costs otherwise than before.
  mutating func receive(_ shelf: Shelf) -> [Effect] {
    let before = quote
    workspace.shelf = shelf
    arrange()
    return priceNews(say("The price list has just changed"), since: before)
  }

  var currency: Currency { workspace.profile.currency }
  var country: CallingCode { CallingCode(country: workspace.profile.countryCode) ?? .india }

  /// The first half hour at least an hour ahead at which the clinic works, for a home visit.
  static func proposal(now: LocalDateTime, hours: ClinicHours?) -> LocalDateTime {
    let earliest = now.adding(minutes: 60)
    let seconds = (earliest.secondsSinceEpoch + 1799) / 1800 * 1800
    var moment = LocalDateTime(secondsSinceEpoch: seconds)
    guard let hours else { return moment }
    for _ in 0..<(14 * 48) where !hours.isOpen(at: moment) { moment = moment.adding(minutes: 30) }
    return moment
  }

  // MARK: What the fields say

  var isNewClient: Bool { form.pick(.client)?.id == Self.newID }
  var isNewPet: Bool { isNewClient || form.pick(.pet)?.id == Self.newID }
  var isWalkIn: Bool { form.pick(.method)?.id == CollectionMethod.walkIn.storedName }
  static let newID = "new"

  var chosenPet: Pet? {
    guard let id = form.pick(.pet)?.id.dropFirst(), let raw = Int64(id) else { return nil }
    return record?.pets.first { $0.id == PetID(raw) }
  }

  var chosenAddress: Address? {
    let pick = form.pick(.address)
    if let pick, let raw = Int64(pick.id.dropFirst()) { return record?.addresses.first { $0.id == AddressID(raw) } }
    let typed = form.text(.address).singleSpaced
    guard !typed.isEmpty else { return nil }
    let area = form.text(.area).singleSpaced
    return Address(
      label: nil, line1: typed, area: area.isEmpty ? nil : area, point: GeoPoint(form.text(.distance)))
  }

  var distance: Distance? {
    let text = form.text(.distance)
    if let point = GeoPoint(text) {
      return workspace.shelf.clinic.point.map { Distance.estimatedByRoad(from: $0, to: point) }
    }
    return Distance(text)
  }

  var startsAt: LocalDateTime? {
    guard let date = try? DateShorthand.parse(form.text(.date), today: now.date),
      let time = try? TimeShorthand.parse(form.text(.time), now: now.time)
    else { return nil }
    return LocalDateTime(date, time)
  }

  /// The day whose prices the booking has: that of the visit, which is today for a walk-in.
  var priceDay: CalendarDate {
    guard !isWalkIn, let date = try? DateShorthand.parse(form.text(.date), today: now.date) else { return now.date }
    return date
  }

  /// The price list of that day.
  var catalogue: Catalogue { workspace.shelf.catalogue.on(priceDay) }
  var menu: TestMenu { workspace.menu.on(priceDay) }

  var cart: Cart {
    var entries: [CartEntry] = []
    for pick in form.picks(.tests) {
      if let entry = TestOption.entry(of: pick.id) { entries.append(entry) }
    }
    return Cart(entries)
  }

  var couponRequest: CouponRequest? {
    let code = Coupon.normalized(form.text(.coupon))
    guard !code.isEmpty, let coupon, coupon.code == code else { return nil }
    return coupon.check.request
  }

  // MARK: What follows

  /// Shows and hides what belongs to the choices made, and computes price, tubes and warnings anew.
  mutating func arrange() {
    for field in IntakeField.newClient { form.setVisible(isNewClient, field) }
    form.setVisible(!isNewClient, .pet)
    let asksPet = isNewPet || chosenPet?.isPlaceholder == true
    for field in IntakeField.petDetails { form.setVisible(asksPet, field) }
    for field in IntakeField.visit { form.setVisible(!isWalkIn, field) }
    form.setVisible(!isWalkIn && chosenAddress != nil && form.pick(.address) == nil, .area)
    if let distance, GeoPoint(form.text(.distance)) != nil {
      form.setEcho(say("about \(distance.text)"), for: .distance)
    }
    compute()
  }

  private mutating func compute() {
    let draft = draft
    let expansion = catalogue.expand(draft.cart)
    self.expansion = expansion
    quote = offeredQuote ?? price(of: draft, expansion, on: priceDay)
    let today = workspace.shelf.catalogue.on(now.date)
    otherDay = priceDay == now.date || today.expand(draft.cart).lines == expansion.lines ? nil : priceDay
    plan =
      expansion.lines.isEmpty
      ? nil
      : TubePlan(
        for: expansion.lines, species: draft.pet?.species ?? .unknown, weight: draft.pet?.weight,
        limits: workspace.shelf.limits)
    let told = Set(plan?.warnings ?? [])
    // An empty form is not warned about what is still to come.
    let isWorthwhile = form.pick(.client) != nil
    warnings =
      !isWorthwhile
      ? [] : draft.problems(in: context).filter { !$0.isBlocking }.map(\.sentence).filter { !told.contains($0) }
  }

  private func price(of draft: BookingDraft, _ expansion: CartExpansion, on day: CalendarDate) -> Quote {
    LabCore.quote(
      expansion.lines, offers: workspace.shelf.offers, coupon: couponRequest, uses: coupon?.check.uses ?? [],
      journey: draft.journey(pricing: workspace.shelf.distancePricing(on: day)), taxes: workspace.shelf.taxes,
      in: currency, at: now)
  }

  /// Says once what another day costs, after the date was typed or the way of the visit was chosen.
  mutating func tellOfDay() -> [Effect] {
    let (before, day) = (toldDay, priceDay)
    toldDay = day
    guard before != day, offeredQuote == nil else { return [] }
    let draft = draft
    let standing = price(of: draft, workspace.shelf.catalogue.on(before).expand(draft.cart), on: before)
    return priceNews(say("On \(day.text)"), since: standing)
  }

  private func priceNews(_ lead: String, since before: Quote?) -> [Effect] {
    guard let before, let quote, !before.lines.isEmpty else { return [] }
    let words = quote.difference(from: before).map(\.words)
    return words.isEmpty ? [] : [.message(.warning("\(lead): \(words.joined(separator: " "))"))]
  }

  var context: DraftContext {
    DraftContext(
      now: now, catalogue: catalogue, hours: workspace.shelf.clinic.hours,
      collectors: collectors?.days ?? [], limits: workspace.shelf.limits, couponVerdict: quote?.couponVerdict,
      currency: currency)
  }

  /// The form as a draft of the domain.
  var draft: BookingDraft {
    BookingDraft(
      client: draftClient, pet: draftPet, cart: cart, collection: isWalkIn ? .walkIn : .home,
      address: isWalkIn ? nil : chosenAddress, distance: isWalkIn ? nil : distance,
      startsAt: isWalkIn ? nil : startsAt,
      collectorID: isWalkIn ? nil : form.pick(.collector).flatMap { Int64($0.id.dropFirst()) }.map { StaffID($0) },
      notes: form.text(.notes).trimmed, couponCode: form.text(.coupon), attachment: attachment?.file.summary,
      guardReason: guardReason)
  }

  private var draftClient: DraftClient? {
    if isNewClient {
      return .new(
        name: form.text(.name).singleSpaced, phone: try? PhoneNumber.parse(form.text(.phone), default: country),
        secondPhone: nil, email: form.text(.email).trimmed)
    }
    guard form.pick(.client) != nil else { return nil }
    return record.map { .existing($0.client) }
  }

  private var draftPet: DraftPet? {
    if isNewPet { return .new(petEntry) }
    guard let pet = chosenPet else { return nil }
    return pet.isPlaceholder ? .completing(pet, petEntry) : .existing(pet)
  }

  private var petEntry: PetEntry {
    PetEntry(
      name: form.text(.petName).singleSpaced, species: Species(storedName: form.text(.species)),
      breed: form.text(.breed).singleSpaced,
      sex: form.pick(.sex).flatMap { Sex(rawValue: $0.id) } ?? .unknown,
      birth: PetAge(form.text(.age)).map { BirthDate(age: $0, on: now.date) }, weight: Weight(form.text(.weight)))
  }
}
