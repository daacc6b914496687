import LabCore
import LabStore
import Tui
import Words

/// A small form about the open booking, and the work that comes of it.
struct BookingSheet: Sendable {
  enum Field: String, Hashable, Sendable {
    case date, time, reason
    case notes, address, area
    case petName, species, breed, sex, born, weight
    case tests, distance, coupon
    case prescription, verdict, remarks
  }

  enum Purpose: Sendable {
    case reschedule, edit
    /// Changes tests, way and coupon.
    case revise
    /// Leaves a booking as it is that asks for a decision.
    case settle
    /// Verifies or queries a prescription.
    case check
    /// Chooses the prescription whose document is opened.
    case open
  }

  /// What the forms depend on besides the booking.
  struct Standing: Sendable {
    var now: LocalDateTime
    var hours: ClinicHours?
    var mayChangePets: Bool
    /// Where the clinic is.
    var place: GeoPoint?
    var menu: TestMenu
    var currency: Currency
  }

  let purpose: Purpose
  private(set) var booking: FullBooking
  var sheet: Sheet<Field>
  let standing: Standing
  private(set) var isBusy = false
  /// The collectors of the day to which the visit is being moved.
  var collectors: (date: CalendarDate, days: [CollectorDay])?
  /// Whether the next free time is still being looked for, day by day.
  var looksForFreeTime = false
  /// Whether the work was refused because another desk was faster, so that the booking has to be looked at again.
  private var isOutdated = false

  init(_ purpose: Purpose, of booking: FullBooking, _ standing: Standing) {
    self.purpose = purpose
    self.booking = booking
    self.standing = standing
    sheet = Self.form(purpose, of: booking, standing)
    looksForFreeTime = purpose == .reschedule && booking.isWithoutVisit
  }

  /// What became of a sheet.
  enum Outcome: Sendable {
    case open
    case closed
    /// The collectors of a day are to be read.
    case reads(CalendarDate)
    case asks(BookingWork)
  }

  mutating func handle(_ press: KeyPress) -> Outcome {
    switch sheet.handle(press) {
    case .closed: return .closed
    case .submitted: return submit()
    case .asked(let field, let query):
      sheet.form.answer(field, query, with: standing.menu.options(for: query.text))
      return .open
    case .changed(.date), .changed(.time): return timeTyped()
    case .changed, .handled: return .open
    }
  }

  mutating func paste(_ text: String) -> Outcome {
    sheet.paste(text)
    return sheet.form.focus == .date || sheet.form.focus == .time ? timeTyped() : .open
  }

  /// Checks the fields and names the work.
  mutating func submit() -> Outcome {
    guard sheet.submit() else { return .open }
    if purpose == .edit || purpose == .revise, !sheet.form.isDirty { return .closed }
    guard let work = work() else {
      sheet.form.focusFirstError()
      return .open
    }
    isBusy = true
    return .asks(work)
  }

  /// Waits for the person to accept the price that the work came to.
  mutating func wait() { isBusy = false }

  /// Keeps what was typed and says why it was not saved.
  mutating func refuse(_ error: DeskError) {
    isBusy = false
    isOutdated = error.code == .stale
    sheet.problem = error.sentence
  }

  /// Takes the booking as it is now where it was found to be newer: what was typed stays, everything else is new.
  mutating func look(at newer: FullBooking) {
    guard isOutdated else { return }
    isOutdated = false
    booking = newer
    sheet = sheet.rebased(on: Self.form(purpose, of: newer, standing))
  }

  var remark: Message? {
    if isBusy { return .info(say("Saving…")) }
    if let remark = sheet.remark, remark.kind == .error { return remark }
    return objection.map { .warning($0) } ?? sheet.remark
  }

  func draw(on canvas: inout Canvas, in area: Rect) { sheet.draw(on: &canvas, in: area) }

  // MARK: Work

  private mutating func work() -> BookingWork? {
    switch purpose {
    case .reschedule:
      guard let moment, check(moment) else { return nil }
      return .reschedule(BookingMove(id: booking.id, version: booking.version, startsAt: moment, reason: text(.reason)))
    case .edit: return .edit(edit)
    case .revise:
      let entries = sheet.form.picks(.tests).compactMap { TestOption.entry(of: $0.id) }
      return .revise(
        Revision(
          id: booking.id, version: booking.version, cart: Cart(entries), distance: distance,
          couponCode: sheet.form.text(.coupon), currency: standing.currency))
    case .settle: return .settle(booking.id, version: booking.version, reason: text(.reason))
    case .check:
      guard let paper = prescription else { return nil }
      let isVerified = sheet.form.pick(.verdict)?.id == Self.verified.id
      if !isVerified, text(.remarks) == nil {
        sheet.form.setError(say("A query says what is in question."), for: .remarks)
        return nil
      }
      return .check(
        PrescriptionCheck(id: paper.id, version: paper.version, isVerified: isVerified, notes: text(.remarks)))
    case .open: return prescription.map { $0.opening(of: booking.number) }
    }
  }

  private func text(_ field: Field) -> String? {
    let text = sheet.form.text(field).trimmed
    return text.isEmpty ? nil : text
  }

  /// The time that is typed, as far as it can be read.
  var moment: LocalDateTime? {
    guard let date = try? DateShorthand.parse(sheet.form.text(.date), today: standing.now.date),
      let time = try? TimeShorthand.parse(sheet.form.text(.time), now: standing.now.time)
    else { return nil }
    return LocalDateTime(date, time)
  }

  private mutating func check(_ moment: LocalDateTime) -> Bool {
    if moment <= standing.now {
      let field: Field = moment.date < standing.now.date ? .date : .time
      sheet.form.setError(say("\(moment.text) has passed; a visit lies ahead."), for: field)
      return false
    }
    if standing.now.date.days(to: moment.date) > BookingDraft.farthestDays {
      sheet.form.setError(say("\(moment.date.text) is more than a year ahead; check the year."), for: .date)
      return false
    }
    return true
  }

  /// Why the clinic is closed at the time that is typed; the desk may know better.
  private var objection: String? {
    purpose == .reschedule ? moment.flatMap { standing.hours?.objection(to: $0) } : nil
  }

  private var prescription: Prescription? {
    guard booking.prescriptions.count > 1 else { return booking.prescriptions.first }
    let id = sheet.form.pick(.prescription)?.id
    return booking.prescriptions.first { $0.id.description == id }
  }

  private var edit: BookingEdit {
    let typed = sheet.form.dirtyFields
    let isVisitTouched = !typed.isDisjoint(with: Self.visitFields)
    let isPetTouched = !typed.isDisjoint(with: Self.petFields)
    return BookingEdit(
      id: booking.id, version: booking.version,
      visit: isVisitTouched
        ? BookingEdit.Visit(
          notes: text(.notes), address: hasPlace ? text(.address) : booking.address,
          area: hasPlace ? text(.area) : booking.area) : nil,
      pet: isPetTouched ? pet(touching: typed) : nil)
  }

  /// The way as it is typed; coordinates are measured from the clinic, and what was not touched stays to the metre.
  private var distance: Distance? {
    guard sheet.form.dirtyFields.contains(.distance) else { return booking.distance }
    let text = sheet.form.text(.distance)
    if let point = GeoPoint(text) { return standing.place.map { Distance.estimatedByRoad(from: $0, to: point) } }
    return Distance(text)
  }

  private var hasPlace: Bool { sheet.form[.address]?.isVisible ?? false }

  private func pet(touching typed: Set<Field>) -> Pet {
    var pet = booking.pet
    pet.name = sheet.form.text(.petName).singleSpaced
    pet.species = Species(storedName: sheet.form.text(.species))
    pet.breed = text(.breed)
    pet.sex = sheet.form.pick(.sex).flatMap { Sex(rawValue: $0.id) } ?? .unknown
    if typed.contains(.born) {
      pet.birth = text(.born).flatMap { BirthDate(typed: $0, on: standing.now.date) }
    }
    pet.weight = text(.weight).flatMap { Weight($0) }
    pet.isPlaceholder = pet.isPlaceholder && !(typed.contains(.petName) && pet.species.isKnown)
    return pet
  }
}

extension Prescription {
  /// The work that writes the document to a file which names the booking.
  func opening(of number: String) -> BookingWork { .open(id, name: "labrador-\(number)-\(fileName)") }
}
