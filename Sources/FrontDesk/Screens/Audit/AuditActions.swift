import LabCore
import LabStore
import Tui
import Words

/// What can be done on the audit trail, and on the history of one record.
enum AuditActions {
  static let group: Phrase = "Audit trail"

  static let filter = Action(
    id: "audit.filter", title: "Filter", help: "Asks for person, record, action and days.",
    chords: [Chord(.character("l"), .control)], group: group, barPriority: 1)
  static let apply = Action(
    id: "audit.filter.apply", title: "Show these", help: "Shows the entries that fit.",
    chords: [Chord(.character("s"), .control)], group: group, barPriority: 1)
  static let clear = Action(
    id: "audit.filter.clear", title: "Clear the filter", help: "Shows every entry again.",
    chords: [Chord(.character("u"), .control)], group: group, barPriority: 2)
  static let history = Action(
    id: "audit.history", title: "History", help: "Shows everything that happened to the record of this entry.",
    chords: [Chord(.character("g"), .control)], group: group, barPriority: 3)

  static let all = [filter, apply, clear, history]
}

extension AuditScreen {
  package static let entry = ScreenEntry(
    place: .audit, name: "Audit trail", group: AuditActions.group, actions: AuditActions.all,
    tab: Action(
      id: "screen.audit", title: "Audit trail", help: "Who changed what, when, from where and why.",
      group: Shell.tabGroup),
    parent: .more, permissions: [.auditRead, .auditOwn], make: make)

  /// The audit trail of one record, which any screen opens by `Effect.history`.
  package static let historyEntry = ScreenEntry(
    place: .history, name: "History", group: AuditActions.group, actions: [],
    permissions: [.auditRead, .auditOwn], make: make)

  @Sendable private static func make(_ context: ScreenContext) -> any Screen {
    guard let workspace = context.workspace else { preconditionFailure("the audit trail opens after sign-in") }
    return AuditScreen(
      workspace.profile, now: context.clock.local(workspace.profile.clock), history: context.history)
  }
}
