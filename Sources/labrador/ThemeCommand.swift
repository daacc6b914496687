import FrontDesk
import Glibc
import Tui
import TuiCurses

/// `labrador theme`: lists the themes, measures them and shows them outside the desk.
struct ThemeCommand {
  let verb: ThemeVerb
  let options: ThemeOptions

  /// Does what the verb says; false where a theme is not as it should be.
  func run(_ surroundings: Surroundings) throws -> Bool {
    let shelf = ThemeShelf(directory: surroundings.themeDirectory)
    switch verb {
    case .list:
      list(shelf, inUse: try inUse(shelf, surroundings).name)
      return true
    case .check:
      let entries = try options.name.map { [try entry($0, shelf)] } ?? shelf.entries
      return check(entries)
    case .show:
      let theme = try options.name.map { try entry($0, shelf).theme.get() }
      let shown = try theme ?? inUse(shelf, surroundings)
      Console.say(ThemeSheet(shown, depth: depth).text)
      return true
    }
  }

  /// The theme that a desk would begin with now.
  private func inUse(_ shelf: ThemeShelf, _ surroundings: Surroundings) throws(Failure) -> Theme {
    let last = ThemeMemory.read(from: ThemeMemory.path(in: surroundings.stateDirectory))
    return try ThemeChoice(shelf, named: nil, surroundings.preferences, last: last).first
  }

  /// Finds a theme by its name, or in the file that is named.
  private func entry(_ name: String, _ shelf: ThemeShelf) throws(Failure) -> ThemeShelf.Entry {
    if name.contains("/") || name.hasSuffix(".json5") { return ThemeShelf.entry(ofFile: name) }
    guard let entry = shelf[name] else {
      throw Failure("There is no theme “\(name)”; `labrador theme list` names them.")
    }
    return entry
  }

  /// The colours of this terminal, which prints 24-bit ones without the help of a description.
  private var depth: ColorDepth {
    if let wanted = options.color.flatMap(ColorDepth.init(option:)) { return wanted }
    let environment = TerminalEnvironment.current()
    guard isatty(STDOUT_FILENO) == 1, environment.noColor == nil else { return .mono }
    if let announced = environment.colorTerm, ["truecolor", "24bit"].contains(announced) { return .trueColor }
    return environment.term?.contains("256color") == true ? .ansi256 : .ansi16
  }

  // MARK: Listing

  private struct Listed: Encodable {
    var name: String
    var file: String?
    var inUse: Bool
    var problem: String?
  }

  private func list(_ shelf: ThemeShelf, inUse: String) {
    let listed = shelf.entries.map { entry in
      var problem: String?
      if case .failure(let failure) = entry.theme { problem = failure.sentence }
      return Listed(name: entry.name, file: entry.file, inUse: entry.name == inUse, problem: problem)
    }
    guard !options.json else { return Console.say(JSONText.of(listed)) }
    let width = listed.map(\.name.count).max() ?? 0
    for entry in listed {
      let name = entry.name.padding(to: width)
      Console.say("\(entry.inUse ? "*" : " ") \(name)  \(entry.problem ?? entry.file ?? "built in")")
    }
  }

  // MARK: Checking

  private func check(_ entries: [ThemeShelf.Entry]) -> Bool {
    let reports = entries.map(ThemeReport.init)
    if options.json {
      Console.say(JSONText.of(reports))
    } else {
      Console.say(reports.map(\.text).joined(separator: "\n\n"))
    }
    return reports.allSatisfy(\.isGood)
  }
}

extension ColorDepth {
  /// Reads the words of `--color`.
  init?(option: String) {
    switch option {
    case "mono": self = .mono
    case "16": self = .ansi16
    case "256": self = .ansi256
    case "truecolor": self = .trueColor
    default: return nil
    }
  }

  /// The word of `--color`.
  var option: String {
    switch self {
    case .mono: "mono"
    case .ansi16: "16"
    case .ansi256: "256"
    case .trueColor: "truecolor"
    }
  }
}
