import LabCore
import LabStore
import Tui
import Words

/// The form of a report: one line for each result, then the findings.
struct ReportEditor: Sendable {
  enum Field: Hashable, Sendable {
    case result(ParameterID)
    case template, findings
  }

  /// What is written.
  enum Purpose: Sendable, Equatable {
    /// A report that is pending.
    case entry
    /// A new version of a released one.
    case amendment(ReportID)
  }

  let item: BookingItemID
  let purpose: Purpose
  let title: String
  private let parameters: [TestParameter]
  private let templates: [ReportTemplate]
  private(set) var form: Form<Field>
  /// The version of the report that was read; nil where there was none.
  private(set) var version: Int64?
  /// Whether another desk was faster, so that the report has to be looked at before it is saved again.
  private var isStale = false
  /// What the last attempt to save came to, or what another desk did, until the next key.
  var problem: String?
  var isBusy = false

  init(_ page: ReportPage, _ purpose: Purpose = .entry) {
    item = page.item
    self.purpose = purpose
    let deed = purpose == .entry ? say("Report") : say("Amendment")
    title = say("\(deed): \(page.testCode) of \(page.petName) (\(page.species.storedName))")
    let copy = purpose == .entry ? page.copy : page.inForce.map(ReportCopy.init) ?? page.copy
    parameters = page.parameters.filter { $0.isActive || copy.entered[$0.id] != nil }
    templates = page.templates
    version = page.report?.version
    var sections: [FormSection<Field>] = []
    let results = parameters.map { (key: Field.result($0.id), value: Self.field(for: $0, copy.entered[$0.id] ?? "")) }
    if !results.isEmpty { sections.append(FormSection(say("Results"), results)) }
    let options = templates.map {
      ChoiceOption(
        id: $0.id.description, title: $0.title, detail: $0.body.split(separator: "\n").first.map(String.init) ?? "")
    }
    sections.append(
      FormSection(
        say("Findings"),
        [
          (
            .template,
            FormField(
              say("Template"), .choice(ChoiceField(.fixed(options))), width: 28,
              help: say("Findings that are often written; the one that is chosen is added below."),
              isVisible: !options.isEmpty)
          ),
          (
            .findings,
            FormField(
              say("Findings"), .area(TextArea(copy.findings, columns: 90, rows: 8, maximumLength: 20_000)), width: 90,
              help: say("What was found, in words. Enter begins a new line."))
          ),
        ]))
    form = Form(sections: sections)
    // Where nothing is measured, the words come first; Ctrl-T goes to the templates.
    if results.isEmpty { form.focus(on: .findings) }
  }

  private static func field(for parameter: TestParameter, _ text: String) -> FormField {
    let about = [parameter.unit, parameter.interval?.text].compactMap(\.self).joined(separator: "  ")
    return FormField(
      parameter.name, .text(TextField(text, maximumLength: ResultValue.mostCharacters)),
      width: parameter.kind == .words ? 40 : 12,
      help: parameter.kind == .words
        ? say("In words.")
        : say("A number, with < or > before it where the truth lies beyond it\(about.isEmpty ? "" : ": \(about)")."),
      hint: about,
      parse: { typed in
        do throws(ResultProblem) {
          guard let value = try ResultValue.parse(typed, for: parameter) else { return .success(ParsedText(typed)) }
          let mark = parameter.flag(of: value)?.mark ?? ""
          return .success(
            ParsedText(value.text, echo: [about, mark].filter { !$0.isEmpty }.joined(separator: "  ")))
        } catch {
          return .failure(FieldProblem(error.sentence))
        }
      })
  }

  /// What stands in the form.
  var copy: ReportCopy {
    ReportCopy(
      findings: form.text(.findings),
      entered: Dictionary(
        parameters.map { ($0.id, form.text(.result($0.id))) }, uniquingKeysWith: { first, _ in first }))
  }

  var isDirty: Bool { form.dirtyFields.contains { $0 != .template } }

  // MARK: Keys

  /// Takes a key; true where the form is to be left.
  mutating func handle(_ press: KeyPress) -> Bool {
    problem = nil
    switch form.handle(press) {
    case .changed(.template), .left(.template): useTemplate()
    case .refused(_, let reason): problem = reason
    case .ignored: return press == KeyPress(.escape)
    case .handled, .changed, .asked, .left, .submitted: break
    }
    return false
  }

  mutating func paste(_ text: String) {
    problem = nil
    _ = form.paste(text)
  }

  mutating func goToTemplates() { form.focus(on: .template) }
  var hasTemplates: Bool { !templates.isEmpty }

  /// Adds the chosen template to the findings.
  private mutating func useTemplate() {
    guard let pick = form.pick(.template), let template = templates.first(where: { $0.id.description == pick.id })
    else { return }
    let findings = form.text(.findings)
    form.setText(findings.trimmed.isEmpty ? template.body : findings + "\n\n" + template.body, for: .findings)
    form.setPicks([], for: .template)
    form.setText("", for: .template)
    form.focus(on: .findings)
  }

  /// Checks every result; the focus goes to the first that cannot be read.
  mutating func check() -> Bool {
    guard form.validate() else {
      form.focusFirstError()
      return false
    }
    guard !copy.isEmpty else {
      problem = say("A report has findings or results. Nothing was saved.")
      return false
    }
    return true
  }

  // MARK: What others do

  /// Says why it was not saved; what was typed stays.
  mutating func refuse(_ error: DeskError) {
    isBusy = false
    isStale = error.code == .stale
    problem = error.sentence
  }

  /// Takes note of the report as it stands now: what changed behind the form is said, and nothing typed is lost.
  mutating func look(at page: ReportPage) {
    guard page.report?.version != version else { return }
    let words = say("Another desk has changed this report meanwhile; what you typed is kept.")
    switch purpose {
    case .entry where page.status == .pending:
      problem = isStale ? words + say(" Saving again replaces what they wrote.") : words
    case .entry: problem = say("\(words) The report is now: \(page.status.displayName.lowercased()).")
    case .amendment: problem = words + say(" Look at it before you amend it.")
    }
    guard isStale else { return }
    version = page.report?.version
    isStale = false
  }

  /// Takes what was saved as the copy from which the form goes on.
  mutating func keep(_ written: WrittenReport) {
    isBusy = false
    version = written.version
    form.markClean()
  }

  // MARK: What is seen

  var remark: Message? {
    if isBusy { return .info(say("Saving…")) }
    if let problem { return .warning(problem) }
    if let refusal = form.focusRefusal { return .warning(refusal) }
    guard let remark = form.focusRemark else { return nil }
    return remark.error.map { .error($0) } ?? (remark.help.isEmpty ? nil : .info(remark.help))
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.cursor = nil
    canvas.fill(area, role: .text)
    canvas.put(title, row: area.row, column: area.column + 1, width: area.columns - 2, role: .textStrong)
    form.draw(on: &canvas, in: area.droppingTop(2), overlay: area.droppingTop(1))
  }
}
