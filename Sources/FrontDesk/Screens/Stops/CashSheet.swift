import LabCore
import LabStore
import Tui
import Words

/// Asks how much cash was taken; what is still to be paid stands in the field.
struct CashSheet: Sendable {
  enum Field: String, Hashable, Sendable { case amount }

  private(set) var sheet: Sheet<Field>
  private(set) var isBusy = false
  let booking: BookingID
  private let currency: Currency
  /// Made when the sheet opened, so that an answer that was lost does not take the money twice.
  private let key: RequestKey
  private var version: Int64
  private var isStale = false

  init(_ stop: Stop, in currency: Currency, key: RequestKey) {
    booking = stop.id
    version = stop.version
    self.currency = currency
    self.key = key
    let open = stop.open
    sheet = Sheet(
      say("Cash: \(stop.petName)"),
      [
        say("\(stop.clientName) · booking \(stop.number)"), say("\(open.formatted(in: currency)) is still to be paid."),
      ],
      [
        (
          .amount,
          FormField(
            say("Cash taken"),
            .text(TextField(open.formatted(in: currency, symbol: false), filter: .decimal, maximumLength: 20)),
            isRequired: true, width: 16, help: say("What you were given, at most what is still to be paid."),
            hint: currency.code, parse: { Self.parse($0, in: currency, most: open) })
        )
      ])
    sheet.keys = [say("Enter or Ctrl-S notes the cash as taken · Esc leaves it"), say("Ctrl-S saves · Esc leaves it")]
  }

  private static func parse(_ text: String, in currency: Currency, most: Money) -> Result<ParsedText, FieldProblem> {
    do {
      let amount = try Money.parse(text, in: currency)
      guard amount > .zero else { return .failure(FieldProblem(say("Cash that is taken is more than nothing."))) }
      guard amount <= most else {
        return .failure(FieldProblem(say("Only \(most.formatted(in: currency)) is still to be paid.")))
      }
      return .success(
        ParsedText(
          amount.formatted(in: currency, symbol: false),
          echo: amount == most ? "" : say("\((most - amount).formatted(in: currency)) stays open")))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  mutating func handle(_ press: KeyPress) -> StepSheet.Outcome {
    switch sheet.handle(press) {
    case .closed: .closed
    case .submitted: submit()
    case .changed, .handled, .asked: .open
    }
  }

  mutating func paste(_ text: String) { sheet.paste(text) }

  mutating func submit() -> StepSheet.Outcome {
    guard sheet.submit(), let amount = try? Money.parse(sheet.form.text(.amount), in: currency) else { return .open }
    isBusy = true
    return .asks(.stops(.takeCash(CashTaking(booking: booking, version: version, amount: amount, key: key))))
  }

  /// Says why nothing was noted; what was typed stays.
  mutating func refuse(_ error: DeskError) {
    isBusy = false
    isStale = error.code == .stale
    sheet.problem = error.sentence
  }

  /// Takes note of the booking as it stands behind the sheet now that its person was told that it changed.
  mutating func look(at version: Int64) {
    guard isStale else { return }
    self.version = version
    isStale = false
  }

  var remark: Message? { isBusy ? .info(say("Saving…")) : sheet.remark }
}
