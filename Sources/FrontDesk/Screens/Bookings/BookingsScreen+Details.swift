import LabCore
import LabStore
import Tui
import Words

extension BookingsScreen {
  /// Opens a booking and reads everything about it; keys typed meanwhile wait for it.
  mutating func open(_ summary: BookingSummary) -> [Effect] {
    let view = BookingView(summary)
    mode = .details(view)
    return [.blockingWork(.booking(.read(view.id)))]
  }

  /// The booking that is open.
  var view: BookingView? {
    if case .details(let view) = mode { return view }
    return nil
  }

  /// Changes the booking that is open, where there is one.
  mutating func change<Value>(_ body: (inout BookingView) -> Value) -> Value? {
    guard case .details(var view) = mode else { return nil }
    let value = body(&view)
    mode = .details(view)
    return value
  }

  mutating func open(_ purpose: BookingSheet.Purpose) {
    let day = view?.booking?.startsAt.date ?? now.date
    let standing = BookingSheet.Standing(
      now: now, hours: workspace.shelf.clinic.hours,
      mayChangePets: workspace.profile.permissions.allow(.clientsWrite), place: workspace.shelf.clinic.point,
      menu: workspace.menu.on(day),
      currency: workspace.profile.currency)
    change { view in
      guard let booking = view.booking else { return }
      view.sheet = BookingSheet(purpose, of: booking, standing)
    }
  }

  /// Hands something to the sheet above the open booking and follows it.
  mutating func act(_ body: (inout BookingSheet) -> BookingSheet.Outcome) -> [Effect] {
    change { view -> [Effect] in
      guard var sheet = view.sheet else { return [] }
      switch body(&sheet) {
      case .open: view.sheet = sheet
      case .closed: view.sheet = nil
      case .reads(let day):
        view.sheet = sheet
        return [.work(.readCollectors(day), slot: .collectors)]
      case .asks(let work):
        view.sheet = sheet
        return [.blockingWork(.booking(work))]
      }
      return []
    } ?? []
  }

  /// Writes the one document to a file, or asks which.
  mutating func openPrescription() -> [Effect] {
    guard let booking = view?.booking else { return [] }
    let stored = booking.prescriptions.filter(\.isStored)
    guard booking.prescriptions.count == 1, let only = stored.first else {
      open(.open)
      return []
    }
    return [.blockingWork(.booking(only.opening(of: booking.number)))]
  }

  /// Writes what the client is told to a file.
  func exportConfirmation() -> [Effect] {
    guard let booking = view?.booking else { return [] }
    let profile = workspace.profile
    let words = booking.confirmation(in: profile.currency, on: now.date)
    let text = (["\(profile.organizationName), \(now.date.text)", ""] + words.lines).joined(separator: "\n") + "\n"
    return [.blockingWork(.booking(.export(text: text, name: "labrador-\(booking.number).txt")))]
  }

  // MARK: Answers

  mutating func receive(_ answer: BookingAnswer) -> [Effect] {
    switch answer {
    case .read(let booking):
      let (workspace, today) = (workspace, now.date)
      change { $0.receive(booking, workspace, on: today) }
      return []
    case .saved(let sentence):
      change {
        $0.sheet = nil
        $0.collecting = nil
      }
      return [.message(.info(sentence)), .act(EverywhereActions.refresh.id)]
    case .priced(let priced, let quote, let words):
      change { $0.sheet?.wait() }
      var accepted = priced
      accepted.accepted = quote
      return [
        .ask(
          Question(
            title: say("The new price: \(quote.total.formatted(in: priced.currency))"),
            body: words + [say("Nothing has been saved yet.")],
            choices: [
              DialogChoice("l", say("Look at it first"), []),
              DialogChoice("a", say("Accept and save"), [.blockingWork(.booking(.revise(accepted)))]),
            ]))
      ]
    case .opened(let path):
      change { $0.sheet = nil }
      return [.message(.info(say("The prescription is in \(path).")))]
    case .exported(let path): return [.message(.info(say("The confirmation is in \(path).")))]
    }
  }

  /// Keeps the sheet with what was typed; where another desk was faster, the booking is read again behind it.
  mutating func receive(_ error: DeskError, of work: BookingWork) -> [Effect] {
    if case .read = work { return [.message(.error(error.sentence))] }
    let effects = change { view -> [Effect] in
      if view.collecting != nil {
        view.collecting?.refuse(error)
        return [view.read]
      }
      guard view.sheet != nil else { return [.message(.error(error.sentence))] }
      view.sheet?.refuse(error)
      return error.code == .stale ? [view.read] : []
    }
    return effects ?? [.message(.error(error.sentence))]
  }

  // MARK: What is allowed next

  /// Says whether something can be done with the open booking; actions of forms are none of it.
  func availability(ofDeed action: Action.ID, with view: BookingView) -> Availability {
    guard !view.isAsking, let booking = view.booking else { return .hidden }
    switch action {
    case BookingActions.reschedule.id: return availabilityOfMoving(booking)
    case BookingActions.edit.id:
      return booking.status.isDone
        ? .off(reason: say("A booking that is “\(booking.status.displayName)” stays as it is.")) : .on
    case BookingActions.revise.id: return booking.refusalOfRevision.map { .off(reason: $0) } ?? .on
    case BookingActions.settle.id: return booking.attention == nil ? .hidden : .on
    case BookingActions.collect.id: return booking.tubesToCollectAtDesk.isEmpty ? .hidden : .on
    case BookingActions.check.id: return booking.prescriptions.isEmpty ? .hidden : .on
    case BookingActions.openPrescription.id:
      if booking.prescriptions.isEmpty { return .hidden }
      return booking.prescriptions.contains(where: \.isStored)
        ? .on : .off(reason: say("The document is not stored here; ask who keeps the older files."))
    case BookingActions.preview.id: return .on
    case BookingActions.export.id:
      return booking.status == .cancelled ? .off(reason: say("A cancelled booking is not confirmed.")) : .on
    default: return .hidden
    }
  }

  private func availabilityOfMoving(_ booking: FullBooking) -> Availability {
    switch booking.status {
    case .confirmed, .assigned: return .on
    case .noShow, .failedVisit:
      let refusal = workspace.profile.permissions.refusal(of: .bookingsWrite)
      return refusal.map { .off(reason: $0) } ?? .on
    case .draft, .enRoute, .arrived, .collected, .atLab, .closed, .cancelled:
      return .off(reason: say("A visit that is “\(booking.status.displayName)” is not moved to another time."))
    }
  }
}
