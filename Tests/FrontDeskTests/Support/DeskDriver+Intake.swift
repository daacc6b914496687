@testable import FrontDesk
import Testing
import Tui

extension DeskDriver {
  /// Takes a repeat visit of Bruno at his home, up to but not including Ctrl-S.
  @discardableResult
  func fillRepeatVisit() async -> DeskDriver {
    await press("Ctrl-N").type("bruno").press(.enter).type("cbc").press(.enter).type("lft").press(.enter)
  }

  /// Goes to a field by Tab or Shift-Tab, as a person would.
  @discardableResult
  func go(to field: IntakeField, sourceLocation: SourceLocation = #_sourceLocation) async -> DeskDriver {
    let order = IntakeField.allCases
    for _ in order where intake?.form.focus != field {
      guard let here = intake?.form.focus, let from = order.firstIndex(of: here), let to = order.firstIndex(of: field)
      else { break }
      await press(from < to ? .tab : .backTab)
    }
    return expectFocus(field, sourceLocation: sourceLocation)
  }

  /// Goes to a field and types its value anew.
  @discardableResult
  func replace(
    _ field: IntakeField, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async -> DeskDriver {
    await go(to: field, sourceLocation: sourceLocation).press("Ctrl-E", "Ctrl-U").type(text)
  }
}
