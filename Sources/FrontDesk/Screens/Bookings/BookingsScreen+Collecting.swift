import LabCore
import LabStore
import Tui
import Words

extension BookingsScreen {
  /// Opens the list of the tubes that are drawn at the desk.
  mutating func collect() {
    guard let booking = view?.booking else { return }
    let isWalkIn = booking.method == .walkIn
    let sheet = CollectSheet(
      booking.tubesToCollectAtDesk, of: booking.id, version: booking.version,
      title: say("Collect: \(booking.pet.name)"),
      lines: ["\(booking.number) · \(booking.client.name.text) · \(booking.startsAt.text)"], needsReason: true,
      reason: isWalkIn ? say("Drawn at the desk") : "")
    change { $0.collecting = sheet }
  }

  /// Hands something to the sheet of the tubes and follows it.
  mutating func actOnCollecting(_ body: (inout CollectSheet) -> StepSheet.Outcome) -> [Effect] {
    change { view -> [Effect] in
      guard var sheet = view.collecting else { return [] }
      switch body(&sheet) {
      case .open, .done: view.collecting = sheet
      case .closed: view.collecting = nil
      case .asks(.stops(.collect(let collection))):
        view.collecting = sheet
        return [.blockingWork(.booking(.collect(collection, petName: view.summary.petName)))]
      case .asks: view.collecting = sheet
      }
      return []
    } ?? []
  }
}

extension FullBooking {
  /// What is still to be drawn of a pet that is here, or of a walk-in; nothing of any other booking.
  var tubesToCollectAtDesk: [CollectedTube] {
    guard status == .arrived || status == .confirmed && method == .walkIn else { return [] }
    return CollectedTube.plan(for: items.filter { $0.status == .pending }.map { ($0.id, $0.test) })
  }
}
