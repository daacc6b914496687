import LabCore
import LabStore
package import Tui
import Words

// What the shell asks of the bookings, and how they are drawn.
extension BookingsScreen {
  package func availability(of action: Action.ID) -> Availability {
    switch (action, mode) {
    case (BookingActions.confirm.id, .list): finder == nil ? .hidden : .on
    case (_, .list) where finder != nil: .hidden
    case (_, .intake) where isAskingInIntake: action == BookingActions.confirm.id ? .on : .hidden
    case (BookingActions.find.id, .list): .on
    case (BookingActions.new.id, .intake): .hidden
    case (BookingActions.new.id, .details(let view)) where view.isAsking: .hidden
    case (BookingActions.new.id, _), (BookingActions.previousDay.id, .list), (BookingActions.nextDay.id, .list),
      (BookingActions.today.id, .list), (EverywhereActions.refresh.id, .list), (EverywhereActions.refresh.id, .details):
      .on
    case (BookingActions.confirm.id, .intake), (BookingActions.list.id, .intake), (BookingActions.discard.id, .intake),
      (BookingActions.preview.id, .intake):
      .on
    case (BookingActions.cancel.id, .details(let view)):
      view.isAsking ? .hidden : cancellation(of: view.status).availability
    case (BookingActions.confirm.id, .details(let view)): view.isAsking ? .on : .hidden
    case (BookingActions.history.id, .list), (BookingActions.history.id, .details):
      selected == nil || view?.isAsking == true ? .hidden : workspace.profile.permissions.availabilityOfHistory
    case (BookingActions.accept.id, .intake): intake?.offeredQuote == nil ? .hidden : .on
    case (_, .details(let view)): availability(ofDeed: action, with: view)
    default: .hidden
    }
  }

  package var help: FieldHelp? {
    switch mode {
    case .list:
      return finder?.sheet.help
        ?? FieldHelp(
          title: say("Bookings"),
          text: say(
            "The bookings of the day, earliest first, or those that were looked for. Typing filters the list; "
              + "Ctrl-F finds bookings of other days; Ctrl-N takes a new booking."))
    case .intake where isAskingInIntake: return intake?.asking?.help
    case .intake:
      guard let field = intake?.form.focus.flatMap({ intake?.form[$0] }) else { return nil }
      return FieldHelp(field)
    case .details(let view):
      return view.cancelling?.sheet.help ?? view.collecting?.sheet.help ?? view.sheet?.sheet.help
        ?? FieldHelp(
          title: say("Booking \(view.summary.number)"),
          text: say(
            "Everything about one booking; Up, Down and the page keys scroll, Enter goes back to the list. What "
              + "other desks change shows at once."))
    case .confirmed: return nil
    }
  }

  package var isDirty: Bool {
    intake?.form.isDirty ?? false || view?.isDirty ?? false
  }

  package var problemCount: Int {
    guard case .intake = mode else { return 0 }
    return intake?.form.errorCount ?? 0
  }

  package var standingMessage: Message? {
    if isSaving { return .info(say("Confirming…")) }
    switch mode {
    case .intake where isAskingInIntake: return intake?.asking?.remark
    case .intake:
      if let refusal = intake?.form.focusRefusal { return .info(refusal) }
      guard let remark = intake?.form.focusRemark else { return nil }
      return remark.error.map { .error($0) } ?? .info(remark.help.firstSentence)
    case .list where finder != nil: return finder?.sheet.remark
    case .list where list.search != nil: return .info(say("Enter opens a booking; Esc goes back to the day."))
    case .list where intake == nil: return list.remark
    case .list: return .warning(say("A booking is still open: Ctrl-N goes back to it."))
    case .details(let view):
      return view.cancelling?.remark ?? view.collecting?.remark ?? view.sheet?.remark
        ?? .info(say("Up and Down scroll; Enter goes back to the list."))
    case .confirmed: return .info(say("Enter goes back to the list, Ctrl-N takes the next booking."))
    }
  }

  // MARK: View

  /// From this width on the list stands beside the intake.
  static let wideColumns = 150

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let isWide = area.columns >= Self.wideColumns
    let side = isWide ? area.left(52) : area
    let main = isWide ? area.droppingLeft(54) : area
    switch mode {
    case .list:
      list.draw(on: &canvas, in: area, isActive: finder == nil)
      if finder != nil { canvas.cursor = nil }
      finder?.sheet.draw(on: &canvas, in: area)
    case .details(let view):
      if isWide { list.draw(on: &canvas, in: side, isActive: false) }
      view.draw(on: &canvas, in: main)
    case .intake:
      if isWide { list.draw(on: &canvas, in: side, isActive: false) }
      intake?.draw(on: &canvas, in: main)
    case .confirmed(let card):
      if isWide { list.draw(on: &canvas, in: side, isActive: false) }
      card.draw(on: &canvas, in: main)
    }
  }
}

extension String {
  /// Up to the first full stop that ends a sentence; help in full is on F1.
  fileprivate var firstSentence: String {
    var index = utf8.startIndex
    while let stop = utf8[index...].firstIndex(of: UInt8(ascii: ".")) {
      index = utf8.index(after: stop)
      if index < utf8.endIndex, utf8[index] == UInt8(ascii: " ") { return String(self[..<index]) }
    }
    return self
  }
}
