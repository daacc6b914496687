import LabCore
import LabStore
import Tui
import Words

// What is scanned above the list of bookings.
extension BookingsScreen {
  /// Above the list, the number of a booking opens it and that of a tube goes to its tests; in a form it is data.
  package mutating func take(scan text: String) -> ScanUse {
    if case .intake = mode, takesAChoice, ScannedNumber(text) == nil { return .enter }
    guard case .list = mode, finder == nil else { return .kept }
    switch ScannedNumber(text) {
    case nil: return .enter
    case .booking(let number): return .taken(open(number: number))
    case .tube(let number):
      clearFilter()
      guard ScreenList[.reports].isOpen(to: workspace.profile.permissions) else {
        return .taken([.message(.warning(say("\(number) is the number of a tube; the lab knows more of it.")))])
      }
      return .taken([.hand(.tube(number), to: .reports)])
    }
  }

  /// Whether Enter only takes what was found for the field: digits of a caller's number may come as fast as a code.
  private var takesAChoice: Bool {
    guard !isAskingInIntake, let form = intake?.form, let field = form.focus.flatMap({ form[$0] }) else { return false }
    if case .choice = field.body { return true }
    return false
  }
}
