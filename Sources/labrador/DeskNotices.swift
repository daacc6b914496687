import Dispatch
import FrontDesk
import Postgres

/// Hears on a second connection what other desks change and tells the application, a burst of changes at once.
@MainActor
final class DeskNotices {
  /// How long changes are gathered before the screens are told: milliseconds.
  private static let gathering = 150

  private let target: ConnectionTarget
  private let tell: @MainActor (News) -> Void
  private var listening: Task<Void, Never>?
  private var gathered: Set<Notice> = []

  /// A row that another desk changed.
  struct Notice: Hashable, Sendable {
    let table: String
    let id: Int64
  }

  /// What the second connection has to tell.
  enum News: Sendable {
    case changed(Notice)
    /// The connection died.
    case lost
    /// It stands again; what was changed meanwhile was not heard.
    case restored
  }

  init(target: ConnectionTarget, tell: @escaping @MainActor (News) -> Void) {
    self.target = target
    self.tell = tell
  }

  /// Listens to the channel of the organisation that has just signed in.
  func begin(_ channel: String) {
    end()
    listening = Task { [target] in
      await Self.listen(target, channel) { [weak self] news in await self?.take(news) }
    }
  }

  /// Stops listening when the session ends.
  func end() {
    listening?.cancel()
    listening = nil
    gathered = []
  }

  private func take(_ news: News) {
    guard listening != nil else { return }
    switch news {
    case .changed(let notice): gather(notice)
    case .lost, .restored: tell(news)
    }
  }

  private func gather(_ notice: Notice) {
    if gathered.isEmpty {
      DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(Self.gathering)) { [weak self] in
        MainActor.assumeIsolated { self?.flush() }
      }
    }
    gathered.insert(notice)
  }

  private func flush() {
    let notices = gathered
    gathered = []
    for notice in notices { tell(.changed(notice)) }
  }

  /// Connects again, ever more slowly, as long as the session lasts; meanwhile the desk works without notices.
  @concurrent
  private nonisolated static func listen(
    _ target: ConnectionTarget, _ channel: String, _ hear: @escaping @Sendable (News) async -> Void
  ) async {
    var pause = Duration.seconds(1)
    var wasLost = false
    while !Task.isCancelled {
      if let connection = try? await Connection.open(target, applicationName: "labrador notices") {
        if (try? await connection.listen(channel)) != nil {
          pause = .seconds(1)
          if wasLost { await hear(.restored) }
          for await notification in connection.notifications {
            if let notice = Notice(payload: notification.payload) { await hear(.changed(notice)) }
          }
          wasLost = true
          if !Task.isCancelled { await hear(.lost) }
        }
        await connection.close()
      }
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, .seconds(5))
    }
  }
}

extension DeskNotices.Notice {
  /// Reads `{"table" : "bookings", "id" : 12, "version" : 3}`; anything else is none.
  init?(payload: String) {
    var table: String?
    var id: Int64?
    for member in payload.split(whereSeparator: { "{},".contains($0) }) {
      let parts = member.split(separator: ":", maxSplits: 1).map { part in part.filter { !"\" ".contains($0) } }
      guard parts.count == 2 else { continue }
      switch parts[0] {
      case "table": table = parts[1]
      case "id": id = Int64(parts[1])
      default: break
      }
    }
    guard let table, let id else { return nil }
    self.init(table: table, id: id)
  }
}
