import LabCore
import LabStore
package import Tui
import Words

/// What tests measure, the usual intervals by species, and findings that are often written.
package struct ResultsScreen: Screen {
  private(set) var catalogue = ResultCatalogue()
  private(set) var table: Table<ResultsRow>
  private(set) var sheet: ResultsSheet?
  private(set) var profile: Profile
  private var isRead = false
  private var isBusy = false
  /// What was just saved is selected as soon as it stands in the list.
  private var expected: ResultsRow?

  init(_ profile: Profile) {
    self.profile = profile
    table = Table<ResultsRow>(
      columns: [
        TableColumn(say("Test, parameter, template"), .flex(minimum: 24, weight: 3)),
        TableColumn(say("Unit"), .fixed(10)),
        TableColumn(say("Usual"), .flex(minimum: 18, weight: 4)), TableColumn(say("State"), .fixed(8)),
      ], emptyText: say("Reading the results…"))
    table.showsPosition = false
  }

  private var read: [Effect] {
    profile.permissions.allow(.catalogueRead) ? [.work(.results(.read), slot: .screen(.results))] : []
  }

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown, .changed("test_parameters", _), .changed("reference_intervals", _), .changed("report_templates", _):
      return read
    case .key(let press): return handle(press)
    case .paste(let text):
      if sheet != nil { sheet?.sheet.paste(text) } else { _ = table.paste(text) }
    case .action(let id): return run(id)
    case .answer(let answer): return receive(answer)
    case .minute, .changed, .handed: break
    }
    return []
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    if var open = sheet {
      let outcome = open.sheet.handle(press)
      if outcome == .closed, open.sheet.form.isDirty {
        return [.ask(Question.leavingSheet(by: ResultsActions.discard.id))]
      }
      sheet = outcome == .closed ? nil : open
      return outcome == .submitted ? submit() : []
    }
    switch table.handle(press) {
    case .activated: edit()
    case .ignored where press == KeyPress(.escape): return [.go(to: .clinic)]
    case .ignored, .handled, .selected, .filtered: break
    }
    return []
  }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case EverywhereActions.refresh.id: return read
    case ResultsActions.add.id: if let test { sheet = ResultsSheet(.parameter(test, nil)) }
    case ResultsActions.template.id: sheet = ResultsSheet(.template(test, nil))
    case ResultsActions.edit.id: edit()
    case ResultsActions.switchOff.id: return switching(to: false)
    case ResultsActions.switchOn.id: return switching(to: true)
    case ResultsActions.save.id: return submit()
    case ResultsActions.discard.id: sheet = nil
    default: break
    }
    return []
  }

  // MARK: What actions are about

  /// The test of the selected line; nil for a template of every test.
  private var test: MeasuredTest? {
    switch table.selection {
    case .test(let id): catalogue.tests.first { $0.id == id }
    case .parameter(let id): catalogue.tests.first { $0.parameters.contains { $0.id == id } }
    case .template(let id):
      catalogue.templates.first { $0.id == id }?.test.flatMap { id in catalogue.tests.first { $0.id == id } }
    case nil: nil
    }
  }

  private var parameter: ListedParameter? {
    guard case .parameter(let id) = table.selection else { return nil }
    return test?.parameters.first { $0.id == id }
  }

  private var template: ReportTemplate? {
    guard case .template(let id) = table.selection else { return nil }
    return catalogue.templates.first { $0.id == id }
  }

  /// Whether the selected line is on the forms; nil for a test.
  private var isActive: Bool? { parameter?.parameter.isActive ?? template?.isActive }

  private mutating func edit() {
    guard profile.permissions.allow(.pricesWrite) else { return }
    if let parameter, let test {
      sheet = ResultsSheet(.parameter(test, parameter))
    } else if let template {
      sheet = ResultsSheet(.template(test, template))
    } else if let test {
      sheet = ResultsSheet(.parameter(test, nil))
    }
  }

  private func switching(to isActive: Bool) -> [Effect] {
    var work: ResultsWork?
    var name = ""
    if let parameter {
      work = .setActive(parameter, isActive)
      name = parameter.parameter.name
    } else if var template {
      template.isActive = isActive
      work = .saveTemplate(template)
      name = template.title
    }
    guard let work else { return [] }
    if isActive { return [.blockingWork(.results(work))] }
    return [
      .ask(
        Question(
          title: say("Switch off: \(name)"), body: [say("It is no longer on the forms. Reports keep what they say.")],
          choices: [
            DialogChoice("s", say("Stay"), []),
            DialogChoice("o", say("Switch it off"), [.blockingWork(.results(work))], isDanger: true),
          ]))
    ]
  }

  private mutating func submit() -> [Effect] {
    guard !isBusy, let work = sheet?.submit() else { return [] }
    isBusy = true
    return [.blockingWork(.results(work))]
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .profile(let profile): self.profile = profile
    case .results(.catalogue(let catalogue)):
      self.catalogue = catalogue
      sheet?.look(at: catalogue)
      show()
    case .results(.saved(let name, let row)):
      isBusy = false
      sheet = nil
      expected = row
      return [.message(.info(say("\(name) is saved.")))] + read
    case .failed(.results(.read), let error): return [.message(.error(error.sentence))]
    case .failed(.results, let error):
      isBusy = false
      sheet?.sheet.problem = error.sentence
      sheet?.isStale = error.code == .stale
      return (sheet == nil ? [.message(.error(error.sentence))] : []) + (error.code == .stale ? read : [])
    default: break
    }
    return []
  }

  private mutating func show() {
    isRead = true
    table.emptyText = say("There are no tests yet; the price list (F7) has them.")
    var rows: [TableRow<ResultsRow>] = []
    for test in catalogue.tests where test.isActive || !test.parameters.isEmpty {
      rows.append(
        TableRow(
          .test(test.id),
          [
            TableCell(test.code == test.name ? test.name : "\(test.code) \(test.name)", role: .textStrong),
            TableCell(""),
            TableCell(test.parameters.isEmpty ? say("findings alone") : ""), TableCell(""),
          ]))
      for line in test.parameters {
        rows.append(
          TableRow(
            .parameter(line.id),
            [
              TableCell("  \(line.parameter.name)"), TableCell(line.parameter.unit ?? ""), TableCell(Self.words(line)),
              TableCell(line.parameter.isActive ? "" : say("off"), role: .textDim),
            ], searchText: test.code + " " + test.name))
      }
      rows += templates(of: test.id).map { Self.row($0, searchText: test.code + " " + test.name) }
    }
    rows += templates(of: nil).map { Self.row($0, searchText: say("every test")) }
    table.replaceRows(rows)
    if let expected {
      table.select(expected)
      self.expected = nil
    }
    if table.selection == nil { table.selectFirst() }
  }

  private func templates(of test: TestID?) -> [ReportTemplate] { catalogue.templates.filter { $0.test == test } }

  private static func row(_ template: ReportTemplate, searchText: String) -> TableRow<ResultsRow> {
    TableRow(
      .template(template.id),
      [
        TableCell("  “\(template.title)”"), TableCell(say("template")),
        TableCell(template.body.split(separator: "\n").first.map(String.init) ?? "", role: .textDim),
        TableCell(template.isActive ? "" : say("off"), role: .textDim),
      ], searchText: searchText)
  }

  private static func words(_ line: ListedParameter) -> String {
    if line.parameter.kind == .words { return say("in words") }
    return line.intervals.map { "\($0.interval.species?.storedName ?? say("any")) \($0.interval.typed)" }
      .joined(separator: ", ")
  }

  // MARK: What the shell asks

  package func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.put(
      say("What tests measure"), row: area.row, column: area.column + 1, width: area.columns - 12, role: .textStrong)
    canvas.put(table.position, row: area.row, column: area.endColumn - 9, width: 8, role: .textDim, align: .trailing)
    table.draw(on: &canvas, in: area.droppingTop(1), isActive: sheet == nil)
    if let sheet {
      canvas.cursor = nil
      sheet.sheet.draw(on: &canvas, in: area)
    }
  }

  package func availability(of action: Action.ID) -> Availability {
    if let sheet {
      switch action {
      case ResultsActions.save.id: return .on
      case ResultsActions.discard.id: return sheet.sheet.form.isDirty ? .on : .hidden
      default: return .hidden
      }
    }
    guard isRead, !isBusy else { return .hidden }
    switch action {
    case EverywhereActions.refresh.id, ResultsActions.template.id: return .on
    case ResultsActions.add.id: return test == nil ? .hidden : .on
    case ResultsActions.edit.id: return isActive == nil ? .hidden : .on
    case ResultsActions.switchOff.id: return isActive == true ? .on : .hidden
    case ResultsActions.switchOn.id: return isActive == false ? .on : .hidden
    default: return .hidden
    }
  }

  package var help: FieldHelp? {
    sheet?.sheet.help
      ?? FieldHelp(
        title: say("Results"),
        text:
          say(
            "What each test measures, with the usual interval of each species, and the findings that are often written. "
              + "Ctrl-N adds a parameter, Ctrl-T a template; Enter or Ctrl-E changes the selected one, Ctrl-X takes it off the "
              + "forms. Reports that were written keep what they say."))
  }

  package var isDirty: Bool { sheet?.sheet.form.isDirty ?? false }
  package var problemCount: Int { sheet?.sheet.form.errorCount ?? 0 }
  package var standingMessage: Message? { sheet?.sheet.remark }
}
