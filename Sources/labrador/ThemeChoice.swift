import EmbeddedPostgres
import FrontDesk
import Tui

/// The themes that one can change through, and the one to begin with.
struct ThemeChoice {
  let first: Theme
  let all: [Theme]

  /// Chooses among the themes: what the command line names, else the configuration, else what was chosen last.
  ///
  /// - Throws: `Failure` where the command line names a theme that cannot be used; a wish of older days is no reason to
  ///   keep the desk closed.
  init(_ shelf: ThemeShelf, named wanted: String?, _ preferences: Preferences, last: String?) throws(Failure) {
    all = shelf.themes
    if let wanted {
      guard let entry = shelf[wanted] else {
        let known = shelf.entries.map(\.name).joined(separator: ", ")
        throw Failure("There is no theme “\(wanted)”; there are: \(known).")
      }
      first = try entry.theme.get()
    } else {
      let wishes = [preferences.theme, last].compactMap(\.self)
      first = wishes.lazy.compactMap { name in shelf[name].flatMap { try? $0.theme.get() } }.first ?? .dark
    }
  }

  /// What the configuration asks for that there is not, in a sentence.
  static func complaint(_ preferences: Preferences, _ shelf: ThemeShelf) -> String? {
    guard let name = preferences.theme, shelf[name] == nil else { return nil }
    return "config.json5: there is no theme “\(name)”; `labrador theme list` names them."
  }
}

/// The theme that was chosen last at this machine.
enum ThemeMemory {
  static func path(in directory: String?) -> String? { directory.map { $0 + "/theme" } }

  /// Reads what was chosen; anything unreadable counts as nothing.
  static func read(from path: String?) -> String? {
    path.flatMap { Files.read($0, limit: 1024) }?.split(separator: "\n").first.map(String.init)
  }

  /// Remembers; where nothing can be written, nothing is remembered.
  static func write(_ name: String, to path: String?) {
    guard let path, !name.contains(where: \.isNewline) else { return }
    try? Files.makeDirectory(Files.parent(path), mode: 0o700)
    try? Files.write("\(name)\n", to: path, mode: 0o600)
  }
}
