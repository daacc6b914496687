import Testing

@testable import Tui

private enum Answer: Equatable, Sendable { case keep, discard, stay }

@Suite("Dialog")
struct DialogTests {
  private func draft() -> Dialog<Answer> {
    Dialog(
      title: "Unsaved booking", body: ["The booking of Bruno is not saved."],
      choices: [
        DialogChoice("d", "Discard", .discard, isDanger: true), DialogChoice("s", "Stay", .stay),
        DialogChoice("k", "Keep draft", .keep),
      ])
  }

  private func answer(_ event: DialogEvent<Answer>) -> Answer? {
    if case .answered(let answer, _) = event { return answer }
    return nil
  }

  @Test(
    "Enter gives the safe answer in focus, letters give theirs",
    arguments: [
      ("<Enter>", Answer.stay), ("<Tab><Enter>", .keep), ("<Left><Enter>", .keep), ("<Tab><Tab><Enter>", .stay),
      ("D", .discard), ("k", .keep),
    ])
  private func answering(_ typed: String, _ expected: Answer) {
    var dialog = draft()
    var last: DialogEvent<Answer> = .ignored
    for press in presses(typed) { last = dialog.handle(press) }
    #expect(answer(last) == expected)
  }

  @Test("Enter never confirms a dialog of dangerous answers alone")
  func dangerAlone() {
    var dialog = Dialog(
      title: "Cancel booking", body: ["B-000123 of Bruno is cancelled."],
      choices: [DialogChoice("c", "Cancel the booking", Answer.discard, isDanger: true)])
    #expect(dialog.defaultChoice == nil)
    guard case .handled = dialog.handle(KeyPress(.enter)) else { return #expect(Bool(false)) }
    #expect(dialog.problem == "Enter does not confirm this. Press C.")
    guard case .cancelled = dialog.handle(KeyPress(.escape)) else { return #expect(Bool(false)) }
  }

  @Test("With an input, letters are its text, and an answer needs it where it is required")
  func input() {
    var dialog = Dialog(
      title: "Cancel booking", body: [], choices: [DialogChoice("c", "Cancel it", Answer.discard, isDanger: true)],
      input: TextField(), inputLabel: "Reason", isInputRequired: true)
    #expect(answer(dialog.handle(.alt("c"))) == nil)
    #expect(dialog.problem == "Reason is needed.")
    for press in presses("cat") { _ = dialog.handle(press) }
    guard case .answered(.discard, "cat") = dialog.handle(.alt("c")) else { return #expect(Bool(false)) }
  }

  @Test("Keys go to the uppermost dialog, which leaves when it is answered")
  func stack() {
    var stack = DialogStack<Answer>()
    stack.push(draft())
    stack.push(Dialog(title: "Sure?", body: [], choices: [DialogChoice("y", "Yes", .keep)]))
    #expect(answer(stack.handle(KeyPress(.enter))) == .keep)
    #expect(stack.dialogs.count == 1)
    guard case .cancelled = stack.handle(KeyPress(.escape)) else { return #expect(Bool(false)) }
    #expect(stack.isEmpty)
  }
}
