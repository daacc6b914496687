import LabCore
import LabStore
import Tui
import Words

/// The bookings of a day, and the intake that takes a new one.
package struct BookingsScreen: Screen {
  /// What the keys go to.
  enum Mode: Sendable {
    case list
    /// The record of the selected booking, to be read.
    case details(BookingView)
    case intake
    /// The booking that has just been confirmed, with what to tell the client.
    case confirmed(ConfirmedCard)
  }

  var mode = Mode.list
  private(set) var list: BookingList
  var intake: Intake?
  private(set) var workspace: Workspace
  private(set) var now: LocalDateTime
  private var previous: FormRecord<IntakeField>?
  private(set) var isSaving = false
  /// What is looked for in place of a day, while it is being asked.
  var finder: BookingFinder?
  private var opensFirst = false
  /// What another screen brought while another booking was open.
  var waiting: Handover?
  /// Whether Ctrl-S waits for a file or a coupon to be read.
  private var isConfirmingNext = false
  private let makeKey: @Sendable () -> RequestKey

  init(_ workspace: Workspace, now: LocalDateTime, makeKey: @escaping @Sendable () -> RequestKey) {
    self.workspace = workspace
    self.now = now
    self.makeKey = makeKey
    list = BookingList(
      date: now.date, currency: workspace.profile.currency,
      takesBookings: workspace.profile.permissions.allow(.bookingsWrite))
  }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown:
      return [list.read] + readOpenBooking + (intake?.missingReads ?? [])
    case .minute(let moment):
      let dayChanged = moment.date != now.date && list.query == .day(now.date)
      now = moment
      return dayChanged ? show(now.date) : []
    case .changed(let table, let id):
      let isListed = table == "bookings" || table == "visits"
      let concernsOpen = table == "bookings" ? id == view?.id.rawValue : Self.tablesOfOpenBooking.contains(table)
      return (isListed ? [list.read] : []) + (concernsOpen ? readOpenBooking : [])
    case .key(let press): return handle(press)
    case .paste(let text):
      if finder != nil { return actOnFinder { $0.paste(text) } }
      if view?.sheet != nil { return act { $0.paste(text) } }
      change { view in
        view.cancelling?.paste(text)
        view.collecting?.paste(text)
      }
      if case .list = mode { list.paste(text) }
      guard case .intake = mode else { return [] }
      guard intake?.asking == nil else {
        intake.change { $0.pasteIntoAnswer(text) }
        return []
      }
      return intake.act { intake in intake.take(intake.form.paste(text)) }
    case .action(let id): return run(id)
    case .handed(let handover): return take(handover)
    case .answer(let answer): return receive(answer)
    }
  }

  /// The tables besides `bookings` whose rows the open booking shows.
  private static let tablesOfOpenBooking: Set = [
    "visits", "booking_items", "billing_records", "payment_transactions", "specimens", "prescription_uploads", "users",
    "pets",
  ]

  private var readOpenBooking: [Effect] { view.map { [$0.read] } ?? [] }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    switch mode {
    case .list where finder != nil: return actOnFinder { $0.handle(press) }
    case .list:
      // Enter before the list is there opens its first booking as soon as it is.
      opensFirst = press == KeyPress(.enter) && !list.isLoaded
      guard press == KeyPress(.enter), let booking = list.selected else { return list.handle(press) }
      return open(booking)
    case .details(let view) where view.cancelling != nil: return actOnCancelling { $0.handle(press) }
    case .details(let view) where view.collecting != nil: return actOnCollecting { $0.handle(press) }
    case .details(let view) where view.sheet != nil: return act { $0.handle(press) }
    case .details where press.key != .enter && press.key != .escape:
      change { $0.scroll(press) }
      return []
    case .confirmed, .details:
      if press.key == .enter || press.key == .escape { mode = .list }
      return []
    case .intake where intake?.asking != nil: return intake.act { $0.answer(press) }
    case .intake:
      guard intake != nil else { return [] }
      var isTaken = true
      let effects = intake.act { intake in
        let event = intake.form.handle(press)
        isTaken = event != .ignored
        return intake.take(event)
      }
      return isTaken || press != KeyPress(.escape) ? effects : leaveIntake()
    }
  }

  /// Whether the keys go to a question above the intake.
  var isAskingInIntake: Bool {
    if case .intake = mode { return intake?.asking != nil }
    return false
  }

  private mutating func leaveIntake() -> [Effect] {
    guard isDirty else {
      intake = nil
      mode = .list
      return []
    }
    return [
      .ask(
        Question(
          title: say("This booking is not confirmed yet"),
          body: [say("What you typed can wait while you look at the list.")],
          choices: [
            DialogChoice("s", say("Stay"), []),
            DialogChoice("k", say("Keep it and see the list"), [.act(BookingActions.list.id)]),
            DialogChoice("d", say("Discard it"), [.act(BookingActions.discard.id)], isDanger: true),
          ]))
    ]
  }

  /// Shows the booking being taken, or begins one.
  mutating func openIntake() -> [Effect] {
    if intake == nil { intake = Intake(key: makeKey(), workspace: workspace, now: now, previous: previous) }
    mode = .intake
    return intake?.needsCollectors ?? []
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    opensFirst = false
    switch id {
    case BookingActions.new.id: return openIntake()
    case BookingActions.list.id:
      mode = .list
      return []
    case BookingActions.discard.id:
      intake = nil
      mode = .list
      if let waiting { return take(waiting) }
      return [.message(.info(say("The booking was discarded.")))]
    case BookingActions.confirm.id where finder != nil: return actOnFinder { $0.submit() }
    case BookingActions.confirm.id where view?.cancelling != nil: return actOnCancelling { $0.submit() }
    case BookingActions.confirm.id where view?.collecting != nil: return actOnCollecting { $0.submit() }
    case BookingActions.confirm.id where isAskingInIntake: return intake.act { $0.submitAnswer() }
    case BookingActions.confirm.id: return view == nil ? confirm() : act { $0.submit() }
    case BookingActions.preview.id:
      return (view?.proposal ?? intake?.proposal).map { [.hand(.cart($0), to: .checkout)] } ?? []
    case BookingActions.accept.id: return confirm()
    case BookingActions.cancel.id: cancel()
    case BookingActions.reschedule.id:
      open(.reschedule)
      return act { $0.firstLook() }
    case BookingActions.edit.id: open(.edit)
    case BookingActions.settle.id: open(.settle)
    case BookingActions.collect.id: collect()
    case BookingActions.revise.id: open(.revise)
    case BookingActions.check.id: open(.check)
    case BookingActions.openPrescription.id: return openPrescription()
    case BookingActions.export.id: return exportConfirmation()
    case BookingActions.find.id:
      finder = BookingFinder(workspace, now: now)
      return [.work(.readCollectors(now.date), slot: .collectors)]
    case BookingActions.previousDay.id: return show(list.date.adding(days: -1))
    case BookingActions.nextDay.id: return show(list.date.adding(days: 1))
    case BookingActions.today.id: return show(now.date)
    case BookingActions.history.id: return selected.map { [.history(of: $0.reference)] } ?? []
    case EverywhereActions.refresh.id:
      return [list.read, .work(.readShelf, slot: .background)] + readOpenBooking
    default: return []
    }
    return []
  }

  /// The booking that is open, or the one selected in the list.
  var selected: BookingSummary? {
    switch mode {
    case .details(let view): view.summary
    case .list: list.selected
    case .intake, .confirmed: nil
    }
  }

  /// Opens a booking that another list names; an intake that is open is kept.
  mutating func open(number: String) -> [Effect] {
    opensFirst = true
    finder = nil
    mode = .list
    let day = now.date
    return find(BookingQuery(from: day, until: day, number: number), words: number)
  }

  /// Shows the whole list again, as what was typed into it was none of its words.
  mutating func clearFilter() { list.clearFilter() }

  /// Lists what was looked for in place of the day.
  mutating func find(_ query: BookingQuery, words: String) -> [Effect] {
    list.show(query, words: words)
    return [list.read]
  }

  private mutating func show(_ date: CalendarDate) -> [Effect] {
    list.show(date)
    return [list.read]
  }

  private mutating func confirm() -> [Effect] {
    // The field in focus was not left: what it asks for is read first, and the keys typed meanwhile wait.
    let reads = intake?.readsBeforeConfirming ?? []
    isConfirmingNext = !reads.isEmpty
    guard reads.isEmpty else { return reads }
    guard let request = intake.change({ $0.requestToConfirm() }) ?? nil else { return [] }
    isSaving = true
    return [.blockingWork(.confirm(request))]
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .bookings(let query, let bookings):
      guard query == list.query else { return [] }
      change { view in
        if let now = bookings.first(where: { $0.id == view.id }) { view.receive(now) }
      }
      let remarks = list.receive(bookings)
      let opens = opensFirst
      opensFirst = false
      if opens, case .list = mode, let first = list.selected { return remarks + open(first) }
      // Whoever moves the open booking to another day knows that it is no longer on this one.
      return view == nil ? remarks : []
    case .shelf(let shelf):
      workspace.shelf = shelf
      return intake.act { $0.receive(shelf) }
    case .clients(let query, let number, let matches):
      finder?.receive(matches, for: ChoiceQuery(text: query, number: number))
      return intake.act { $0.receive(matches, for: query, number: number) }
    case .client(let record): return intake.act { $0.receive(record) }
    case .collectors(let date, let days):
      finder?.receive(days)
      intake.change { $0.receive(days, on: date) }
      return act { $0.receive(days, on: date) }
    case .coupon(let code, let check):
      let effects = intake.act { $0.receive(check, for: code) }
      // A code that does not hold is told before anything is saved; the next Ctrl-S books without it.
      if intake?.quote?.couponVerdict?.isEligible == false { isConfirmingNext = false }
      return effects + confirmIfAsked()
    case .attachment(let path, let file):
      return intake.act { $0.receive(file, from: path) } + confirmIfAsked()
    case .confirmed(let key, let outcome):
      isSaving = false
      guard intake?.key == key else { return [] }
      return receive(outcome)
    case .booking(let answer): return receive(answer)
    case .step(let answer): return actOnCancelling { $0.receive(answer) }
    case .profile(let profile):
      workspace.profile = profile
      list.takesBookings = profile.permissions.allow(.bookingsWrite)
      return []
    case .failed(let work, let error): return receive(error, of: work)
    default: return []
    }
  }

  /// Goes on with a Ctrl-S that waited for a file or a coupon.
  private mutating func confirmIfAsked() -> [Effect] {
    guard isConfirmingNext else { return [] }
    return confirm()
  }

  private mutating func receive(_ outcome: ConfirmOutcome) -> [Effect] {
    switch outcome {
    case .confirmed(let booking), .standing(let booking):
      guard let intake else { return [] }
      mode = .confirmed(ConfirmedCard(booking, of: intake))
      previous = intake.form.record
      list.expect(booking.id)
      self.intake = nil
      return [list.read]
    case .likelyDuplicates(let found):
      intake.change { $0.ask(about: found) }
      return []
    case .priceChanged(let quote):
      let words = intake?.quote.map { quote.difference(from: $0).map(\.words) } ?? []
      intake.change {
        $0.offeredQuote = quote
        $0.arrange()
      }
      return [
        .work(.readShelf, slot: .background),
        .ask(
          Question(
            title: say("The price has changed"), body: words + [say("Nothing has been saved yet.")],
            choices: [
              DialogChoice("l", say("Look at it first"), []),
              DialogChoice("a", say("Accept the new price and confirm"), [.act(BookingActions.accept.id)]),
            ])),
      ]
    }
  }

  private mutating func receive(_ error: DeskError, of work: Work) -> [Effect] {
    isConfirmingNext = false
    switch work {
    case .confirm:
      isSaving = false
      return intake.act { $0.refuse(error) }
    case .step(let work):
      change { $0.cancelling?.refuse(error, of: work) }
      return error.code == .stale ? readOpenBooking : []
    case .booking(let work): return receive(error, of: work)
    case .readAttachment(let path, _):
      intake.change { intake in
        if intake.form.text(.prescription).trimmed == path { intake.form.setError(error.sentence, for: .prescription) }
      }
      return [.message(.error(error.sentence))]
    case .listBookings, .findClients, .readClient, .readCollectors, .findCoupon:
      return [.message(.error(error.sentence))]
    default: return []
    }
  }
}
