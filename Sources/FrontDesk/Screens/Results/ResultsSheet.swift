import LabCore
import LabStore
import Tui
import Words

/// The form of a parameter with its intervals, or of a template.
struct ResultsSheet: Sendable {
  enum Field: Hashable, Sendable {
    case name, unit, kind, decimals, place
    case interval(Species?)
    case otherSpecies, otherInterval
    case scope, body
  }

  enum Purpose: Sendable {
    case parameter(MeasuredTest, ListedParameter?)
    case template(MeasuredTest?, ReportTemplate?)
  }

  private(set) var purpose: Purpose
  var sheet: Sheet<Field>
  /// Whether another desk was faster, so that what it saved has to be seen before this is saved again.
  var isStale = false

  init(_ purpose: Purpose) {
    self.purpose = purpose
    switch purpose {
    case .parameter(let test, let parameter): sheet = Self.sheet(of: parameter, of: test)
    case .template(let test, let template): sheet = Self.sheet(of: template, of: test)
    }
    sheet.form.markClean()
  }

  /// Takes what another desk has saved, now that its person was told; what was typed stays.
  mutating func look(at catalogue: ResultCatalogue) {
    guard isStale else { return }
    switch purpose {
    case .parameter(let test, let old?):
      guard let test = catalogue.tests.first(where: { $0.id == test.id }),
        let newer = test.parameters.first(where: { $0.id == old.id })
      else { return }
      purpose = .parameter(test, newer)
    case .template(let test, let old?):
      guard let newer = catalogue.templates.first(where: { $0.id == old.id }) else { return }
      purpose = .template(test, newer)
    case .parameter, .template: return
    }
    sheet = sheet.rebased(on: ResultsSheet(purpose).sheet)
    isStale = false
  }

  private static func text(_ text: String, _ most: Int) -> FormField.Body {
    .text(TextField(text, maximumLength: most))
  }

  private static func sheet(of parameter: ListedParameter?, of test: MeasuredTest) -> Sheet<Field> {
    let old = parameter?.parameter
    let kinds = TestParameter.Kind.allCases.map { ChoiceOption(id: $0.rawValue, title: $0.displayName) }
    let place = parameter?.position ?? (test.parameters.map(\.position).max() ?? 0) + 1
    var fields: [NamedField<Field>] = [
      (
        .name,
        FormField(
          say("Name"), text(old?.name ?? "", 80), isRequired: true, width: 30, help: say("As it stands on the report."))
      ),
      (.unit, FormField(say("Unit"), text(old?.unit ?? "", 20), width: 14, help: say("Such as g/dL; empty for none."))),
      (
        .kind,
        FormField(
          say("Result"),
          .choice(ChoiceField(.fixed(kinds), picks: [kinds.first { $0.id == old?.kind.rawValue } ?? kinds[0]])),
          isRequired: true, width: 14, help: say("A number, or words."))
      ),
      (
        .decimals,
        FormField(
          say("Decimals"), text(old?.decimals.map(String.init) ?? "", 1), width: 4,
          help: say("The most decimals that may be typed, 0 to 6; empty for any."), parse: number(0...6))
      ),
      (
        .place,
        FormField(
          say("Place"), text("\(place)", 4), isRequired: true, width: 6,
          help: say("Its place on the report, counted from one."),
          parse: number(0...9999))
      ),
    ]
    let known = (parameter?.intervals ?? []).map(\.interval)
    let species: [Species?] =
      [.dog, .cat] + known.map(\.species).filter { $0 != .dog && $0 != .cat && $0 != nil } + [nil]
    for one in species {
      let interval = known.first { $0.species == one }
      fields.append(
        (
          .interval(one),
          FormField(
            one?.storedName ?? say("Any other"), text(interval?.typed ?? "", 60), width: 26,
            help: say("Such as 6-17, <17 or >6; critical bounds in brackets: 6-17 (2-50). Empty for none."),
            parse: reader(of: one))
        ))
    }
    fields.append(
      (
        .otherSpecies,
        FormField(
          say("One more species"), text("", 40), width: 20,
          help: say("A species that has an interval of its own, such as Rabbit."))
      ))
    fields.append(
      (
        .otherInterval,
        FormField(say("Its interval"), text("", 60), width: 26, help: say("Such as 6-17."), parse: reader(of: nil))
      ))
    return Sheet(parameter == nil ? say("Add to \(test.code)") : "\(test.code): \(old?.name ?? "")", [], fields)
  }

  private static let thisTest = "test"

  private static func sheet(of template: ReportTemplate?, of test: MeasuredTest?) -> Sheet<Field> {
    var scopes = [ChoiceOption(id: "every", title: say("every test"))]
    if let test { scopes.insert(ChoiceOption(id: Self.thisTest, title: say("\(test.code) alone")), at: 0) }
    return Sheet(
      template == nil ? say("Add a template") : say("Template"), [],
      [
        (
          .name,
          FormField(
            say("Title"), text(template?.title ?? "", 80), isRequired: true, width: 40,
            help: say("What it is found by."))
        ),
        (
          .scope,
          FormField(
            say("For"), .choice(ChoiceField(.fixed(scopes), picks: [scopes[0]])), isRequired: true, width: 24,
            help: say("Which tests it is offered for."))
        ),
        (
          .body,
          FormField(
            say("Findings"), .area(TextArea(template?.body ?? "", columns: 46, rows: 6, maximumLength: 4000)),
            isRequired: true,
            width: 46, help: say("The findings that it adds. Enter begins a new line, Ctrl-S saves."))
        ),
      ])
  }

  private static func number(_ range: ClosedRange<Int>) -> FieldParser {
    { typed in
      guard let value = Int(typed.trimmed), range.contains(value) else {
        return .failure(FieldProblem(say("A number from \(range.lowerBound) to \(range.upperBound).")))
      }
      return .success(ParsedText("\(value)"))
    }
  }

  private static func reader(of species: Species?) -> FieldParser {
    { typed in
      guard let interval = ReferenceInterval(typed: typed, for: species) else {
        return .failure(FieldProblem(say("An interval rises, such as 6-17 or 6-17 (2-50).")))
      }
      return .success(ParsedText(interval.typed))
    }
  }

  /// The work that saves it; nil where a field has to be corrected.
  mutating func submit() -> ResultsWork? {
    guard sheet.submit() else { return nil }
    switch purpose {
    case .template(let test, let template):
      let scope = sheet.form.pick(.scope)?.id == Self.thisTest ? test?.id : nil
      let (title, body) = (sheet.form.text(.name).singleSpaced, sheet.form.text(.body).trimmed)
      guard var template else { return .addTemplate(scope, title: title, body: body) }
      template.test = scope
      template.title = title
      template.body = body
      return .saveTemplate(template)
    case .parameter(let test, let old):
      var intervals: [ReferenceInterval] = []
      for id in sheet.form.record.texts.keys {
        guard case .interval(let species) = id else { continue }
        if let interval = ReferenceInterval(typed: sheet.form.text(id), for: species) { intervals.append(interval) }
      }
      let other = sheet.form.text(.otherSpecies).singleSpaced
      if !other.isEmpty || !sheet.form.text(.otherInterval).trimmed.isEmpty {
        let species = Species(storedName: other)
        guard species.isKnown, !intervals.contains(where: { $0.species == species }),
          let interval = ReferenceInterval(typed: sheet.form.text(.otherInterval), for: species)
        else {
          sheet.problem = say("One more species has a name that is not above, and an interval.")
          return nil
        }
        intervals.append(interval)
      }
      let kind = sheet.form.pick(.kind).flatMap { TestParameter.Kind(rawValue: $0.id) } ?? .number
      let unit = sheet.form.text(.unit).trimmed
      return .save(
        ParameterChange(
          test: test.id, old: old,
          particulars: ParameterParticulars(
            position: Int(sheet.form.text(.place)) ?? 0, code: old?.parameter.code,
            name: sheet.form.text(.name).singleSpaced, unit: unit.isEmpty ? nil : unit,
            decimals: Int(sheet.form.text(.decimals)), kind: kind),
          intervals: kind == .words ? [] : intervals))
    }
  }
}

extension TestParameter.Kind {
  var displayName: String {
    switch self {
    case .number: "number"
    case .words: "words"
    }
  }
}
