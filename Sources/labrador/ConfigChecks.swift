import FrontDesk
import Tui

/// Looks at what the person has written: `config.json5` and themes of their own.
struct ConfigChecks {
  private let preferences: Preferences
  private let shelf: ThemeShelf
  private let path: String?
  private let language: LanguageChoice

  init(_ surroundings: Surroundings) {
    preferences = surroundings.preferences
    shelf = ThemeShelf(directory: surroundings.themeDirectory)
    path = surroundings.configFile
    language = LanguageChoice(named: preferences.language, directory: surroundings.languageDirectory)
  }

  func findings() -> [DoctorFinding] {
    let file = path ?? "config.json5"
    let settings = preferences.warnings.map {
      DoctorFinding.warn("config.file", $0, "Correct \(file); all else of it holds.")
    }
    let keys = Keymap(preferences.keys, themes: shelf.themes.map(\.name)).refusals.map {
      DoctorFinding.warn("config.keys", $0, "Choose another key in \(file).")
    }
    let theme = ThemeChoice.complaint(preferences, shelf).map {
      DoctorFinding.warn("config.theme", $0, "Name one of them in \(file).")
    }
    let themes = shelf.complaints.map {
      DoctorFinding.warn("themes", $0, "`labrador theme check` says more.")
    }
    let languages = language.complaints.map {
      DoctorFinding.warn("config.language", $0, "`labrador texts` prints every text with its key.")
    }
    let found = languages + settings + keys + (theme.map { [$0] } ?? []) + themes
    guard found.isEmpty else { return found }
    return [.ok("config", "Configuration and themes are understood.")]
  }

  /// The same as the sentences with which a desk begins, keys aside, which it finds out itself.
  static func notices(_ preferences: Preferences, _ shelf: ThemeShelf) -> [String] {
    preferences.warnings.map { "config.json5: \($0)" }
      + [ThemeChoice.complaint(preferences, shelf)].compactMap(\.self) + shelf.complaints
  }
}
