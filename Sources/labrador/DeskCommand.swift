import DemoData
import EmbeddedPostgres
import FrontDesk
import Glibc
import LabStore
import Postgres
import Tui
import Synchronization
import TuiCurses
import Words

/// `labrador`: opens the desk and stays until somebody leaves it.
struct DeskCommand {
  let options: DeskOptions
  var isDemo = false

  /// Checks what can be checked at once, makes a private database ready, and hands the terminal to the desk.
  func run(_ surroundings: Surroundings, loop: MainLoop) async throws {
    try refuseUnusableTerminal()
    let preferences = surroundings.preferences
    let language = LanguageChoice(named: preferences.language, directory: surroundings.languageDirectory)
    Language.ofProgram.withLock { $0 = language.language }
    let shelf = ThemeShelf(directory: surroundings.themeDirectory)
    let themeMemory = ThemeMemory.path(in: surroundings.stateDirectory)
    let themes = try ThemeChoice(shelf, named: options.theme, preferences, last: ThemeMemory.read(from: themeMemory))
    let choice = isDemo ? .embedded(.demo) : try DatabaseChoice.forDesk(url: options.database, surroundings)
    var cluster: Cluster?
    let target: ConnectionTarget
    switch choice {
    case .server(let server): target = server
    case .embedded(let name):
      let ready = try await EmbeddedDatabase(name: name, surroundings: surroundings).ready()
      cluster = ready
      target = try ready.connectionTarget(as: .desk)
    }
    do {
      let memory = surroundings.stateDirectory.map { $0 + (isDemo ? "/last-sign-in-demo" : "/last-sign-in") }
      let front = try await DeskFront(
        target: target, cluster: cluster, settings: settings(surroundings, memory, preferences, shelf, language),
        themes: themes,
        color: (options.color ?? preferences.color).flatMap(ColorDepth.init(option:)),
        memory: DeskMemory(signIn: memory, theme: themeMemory), folders: surroundings.folders, loop: loop)
      try await front.stay()
    } catch {
      _ = try? await cluster?.leave()
      throw error
    }
    try await cluster?.leave()
  }

  /// A pipe or an unknown terminal is told before a server is started for it.
  private func refuseUnusableTerminal() throws(TerminalError) {
    _ = try TerminalProfile(.current())
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
  }

  private func settings(
    _ surroundings: Surroundings, _ memory: String?, _ preferences: Preferences, _ shelf: ThemeShelf,
    _ language: LanguageChoice
  ) -> Settings {
    let accounts = isDemo ? DemoData.accounts : []
    let first = accounts.first { $0.role == "receptionist" }
    let last = LastSignIn.read(from: memory)
    return Settings(
      slug: last?.slug ?? first?.organization ?? "", phone: last?.phone ?? first?.phone ?? "",
      shownAccounts: accounts.map {
        Settings.ShownAccount(
          organization: $0.organization, role: $0.role, name: $0.name, phone: $0.phone, password: $0.password)
      },
      origin: surroundings.origin, timeZone: surroundings.timeZone ?? "Asia/Kolkata", keys: preferences.keys,
      mouse: preferences.mouse, notices: ConfigChecks.notices(preferences, shelf) + language.complaints)
  }
}

/// The files in which a desk remembers small things between runs; nil where there is no place for them.
struct DeskMemory {
  var signIn: String?
  var theme: String?
}
