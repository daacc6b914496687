import LabCore
import LabStore
import Tui

extension BookingsScreen {
  /// Opens the sheet that asks for the reason, and the second person where the rules want one.
  mutating func cancel() {
    guard let view, let move = cancellation(of: view.status).move else { return }
    let booking = view.summary
    cancelling = StepSheet(
      move, of: booking.id.rawValue, title: "Cancel booking \(booking.number)",
      lines: ["\(booking.clientName), \(booking.petName), \(booking.startsAt.text)."])
  }

  /// The way from where a booking stands to cancelled, and whether this person may go it.
  func cancellation(
    of status: BookingStatus
  ) -> (move: StatusMove<BookingStatus>?, availability: Availability) {
    let ways = status.moves(to: .cancelled)
    let permissions = workspace.profile.permissions
    if let move = ways.first(where: { $0.permission.map(permissions.allow) ?? false }) { return (move, .on) }
    guard let refusal = ways.first?.permission?.refusal else { return (nil, .hidden) }
    return (nil, .off(reason: refusal))
  }
}

extension Optional where Wrapped == StepSheet {
  /// Changes the sheet where there is one; it goes when it is closed or done.
  mutating func act(_ body: (inout StepSheet) -> StepSheet.Outcome) -> [Effect] {
    guard var sheet = self else { return [] }
    switch body(&sheet) {
    case .open:
      self = sheet
      return []
    case .closed:
      self = nil
      return []
    case .asks(let work):
      self = sheet
      return [.blockingWork(work)]
    case .done(let sentence):
      self = nil
      return [.message(.info(sentence)), .act(EverywhereActions.refresh.id)]
    }
  }
}
