import LabCore
import LabStore
package import Tui
import Words

/// The first start on an empty database: the organisation and its first account.
package struct FirstStartScreen: Screen {
  typealias Field = FoundingForm.Field

  private(set) var form: Form<Field>
  private var isBusy = false
  private var slugIsTyped = false
  private var notice: Message?

  package static let entry = ScreenEntry(
    place: .firstStart, name: "First start", group: "First start",
    actions: [
      Action(
        id: "first-start.create", title: "Create", help: "Creates the organisation and the account.",
        chords: [Chord(.character("s"), .control)], group: "First start", writes: true, barPriority: 1)
    ],
    tab: nil
  ) { FirstStartScreen(timeZone: $0.settings.timeZone) }

  init(timeZone: String) { form = FoundingForm.make(timeZone: timeZone, account: .own) }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .key(let press): return take(form.handle(press))
    case .paste(let text): return take(form.paste(text))
    case .action("first-start.create"): return submit()
    case .answer(.created(let first)):
      isBusy = false
      return [
        .go(to: .signIn), .message(.info(say("\(first.organizationName) is set up. Sign in with your password."))),
      ]
    case .answer(.failed(.createFirst, let error)):
      isBusy = false
      notice = .error(error.sentence)
      return []
    case .answer, .action, .shown, .handed, .minute, .changed: return []
    }
  }

  private mutating func take(_ event: FormEvent<Field>) -> [Effect] {
    notice = nil
    if case .changed(let field) = event {
      FoundingForm.follow(field, in: &form, slugIsTyped: &slugIsTyped)
    } else {
      FoundingForm.follow(nil, in: &form, slugIsTyped: &slugIsTyped)
    }
    switch event {
    case .submitted: return submit()
    case .refused(_, let reason): return [.message(.warning(reason))]
    case .ignored, .handled, .changed, .asked, .left: return []
    }
  }

  private mutating func submit() -> [Effect] {
    guard let first = FoundingForm.read(&form) else { return [] }
    isBusy = true
    return [.blockingWork(.createFirst(first))]
  }

  package func availability(of action: Action.ID) -> Availability { action == "first-start.create" ? .on : .hidden }
  package var help: FieldHelp? { form.focus.flatMap { form[$0] }.map { FieldHelp($0) } }
  package var isDirty: Bool { form.isDirty && !isBusy }
  package var problemCount: Int { form.errorCount }

  package var standingMessage: Message? {
    if isBusy { return .info(say("Creating…")) }
    if let error = form.focus.flatMap({ form[$0]?.error }) { return .error(error) }
    return notice
  }

  // MARK: View

  package func draw(on canvas: inout Canvas, in area: Rect) {
    let box = area.centred(rows: min(area.rows, 17), columns: min(area.columns, 74))
    canvas.box(box, title: say("Welcome to Labrador"))
    canvas.put(
      say("The database is empty. Two groups of questions, and you can book."), row: box.row + 1,
      column: box.column + 3, width: box.columns - 6, role: .textDim)
    form.draw(on: &canvas, in: box.inset(rows: 1, columns: 2).droppingTop(2))
  }
}
