import LabCore
import LabStore
import Tui
import Words

extension BookingsScreen {
  /// Opens the sheet that asks for the reason, and the second person where the rules want one.
  mutating func cancel() {
    guard let view, let move = cancellation(of: view.status).move else { return }
    let summary = view.summary
    let sheet = StepSheet(
      move, of: view.id.rawValue, version: view.version, title: say("Cancel booking \(summary.number)"),
      lines: ["\(summary.clientName), \(summary.petName), \(summary.startsAt.text)."])
    change { $0.cancelling = sheet }
  }

  /// Hands something to the sheet that asks before cancelling.
  mutating func actOnCancelling(_ body: (inout StepSheet) -> StepSheet.Outcome) -> [Effect] {
    change { $0.cancelling.act(body) } ?? []
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
