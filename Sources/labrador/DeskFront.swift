import EmbeddedPostgres
import FrontDesk
import Glibc
import LabCore
import LabStore
import Postgres
import Tui
import TuiCurses

/// The desk at a terminal: wires screen, application and database together, and takes them apart at the end.
@MainActor
final class DeskFront {
  /// How long the end of a session may keep a person waiting who wants to leave.
  private static let farewell = Duration.seconds(2)

  private let target: ConnectionTarget
  private let cluster: Cluster?
  private let display: CursesDisplay
  private let opened = ContinuousClock.now
  private let workroom: Workroom
  private var app: App?
  private var notices: DeskNotices?
  private var timer: MinuteTimer?
  private var idle: IdleWatch?
  private var ending: CheckedContinuation<Void, any Error>?
  private var hasEnded = false

  /// Takes the terminal and draws the first frame; nothing here waits for the database.
  init(
    target: ConnectionTarget, cluster: Cluster?, settings: Settings, themes: ThemeChoice, color: ColorDepth?,
    memory: DeskMemory, folders: PersonalFolders, loop: MainLoop
  ) throws {
    self.target = target
    self.cluster = cluster
    display = try CursesDisplay(color: color, loop: loop)
    workroom = Workroom(
      desk: Desk(target: target, applicationName: "labrador"),
      readFile: { path, limit throws(AttachmentError) in
        try AttachmentFile.read(path, limit: limit, home: folders.home)
      },
      writeFile: { name, content throws(DeskError) in try PersonalFile.write(content, named: name, in: folders) })
    let clock = Clock { Int(time(nil)) }
    let services = App.Services(
      clock: clock,
      suspend: { [weak self] in self?.display.suspend() },
      quit: { [weak self] in self?.end() },
      revive: { try? await cluster?.ensureRunning() },
      session: { [weak self] change in self?.follow(change, memory: memory.signIn) },
      keepTheme: { ThemeMemory.write($0, to: memory.theme) })
    var settings = settings
    settings.notices += [display.notice].compactMap(\.self)
    let app = App(
      shell: Shell(settings: settings, clock: clock, theme: themes.first, themes: themes.all), display: display,
      workroom: workroom, services: services)
    self.app = app
    notices = DeskNotices(target: target) { [weak app] news in
      switch news {
      case .changed(let notice): app?.notice(table: notice.table, id: notice.id)
      case .lost: app?.listenerLost()
      case .restored: app?.listenerRestored()
      }
    }
    app.start()
  }

  /// Serves the person at the terminal until they leave, the terminal goes away or the desk cannot work.
  func stay() async throws {
    do {
      try await withCheckedThrowingContinuation { continuation in
        ending = continuation
        display.start { [weak self] inputs in
          guard let self else { return }
          idle?.touch()
          app?.receive(inputs, at: opened.duration(to: .now))
        } onSignal: { [weak self] _ in
          self?.end()
        }
        timer = MinuteTimer { [weak self] in self?.app?.tick() }
        if cluster == nil { checkServer() }
      }
    } catch {
      await close()
      throw error
    }
    await close()
  }

  private func end(with failure: Failure? = nil) {
    guard !hasEnded else { return }
    hasEnded = true
    if let failure { ending?.resume(throwing: failure) } else { ending?.resume() }
    ending = nil
  }

  private func follow(_ change: App.SessionChange, memory: String?) {
    switch change {
    case .began(let slug, let phone, let profile):
      LastSignIn(slug: slug, phone: phone).write(to: memory)
      notices?.begin(profile.channel)
      idle?.stop()
      idle = IdleWatch(minutes: profile.idleLockMinutes) { [weak self] in self?.app?.lockIdle() ?? true }
    case .ended:
      notices?.end()
      idle?.stop()
      idle = nil
    }
  }

  /// Gives the terminal back at once, then ends the session as far as the database answers.
  private func close() async {
    display.restore()
    // A closed window hangs up more than once; what is left to do must not be cut short by that.
    signal(SIGHUP, SIG_IGN)
    timer?.stop()
    idle?.stop()
    notices?.end()
    app = nil
    let workroom = workroom
    await withTaskGroup { group in
      group.addTask { await workroom.close() }
      group.addTask { try? await Task.sleep(for: Self.farewell) }
      await group.next()
      group.cancelAll()
    }
  }

  /// Asks a server of one's own, behind the first frame, whether this desk can work with it.
  private func checkServer() {
    let target = target
    Task {
      do {
        try await ServerSuitability.check(target)
      } catch {
        end(with: Failure(Failure.sentence(of: error)))
      }
    }
  }
}
