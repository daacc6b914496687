package import LabCore
import LabStore
package import Tui
import Words

/// The whole visible program as a value: where one is, what lies above it, and the screens with what they hold.
package struct Shell: Sendable {
  package internal(set) var place: Place
  package private(set) var theme: Theme
  /// The characters that the terminal can show; without Unicode, amounts name the currency by its code.
  package var glyphs = GlyphSet.unicode
  package internal(set) var workspace: Workspace?
  /// Counts the beginnings and ends of sessions, so that an answer can be told from one that a former person asked for.
  package internal(set) var session = 0
  var dialogs = DialogStack<[Effect]>()
  var overlay: Overlay?
  var message = MessageLine()
  var now: LocalDateTime?
  /// The steps of the first day, while somebody follows them.
  var tour: Tour?
  /// The database did not answer the last time it was asked.
  package private(set) var isOffline = false
  var screens: [Place: any Screen] = [:]
  /// What people had before them when their session ended by itself; each finds it again at the next sign-in.
  var parked: [Person: Parked] = [:]
  var settings: Settings
  let clock: Clock
  /// Every action with the keys that it has at this desk.
  package let keymap: Keymap
  /// Whether clicks and the wheel count.
  package private(set) var takesMouse: Bool
  private let themes: [Theme]
  private let makeKey: @Sendable () -> RequestKey

  /// Something that covers the screen and takes the keys.
  enum Overlay: Sendable {
    case palette(Palette)
    case help(HelpPage)
  }

  package init(
    settings: Settings, clock: Clock, theme: Theme, themes: [Theme],
    makeKey: @escaping @Sendable () -> RequestKey = Shell.randomKey
  ) {
    self.settings = settings
    self.clock = clock
    self.theme = theme
    self.themes = themes
    self.makeKey = makeKey
    keymap = Keymap(settings.keys, themes: themes.map(\.name))
    takesMouse = settings.mouse
    place = .signIn
    open(.signIn)
  }

  /// The screen in front.
  package var screen: any Screen {
    guard let screen = screens[place] else { preconditionFailure("the place in front always has its screen") }
    return screen
  }

  /// What the database has to be asked before anything else.
  package func start() -> [Effect] {
    (notice.map { [.message(.warning($0))] } ?? []) + [.work(.findOutWhetherEmpty, slot: .session)]
  }

  /// What the first message says: the first of all that could not be taken as it was wished for, and where the rest is.
  private var notice: String? {
    let all = settings.notices + keymap.refusals.map { say("config.json5, keys, \($0)") }
    guard let first = all.first else { return nil }
    return all.count == 1 ? first : say("\(first) And \(all.count - 1) more: `labrador doctor` lists them.")
  }

  // MARK: Events

  /// Takes an event and answers with the work it asks for.
  package mutating func update(_ event: Event) -> [Effect] {
    defer { advanceTour(after: event) }
    guard case .answer(let answer) = event, let hasAnswered = answer.reachedDatabase else { return follow(event) }
    let isBack = isOffline && hasAnswered
    isOffline = !hasAnswered
    let effects = follow(event)
    guard isBack else { return effects }
    return [.message(.info(say("The database answers again. What you typed is kept.")))] + effects + tell(.shown)
  }

  /// Takes note that the connection is gone, though nothing was asked of it.
  package mutating func loseConnection() -> [Effect] {
    isOffline = true
    return []
  }

  /// Shows what other desks changed while nobody listened.
  package mutating func catchUp() -> [Effect] { tell(.shown) }

  /// The least that can be asked, to find out whether the database answers.
  package var probe: Work { workspace == nil ? .findOutWhetherEmpty : .readShelf }

  private mutating func follow(_ event: Event) -> [Effect] {
    switch event {
    case .key(let press): return handle(press)
    case .paste(let text): return paste(text)
    case .minute(let moment):
      now = moment
      return tellAll(event)
    case .changed("shelf", _):
      return workspace == nil ? [] : [.work(.readShelf, slot: .background)]
    case .changed(let table, let id):
      return tellAll(event) + (concernsSession(table, id) ? [.work(.readProfile, slot: .session)] : [])
    case .answer(.shelf(let shelf)):
      workspace?.shelf = shelf
      return tellAll(event)
    case .answer(.profile(let profile)):
      refresh(profile)
      return tellAll(event)
    case .answer(.workspace(let workspace)) where self.workspace != nil: return apply(.enter(workspace))
    case .answer(.isEmpty(true)):
      open(.firstStart)
      return []
    case .answer(.failed(_, let error)) where error.code == .notSignedIn && workspace != nil:
      _ = tellAll(event)
      park()
      leave()
      message.show(error.sentence, .warning)
      return start()
    case .answer: return tellAll(event)
    case .action, .shown, .handed: return tell(event)
    }
  }

  /// Carries out an effect that concerns the shell itself.
  package mutating func apply(_ effect: Effect) -> [Effect] {
    switch effect {
    case .message(let message):
      self.message.show(message.text, message.kind)
      return []
    case .ask(let question):
      dialogs.push(question)
      return []
    case .act(let id): return run(id)
    case .go(let place):
      open(place)
      return tell(.shown)
    case .hand(let handover, let place):
      open(place)
      return tell(.handed(handover)) + tell(.shown)
    case .history(let record):
      let history = History(record: record, origin: place)
      screens[.history] = nil
      open(.history, history)
      return tell(.shown)
    case .enter(let workspace):
      enter(workspace)
      return tell(.shown)
    case .leave:
      leave()
      return [.work(.signOut, slot: .session)]
    case .lock:
      park()
      leave()
      message.show(say("The desk is locked. What was open waits for its person."))
      return [.work(.signOut, slot: .session)]
    case .work, .blockingWork, .suspend, .quit: return [effect]
    }
  }

  // MARK: Screens

  mutating func open(_ place: Place, _ history: History? = nil) {
    self.place = place
    guard screens[place] == nil else { return }
    screens[place] = ScreenList[place].make(
      ScreenContext(
        workspace: workspace, clock: clock, settings: settings, waiting: parked.values.map(\.name).sorted(),
        history: history, makeKey: makeKey))
  }

  /// A key from the system's source of randomness.
  @Sendable package static func randomKey() -> RequestKey {
    var generator = SystemRandomNumberGenerator()
    return RequestKey(using: &generator)
  }

  mutating func tell(_ event: Event) -> [Effect] { screens[place]?.update(event) ?? [] }

  mutating func tellAll(_ event: Event) -> [Effect] {
    var effects: [Effect] = []
    for place in Place.allCases where screens[place] != nil { effects += screens[place]?.update(event) ?? [] }
    return effects
  }

  // MARK: Keys

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    message.clear()
    if !dialogs.isEmpty {
      switch dialogs.handle(press) {
      case .answered(let effects, _): return effects
      case .ignored, .handled, .cancelled: return []
      }
    }
    if overlay != nil { return handleOverlay(press) }
    if let action = keymap.actions.action(for: Chord(press), in: groups), availability(of: action) != .hidden {
      return run(action.id)
    }
    return tell(.key(press))
  }

  /// Takes the end of a scanned code; it never answers a question and never runs an action.
  package mutating func scan(_ text: String) -> [Effect] {
    message.clear()
    guard dialogs.isEmpty, overlay == nil else { return [] }
    switch screens[place]?.take(scan: text) ?? .kept {
    case .enter: return handle(KeyPress(.enter))
    case .taken(let effects): return effects
    case .kept:
      message.show(say("“\(text)” came from a scanner and is typed; Enter goes on."))
      return []
    }
  }

  private mutating func paste(_ text: String) -> [Effect] {
    message.clear()
    if !dialogs.isEmpty {
      _ = dialogs.paste(text)
      return []
    }
    switch overlay {
    case .palette(var palette):
      _ = palette.paste(text)
      overlay = .palette(palette)
      return []
    case .help(var page):
      _ = page.paste(text)
      overlay = .help(page)
      return []
    case nil: return tell(.paste(text))
    }
  }

  private mutating func handleOverlay(_ press: KeyPress) -> [Effect] {
    let event: PaletteEvent
    switch overlay {
    case .palette(var palette):
      event = palette.handle(press)
      overlay = .palette(palette)
    case .help(var page):
      event = page.handle(press)
      overlay = .help(page)
    case nil: return []
    }
    switch event {
    case .ignored, .handled: return []
    case .closed:
      overlay = nil
      return []
    case .refused(_, let reason):
      message.show(reason, .warning)
      return []
    case .run(let action):
      overlay = nil
      return pick(action)
    }
  }

  // MARK: Actions

  /// The groups whose chords work now, the screen's own first.
  var groups: [Phrase] {
    [ScreenList[place].group, EverywhereActions.group, Self.tabGroup, ThemeActions.group]
  }

  static let tabGroup: Phrase = "Screens"

  /// Says whether an action can be taken at this place and by this person.
  package func availability(of action: Action) -> Availability {
    if action.permission != nil, screen.availability(of: action.id) == .hidden { return .hidden }
    if let code = action.permission, let permission = Permission(rawValue: code),
      let refusal = workspace?.profile.permissions.refusal(of: permission)
    {
      return .off(reason: refusal)
    }
    if isCutOff(action) {
      return .off(reason: say("No connection to the database. What you typed is kept; save when it is back."))
    }
    switch action.id {
    case EverywhereActions.leave.id, EverywhereActions.lock.id, EverywhereActions.signOut.id:
      return workspace == nil ? .hidden : .on
    case EverywhereActions.tour.id: return tourAvailability
    case EverywhereActions.endTour.id: return tour == nil ? .hidden : .on
    case EverywhereActions.help.id, EverywhereActions.palette.id, EverywhereActions.mouse.id,
      EverywhereActions.suspend.id, EverywhereActions.quit.id:
      return .on
    default: break
    }
    if action.group == ThemeActions.group { return .on }
    if action.group == Self.tabGroup { return availability(ofWay: action) }
    return screen.availability(of: action.id)
  }

  private func availability(ofWay action: Action) -> Availability {
    guard workspace != nil, let entry = ScreenList.entry(of: action.id, for: held, at: place) else { return .hidden }
    if isOpen(entry) { return .on }
    return .off(reason: entry.permissions?.first?.refusal ?? say("This screen is not for your role."))
  }

  /// Says whether the person has business at a screen.
  func isOpen(_ entry: ScreenEntry) -> Bool { entry.isOpen(to: held) }

  var held: Permissions { workspace?.profile.permissions ?? .none }

  /// Says whether an action would have to save something and cannot, as there is no connection.
  private func isCutOff(_ action: Action) -> Bool {
    isOffline && action.writes && screen.availability(of: action.id) == .on
  }

  mutating func run(_ id: Action.ID) -> [Effect] {
    guard let action = keymap.actions[id] else { return [] }
    if let reason = availability(of: action).explanation {
      if availability(of: action) != .hidden { message.show(reason, .warning) }
      // Whoever wants to save does not wait for the next attempt.
      return isCutOff(action) ? [.work(probe, slot: .background)] : []
    }
    switch id {
    case EverywhereActions.help.id: overlay = .help(helpPage)
    case EverywhereActions.palette.id: overlay = .palette(palette)
    case EverywhereActions.mouse.id: toggleMouse()
    case EverywhereActions.tour.id: tour = Tour()
    case EverywhereActions.endTour.id: tour = nil
    case EverywhereActions.suspend.id: return [.suspend]
    case EverywhereActions.leave.id: dialogs.push(Self.leaving)
    case EverywhereActions.lock.id: return [.lock]
    case EverywhereActions.signOut.id: return unlessDirty(screens.values, say("sign out"), [.leave])
    case EverywhereActions.quit.id:
      return unlessDirty(screens.values + parked.values.flatMap(\.screens.values), say("quit"), [.quit])
    default:
      if let name = ThemeActions.theme(of: id) { return change(to: name) }
      if let entry = ScreenList.entry(of: id, for: held, at: place) { return [.go(to: entry.place)] }
      return tell(.action(id))
    }
    return []
  }

  private mutating func change(to name: String) -> [Effect] {
    guard let chosen = themes.first(where: { $0.name == name }) else { return [] }
    theme = chosen
    message.show(say("The theme is now “\(name)”."))
    return []
  }

  private mutating func toggleMouse() {
    takesMouse.toggle()
    message.show(
      takesMouse
        ? say("The mouse works; hold Shift to select and copy as the terminal does.")
        : say("The mouse is left to the terminal, which selects and copies."))
  }

  private static var leaving: Question {
    Question(
      title: say("Leave the desk"), body: [say("Locked, it keeps what is open until you sign in again.")],
      choices: [
        DialogChoice("l", say("Lock"), [.lock]),
        DialogChoice("o", say("Sign out"), [.act(EverywhereActions.signOut.id)]),
        DialogChoice("s", say("Stay"), []),
      ])
  }

  private mutating func unlessDirty(
    _ screens: some Sequence<any Screen>, _ deed: String, _ effects: [Effect]
  ) -> [Effect] {
    guard screens.contains(where: \.isDirty) else { return effects }
    dialogs.push(
      Dialog(
        title: say("Not saved yet"),
        body: [say("Something you typed is not saved. If you \(deed) now, it is lost.")],
        choices: [
          DialogChoice("s", say("Stay"), []),
          DialogChoice("d", say("Discard it and \(deed)"), effects, isDanger: true),
        ]))
    return []
  }
}
