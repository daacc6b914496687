import EmbeddedPostgres
import Tui

/// The themes that one can change through: those of the program and one's own, and the one to begin with.
struct ThemeChoice {
  /// More than any theme has: 256 kB.
  private static let limit = 1 << 18

  let first: Theme
  let all: [Theme]

  /// Loads the themes; a person's own one takes the place of a built-in one of the same name.
  init(named wanted: String?, directory: String?) throws {
    let own = directory.map { Self.names(in: $0) } ?? []
    var themes: [Theme] = []
    for name in ["dark", "light", "mono"] where !own.contains(name) {
      if let theme = Theme.embedded(name) { themes.append(theme) }
    }
    for name in own {
      do {
        themes.append(try Self.load(name, from: directory))
      } catch {
        // A theme that nobody asked for is left out; it must not keep the desk from opening.
        if name == wanted { throw Failure(Failure.sentence(of: error)) }
      }
    }
    let name = wanted ?? "dark"
    guard let first = themes.first(where: { $0.name == name }) ?? (wanted == nil ? themes.first : nil) else {
      let known = themes.map(\.name).joined(separator: ", ")
      throw Failure("There is no theme “\(name)”; there are: \(known).")
    }
    self.first = first
    all = themes
    if wanted != nil { for warning in first.warnings { Console.note("Theme \(warning).") } }
  }

  private static func names(in directory: String) -> [String] {
    Files.names(in: directory).compactMap { $0.hasSuffix(".json5") ? String($0.dropLast(".json5".count)) : nil }
      .sorted()
  }

  private static func load(_ name: String, from directory: String?) throws -> Theme {
    guard let json5 = text(of: name, in: directory) else { throw Failure("The theme “\(name)” cannot be read.") }
    return try Theme(name: name, json5: json5) { parent in
      (parent == name ? nil : text(of: parent, in: directory)) ?? Theme.embeddedText(parent)
    }
  }

  private static func text(of name: String, in directory: String?) -> String? {
    guard let path = directory.flatMap({ Files.canonical("\($0)/\(name).json5") }) else { return nil }
    return Files.read(path, limit: limit)
  }
}
