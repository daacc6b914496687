package import LabStore
package import Tui

/// The running program: takes batches of input, updates the shell, starts work and draws one frame per batch.
///
/// Everything it decides is decided by values (`Shell`, `WorkQueue`); this class only holds them and the outside world.
@MainActor
package final class App {
  private let display: any Display
  private let workroom: Workroom
  private let services: Services
  private var shell: Shell
  private var queue = WorkQueue()
  private var kept: [Input] = []
  private var scans = ScanDetector()
  private var canvas: Canvas
  private var reaching: Task<Void, Never>?
  private var idleWaiters: [CheckedContinuation<Void, Never>] = []

  /// What the outside world does for the program; the tests' ones do nothing.
  package struct Services {
    package var clock: Clock
    package var suspend: @MainActor () -> Void
    package var quit: @MainActor () -> Void
    /// Brings back a database that does not answer, where that is in this program's hands.
    package var revive: @Sendable () async -> Void
    package var session: @MainActor (SessionChange) -> Void
    /// Keeps the name of the theme that was chosen, for the next start.
    package var keepTheme: @MainActor (String) -> Void
    /// Lets time pass between two attempts to reach the database.
    package var wait: @Sendable (Duration) async -> Void

    package init(
      clock: Clock, suspend: @escaping @MainActor () -> Void, quit: @escaping @MainActor () -> Void,
      revive: @escaping @Sendable () async -> Void = {},
      session: @escaping @MainActor (SessionChange) -> Void = { _ in },
      keepTheme: @escaping @MainActor (String) -> Void = { _ in },
      wait: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
    ) {
      self.clock = clock
      self.suspend = suspend
      self.quit = quit
      self.revive = revive
      self.session = session
      self.keepTheme = keepTheme
      self.wait = wait
    }
  }

  /// The beginning or the end of a person's session at this desk.
  package enum SessionChange: Sendable {
    case began(slug: String, phone: String, Profile)
    case ended
  }

  package init(shell: Shell, display: any Display, workroom: Workroom, services: Services) {
    self.shell = shell
    self.display = display
    self.workroom = workroom
    self.services = services
    canvas = Canvas(size: display.size, glyphs: display.capabilities.glyphs)
    self.shell.glyphs = display.capabilities.glyphs
  }

  /// Shows the first screen and asks for what it needs.
  package func start() {
    perform(shell.start())
    draw()
  }

  /// Handles a batch of input and draws once; `moment`, which counts from any beginning, tells scanners from hands.
  package func receive(_ inputs: [Input], at moment: Duration? = nil) {
    for input in moment.map({ scans.take(inputs, at: $0) }) ?? inputs {
      if case .mouse(let event) = input { click(event) } else { kept.append(input) }
    }
    replay()
    draw()
  }

  /// Turns a click into the keys that it stands for on the screen as it is.
  ///
  /// While keys wait for an answer nobody knows what that will be: then clicks are dropped.
  private func click(_ event: MouseEvent) {
    guard shell.takesMouse else { return }
    if !kept.isEmpty {
      replay()
      draw()
    }
    guard kept.isEmpty, !queue.isBlocking else { return }
    kept = canvas.presses(for: event).map { .key($0) }
  }

  /// Tells the screens that the minute changed and draws.
  package func tick() {
    guard let now = shell.workspace.map({ services.clock.local($0.profile.clock) }) else { return }
    change { $0.update(.minute(now)) }
    draw()
  }

  /// Locks a desk that nobody has touched for long; false where keys wait for an answer, so that it is too early.
  package func lockIdle() -> Bool {
    guard !queue.isBlocking else { return false }
    if shell.workspace != nil {
      perform([.lock])
      draw()
    }
    return true
  }

  /// Tells the screens that another desk changed a row and draws.
  package func notice(table: String, id: Int64) {
    change { $0.update(.changed(table: table, id: id)) }
    draw()
  }

  /// Takes note that the connection that hears of changes has died, and sees to it that the database is reached again.
  package func listenerLost() {
    change { $0.loseConnection() }
    draw()
    reachAgain()
  }

  /// Shows what was changed while nobody listened; where the desk still waits to try again, it does so now.
  package func listenerRestored() {
    if shell.isOffline {
      stopReaching()
      reachAgain()
    } else {
      change { $0.catchUp() }
    }
  }

  /// Waits until no work runs and every kept key was handled.
  package func idle() async {
    guard !queue.isIdle else { return }
    await withCheckedContinuation { idleWaiters.append($0) }
  }

  /// The last frame, for tests and for printing a screen.
  package var frame: Canvas { canvas }

  /// The state behind the last frame, for tests.
  package var state: Shell { shell }

  private func replay() {
    var index = 0
    while index < kept.count, !queue.isBlocking || !kept[index].waitsForAnswers {
      let input = kept[index]
      index += 1
      switch input {
      case .key(let press): change { $0.update(.key(press)) }
      case .paste(let text): change { $0.update(.paste(text)) }
      case .scanned(let text): change { $0.scan(text) }
      // A click is keys by now.
      case .mouse: break
      case .resize: break
      case .focus: break
      }
    }
    kept.removeFirst(index)
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .work(let work, let slot):
        if let start = queue.request(work, slot: slot) { run(start, slot: slot) }
      case .blockingWork(let work):
        shell.remember(work)
        queue.beginBlocking()
        runBlocking(work)
      case .suspend: services.suspend()
      case .quit: services.quit()
      case .message, .ask, .act, .go, .hand, .history, .enter, .leave, .lock: change { $0.apply(effect) }
      }
    }
  }

  /// Lets the shell change and starts what follows; when a session ends, nothing that waits is asked for any more.
  private func change(_ body: (inout Shell) -> [Effect]) {
    let session = shell.session
    let theme = shell.theme.name
    let effects = body(&shell)
    if shell.theme.name != theme { services.keepTheme(shell.theme.name) }
    if shell.session != session {
      queue.forgetWaiting()
      if let profile = shell.workspace?.profile {
        services.session(.began(slug: shell.settings.slug, phone: shell.settings.phone, profile))
      } else {
        services.session(.ended)
      }
    }
    perform(effects)
  }

  private func run(_ work: Work, slot: Slot) {
    let session = shell.session
    Task {
      let answer = await workroom.perform(work)
      hear(answer, askedIn: session)
      if let next = queue.finish(slot) { run(next, slot: slot) }
      settle()
    }
  }

  private func runBlocking(_ work: Work) {
    let session = shell.session
    Task {
      let answer = await workroom.perform(work)
      queue.endBlocking()
      hear(answer, askedIn: session)
      replay()
      settle()
    }
  }

  /// Hands an answer to the screens, unless the person who asked has left: it is none of the next one's business.
  private func hear(_ answer: Answer, askedIn session: Int) {
    guard session == shell.session else { return }
    change { $0.update(.answer(answer)) }
  }

  /// Tries to reach the database again, ever more slowly, until something is answered.
  private func reachAgain() {
    guard shell.isOffline else { return stopReaching() }
    guard reaching == nil else { return }
    reaching = Task { [weak self, services] in
      var pause = Duration.seconds(1)
      while !Task.isCancelled {
        await services.revive()
        guard !Task.isCancelled, await self?.reachOnce() == false else { break }
        await services.wait(pause)
        pause = min(pause * 2, .seconds(5))
      }
      if !Task.isCancelled { self?.reaching = nil }
    }
  }

  private func stopReaching() {
    reaching?.cancel()
    reaching = nil
  }

  /// Asks for something small; says whether the database answers.
  private func reachOnce() async -> Bool {
    guard shell.isOffline else { return true }
    let session = shell.session
    let answer = await workroom.perform(shell.probe)
    guard answer.reachedDatabase == true, session == shell.session else { return !shell.isOffline }
    change { $0.update(.answer(answer)) }
    draw()
    return true
  }

  private func settle() {
    draw()
    reachAgain()
    guard queue.isIdle else { return }
    let waiters = idleWaiters
    idleWaiters = []
    for waiter in waiters { waiter.resume() }
  }

  private func draw() {
    if canvas.size != display.size { canvas = Canvas(size: display.size, glyphs: display.capabilities.glyphs) }
    shell.draw(on: &canvas)
    display.takeMouse(shell.takesMouse)
    display.show(canvas, theme: shell.theme)
  }
}

extension Input {
  /// Resizing must never wait; all that is typed keeps its order.
  fileprivate var waitsForAnswers: Bool {
    switch self {
    case .key, .paste, .scanned, .mouse: true
    case .resize, .focus: false
    }
  }
}
