import LabCore
import LabStore
import Tui
import Words

/// The tubes of a booking, each ticked: a reason typed beside one says that it was not obtained.
struct CollectSheet: Sendable {
  enum Field: Hashable, Sendable {
    case tube(Int)
    case reason
  }

  private(set) var sheet: Sheet<Field>
  private(set) var isBusy = false
  let booking: BookingID
  private let tubes: [CollectedTube]
  private let needsReason: Bool
  /// The version of the booking that was read.
  private var version: Int64
  /// Whether another desk was faster, so that the booking has to be looked at before it is saved again.
  private var isStale = false

  /// What is said most when a tube is not obtained; anything else can be typed.
  static var reasons: [String] {
    [
      say("Too little came"), say("Nothing came"), say("The pet would not be held"), say("The client declined"),
      say("The tube broke"),
    ]
  }

  /// Opens the sheet; whoever collects on somebody's behalf says why.
  init(
    _ tubes: [CollectedTube], of booking: BookingID, version: Int64, title: String, lines: [String],
    needsReason: Bool = false, reason: String = ""
  ) {
    self.tubes = tubes
    self.booking = booking
    self.version = version
    self.needsReason = needsReason
    var fields = tubes.enumerated().map { place, tube -> NamedField<Field> in
      (
        .tube(place),
        FormField(
          Self.label(tube, isObtained: true),
          .choice(
            ChoiceField(
              .fixed(Self.reasons.map { ChoiceOption(id: $0, title: $0) }), allowsFreeText: true,
              placeholder: say("obtained"))),
          width: 24,
          help: say("\(tube.text). Empty: obtained; else type why."),
          hint: tube.testCodes.joined(separator: ", "))
      )
    }
    fields.append(
      (
        .reason,
        FormField(
          say("Reason"), .text(TextField(reason, maximumLength: 200)), isRequired: needsReason, width: 40,
          help: say("Why you and not the collector, in a few words; it stands in the history."), isVisible: needsReason)
      ))
    sheet = Sheet(title, lines, fields)
    tick()
  }

  private static func label(_ tube: CollectedTube, isObtained: Bool) -> String {
    (isObtained ? "[x] " : "[ ] ") + (tube.type?.storedName ?? say("Sample"))
  }

  mutating func handle(_ press: KeyPress) -> StepSheet.Outcome {
    switch sheet.handle(press) {
    case .closed: return .closed
    case .submitted: return submit()
    case .changed, .handled, .asked:
      tick()
      return .open
    }
  }

  mutating func paste(_ text: String) {
    sheet.paste(text)
    tick()
  }

  /// Ticks the tubes that have no reason beside them, and says what saving comes to.
  private mutating func tick() {
    for (place, tube) in tubes.enumerated() {
      let label = Self.label(tube, isObtained: reason(beside: place) == nil)
      sheet.form[.tube(place)]?.label = label
    }
    let isNothing = tubes.indices.allSatisfy { reason(beside: $0) != nil }
    sheet.keys =
      isNothing
      ? [
        say("Nothing is ticked: Ctrl-S saves that nothing was obtained"), say("Nothing is ticked · Ctrl-S saves that"),
      ]
      : [say("Ctrl-S saves what is ticked as collected · Esc leaves it"), say("Ctrl-S saves · Esc leaves it")]
  }

  private func reason(beside place: Int) -> String? {
    let text = sheet.form.text(.tube(place)).singleSpaced
    return text.isEmpty ? nil : text
  }

  /// Checks the fields and asks for the tubes to be collected.
  mutating func submit() -> StepSheet.Outcome {
    guard sheet.submit() else { return .open }
    isBusy = true
    let collected = tubes.enumerated().map { place, tube in
      var tube = tube
      tube.missingBecause = self.reason(beside: place)
      return tube
    }
    let behalf = sheet.form.text(.reason).singleSpaced
    return .asks(
      .stops(
        .collect(
          Collection(
            booking: booking, version: version, tubes: collected, reason: needsReason ? behalf : nil))))
  }

  /// Says why nothing was saved; what was typed stays.
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
