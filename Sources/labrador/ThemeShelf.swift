import EmbeddedPostgres
import Tui

/// The themes of the program and of the person, each as it loads.
struct ThemeShelf {
  /// One theme, or why it cannot be used.
  struct Entry {
    let name: String
    /// The file that it comes from; nil for those that the program carries.
    let file: String?
    let theme: Result<Theme, Failure>
  }

  /// More than any theme has: 256 kB.
  private static let limit = 1 << 18

  /// The program's own in the order in which they are offered, then the person's by name.
  let entries: [Entry]

  /// Loads all themes; a person's own one takes the place of a built-in one of the same name.
  init(directory: String?) {
    let own = directory.map { Self.names(in: $0) } ?? []
    entries =
      Theme.offeredNames.filter { !own.contains($0) }.compactMap { name in
        Theme.embedded(name).map { Entry(name: name, file: nil, theme: .success($0)) }
      } + own.map { Self.load($0, from: directory) }
  }

  subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  /// The themes that can be used.
  var themes: [Theme] { entries.compactMap { try? $0.theme.get() } }

  /// What is wrong with the person's themes, a sentence each.
  var complaints: [String] {
    entries.flatMap { entry -> [String] in
      switch entry.theme {
      case .failure(let failure): [failure.sentence]
      case .success(let theme): theme.warnings.map { "Theme \($0)." }
      }
    }
  }

  /// Loads the theme of any file; what it inherits lies beside it or is built in.
  static func entry(ofFile path: String) -> Entry {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let name = file.hasSuffix(".json5") ? String(file.dropLast(".json5".count)) : file
    return Entry(name: name, file: path, theme: load(name, path: path, directory: Files.parent(path)))
  }

  private static func names(in directory: String) -> [String] {
    Files.names(in: directory).compactMap { $0.hasSuffix(".json5") ? String($0.dropLast(".json5".count)) : nil }
      .sorted()
  }

  private static func load(_ name: String, from directory: String?) -> Entry {
    let path = "\(directory ?? "")/\(name).json5"
    return Entry(name: name, file: path, theme: load(name, path: path, directory: directory))
  }

  private static func load(_ name: String, path: String, directory: String?) -> Result<Theme, Failure> {
    guard let json5 = text(at: path) else { return .failure(Failure("The theme file \(path) cannot be read.")) }
    do {
      return .success(
        try Theme(name: name, json5: json5) { parent in
          (parent == name ? nil : directory.flatMap { text(at: "\($0)/\(parent).json5") })
            ?? Theme.embeddedText(parent)
        })
    } catch {
      return .failure(Failure(error.description))
    }
  }

  private static func text(at path: String) -> String? {
    Files.canonical(path).flatMap { Files.read($0, limit: limit) }
  }
}
