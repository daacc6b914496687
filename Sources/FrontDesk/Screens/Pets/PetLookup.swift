import LabCore
import LabStore
import Tui
import Words

/// The prompt by which clients and pets are found, with the rows that answer it.
///
/// Rows stay until others come; the selection belongs to a record, and no answer takes it from where a person has put it.
struct PetLookup: Sendable {
  /// What was asked last; a higher number was asked later.
  private(set) var asked = ChoiceQuery(text: "", number: 0)
  /// The number of the question that the rows answer, or that was given up.
  private(set) var answered = 0
  private(set) var prompt = TextField(
    maximumLength: 80, placeholder: say("phone, name, pet, microchip, booking or report number"))
  private(set) var matches: [ClientMatch] = []
  /// Whose bookings and records are the latest, shown while nothing is typed; nil until they were read.
  private(set) var recent: [ClientMatch]?
  private(set) var table: Table<MatchID>
  /// Whether the rows are the latest ones rather than found.
  private(set) var showsRecent = true
  /// The most rows that were asked for.
  private(set) var limit = PetLookup.page
  /// Enter was pressed before the answer: the best of it opens.
  private(set) var opensBest = false
  /// The record that a person has moved to, and the last question that was asked before.
  private var chosen: (id: MatchID, after: Int)?
  /// The question that only renews the rows, so that the selection stays with its record.
  private var renewal: Int?
  private let style: MatchRowStyle

  /// The rows that are asked for at first, and the most that can be.
  static let page = 20
  static let mostRows = 100

  init(_ style: MatchRowStyle) {
    self.style = style
    table = Table(columns: MatchRowStyle.columns, filters: false, emptyText: "", pageRows: 14)
    table.showsPosition = false
    prompt.focus()
    sayWhyEmpty()
  }

  /// What a key comes to.
  enum Outcome: Equatable {
    case ignored, handled
    /// The database is to be asked.
    case asks
    /// As `asks`, and what is typed meanwhile waits.
    case waits
    case opens(MatchID)
    case says(String)
  }

  var isWaiting: Bool { answered < asked.number }
  /// Says whether every row of the answer is here.
  var isWhole: Bool { matches.count < limit }
  /// Says whether all that is typed was looked for, and nobody is like it.
  var isNobodyFound: Bool { !isWaiting && !showsRecent && matches.isEmpty && !text.isEmpty }
  /// What stands in the prompt, as it is looked for.
  var text: String { prompt.text.singleSpaced }
  var selected: ClientMatch? { table.selection.flatMap(match) }

  /// The match of a row in sight.
  func match(_ id: MatchID) -> ClientMatch? { (showsRecent ? recent ?? [] : matches).first { $0.rowID == id } }

  /// Why a text is not looked for yet; nil where it is.
  static func tooShort(_ text: String) -> String? {
    let digits = text.count(where: \.isNumber)
    let letters = text.count(where: \.isLetter)
    if letters == 0, digits < 3 { return say("Go on typing: three digits of a number find something.") }
    return letters + digits < 2 ? say("Go on typing: two letters of a name find something.") : nil
  }

  // MARK: Keys

  mutating func handle(_ press: KeyPress) -> Outcome {
    switch (press.key, press.modifiers) {
    case (.up, []), (.down, []), (.pageUp, []), (.pageDown, []), (.home, .control), (.end, .control):
      return move(press)
    case (.enter, []): return enter()
    case (.escape, []) where !prompt.isEmpty:
      prompt.text = ""
      return edited()
    default: break
    }
    switch prompt.handle(press) {
    case .ignored: return .ignored
    case .moved: return .handled
    case .changed: return edited()
    }
  }

  mutating func paste(_ text: String) -> Outcome {
    prompt.paste(text) == .changed ? edited() : .handled
  }

  /// Selects what is typed, so that the next call's number replaces it.
  mutating func focus() {
    prompt.focus()
    chosen = nil
  }

  private mutating func move(_ press: KeyPress) -> Outcome {
    let before = table.selection
    _ = table.handle(press)
    if let id = table.selection { chosen = (id, asked.number) }
    guard press.key == .pageDown || press.key == .down, before == table.selection, !showsRecent, !isWhole,
      !isWaiting, limit < Self.mostRows
    else { return .handled }
    limit = Self.mostRows
    return renew()
  }

  private mutating func enter() -> Outcome {
    if let chosen, chosen.id == table.selection, chosen.after == asked.number { return .opens(chosen.id) }
    if !text.isEmpty, let reason = Self.tooShort(text) { return .says(reason) }
    if isWaiting {
      opensBest = true
      return .waits
    }
    if let selection = table.selection { return .opens(selection) }
    return .says(table.visibleCount == 0 ? table.emptyText : say("Up and Down choose a row."))
  }

  private mutating func edited() -> Outcome {
    opensBest = false
    let text = text
    guard text != asked.text else { return .handled }
    limit = Self.page
    guard !text.isEmpty, Self.tooShort(text) == nil else {
      // Nothing is asked: answers that are under way come too late.
      asked = ChoiceQuery(text: text, number: asked.number + 1)
      answered = asked.number
      if text.isEmpty, !showsRecent { showRecent() }
      sayWhyEmpty()
      return .handled
    }
    return ask(text)
  }

  private mutating func ask(_ text: String) -> Outcome {
    asked = ChoiceQuery(text: text, number: asked.number + 1)
    sayWhyEmpty()
    return .asks
  }

  /// Asks the same again, because something has changed; selection and rows stay meanwhile.
  mutating func askAgain() -> Outcome {
    isWaiting || text.isEmpty || Self.tooShort(text) != nil ? .handled : renew()
  }

  private mutating func renew() -> Outcome {
    renewal = asked.number + 1
    if let chosen { self.chosen = (chosen.id, asked.number + 1) }
    return ask(asked.text)
  }

  // MARK: Answers

  /// Takes an answer unless a newer one was shown; answers with the record that a waiting Enter opens.
  mutating func receive(_ found: [ClientMatch], for query: ChoiceQuery) -> MatchID? {
    guard query.number > answered || query.number == answered && opensBest, query.number <= asked.number else {
      return nil
    }
    answered = query.number
    matches = found
    showsRecent = false
    sayWhyEmpty()
    show(found, for: query)
    guard opensBest, !isWaiting else { return nil }
    opensBest = false
    return table.selection
  }

  /// Takes note that a question could not be answered; the rows stay.
  mutating func fail(_ query: ChoiceQuery) {
    guard query.number <= asked.number else { return }
    answered = max(answered, query.number)
    if !isWaiting { opensBest = false }
  }

  mutating func receive(recent found: [ClientMatch]) {
    recent = found
    guard showsRecent else { return }
    sayWhyEmpty()
    show(found, for: asked)
  }

  private mutating func showRecent() {
    showsRecent = true
    chosen = nil
    matches = []
    show(recent ?? [], for: asked)
  }

  /// Puts rows in place of others; the selection stays where a person put it, else the best row has it.
  private mutating func show(_ found: [ClientMatch], for query: ChoiceQuery) {
    let words = showsRecent ? "" : query.text
    let hadSelection = table.selection != nil
    table.replaceRows(found.map { style.row($0, found: words) })
    if renewal == query.number || showsRecent, hadSelection { return }
    guard let chosen else { return table.selectFirst() }
    if found.contains(where: { $0.rowID == chosen.id }) {
      table.select(chosen.id)
    } else if chosen.after < query.number {
      // The person has gone on typing since: what was chosen answers no longer.
      self.chosen = nil
      table.selectFirst()
    } else {
      table.select(nil)
    }
  }

  /// The sentence in place of rows: never that nobody is found while that is still being asked.
  private mutating func sayWhyEmpty() {
    table.emptyText =
      if text.isEmpty {
        recent == nil ? "" : say("Type a phone number, a name or a number; what is found shows as you type.")
      } else if let reason = Self.tooShort(text) {
        reason
      } else if isWaiting {
        say("Looking for “\(text)”…")
      } else {
        say("Nobody is like “\(text)”. Fewer letters or other digits may find them.")
      }
  }

  /// What is said beside the prompt: the same while a question is under way, so that nothing flickers.
  var heading: String {
    if showsRecent { return recent?.isEmpty == false ? say("latest") : "" }
    if matches.isEmpty { return "" }
    if isWhole { return say("\(matches.count) found") }
    return limit < Self.mostRows ? say("\(matches.count) or more") : say("the best \(matches.count)")
  }
}
