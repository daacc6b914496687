import LabCore
import LabStore
import Tui
import Words

/// The entries read so far as a table, which reads on when the selection nears its end.
struct AuditList: Sendable {
  private(set) var entries: [AuditEntry] = []
  private(set) var table: Table<Int64>
  /// The page that is being read.
  private(set) var awaited: AuditFilter?
  private var filter: AuditFilter
  private var hasMore = false
  private let today: CalendarDate

  /// So many entries before the end, the next page is read.
  private static let reserve = 40

  init(_ filter: AuditFilter, today: CalendarDate) {
    self.filter = filter
    self.today = today
    table = Table(
      columns: [
        TableColumn(say("Time"), .fixed(12)), TableColumn(say("Person"), .between(13, 20)),
        TableColumn(say("What"), .fixed(14)),
        TableColumn(say("Record"), .between(17, 28)), TableColumn(say("Reason"), .flex(minimum: 10), priority: 1),
      ])
    table.showsPosition = false
  }

  // MARK: Reading

  /// Asks for the newest entries; what stands stays until they are there.
  mutating func read(_ filter: AuditFilter) -> [Effect] {
    if filter != self.filter {
      self.filter = filter
      clear()
    }
    if entries.isEmpty { table.emptyText = say("Reading the audit trail…") }
    return ask(filter)
  }

  private mutating func clear() {
    entries = []
    table.setFilter("")
    table.replaceRows([])
  }

  private mutating func ask(_ filter: AuditFilter) -> [Effect] {
    awaited = filter
    return [.work(.audit(.readPage(filter)), slot: .trail)]
  }

  /// Takes a page that was asked for.
  mutating func receive(_ page: [AuditEntry], for asked: AuditFilter) {
    guard asked == awaited else { return }
    awaited = nil
    hasMore = page.count == Desk.auditPage
    entries = asked.before == nil ? page : entries + page
    table.emptyText = say("No entry fits.")
    table.replaceRows(entries.map(row))
    if table.selection == nil { table.selectFirst() }
  }

  /// Notes that a page could not be read; says whether it was one of this list.
  mutating func fail(_ asked: AuditFilter) -> Bool {
    guard asked == awaited else { return false }
    awaited = nil
    if entries.isEmpty { table.emptyText = say("The audit trail could not be read; Ctrl-R tries again.") }
    return true
  }

  // MARK: Selection

  var selected: AuditEntry? { table.selection.flatMap { id in entries.first { $0.id == id } } }

  mutating func handle(_ press: KeyPress) -> (event: TableEvent<Int64>, effects: [Effect]) {
    let event = table.handle(press)
    return (event, readOn())
  }

  mutating func paste(_ text: String) { _ = table.paste(text) }

  private mutating func readOn() -> [Effect] {
    guard hasMore, awaited == nil, let selection = table.selection, let last = entries.last else { return [] }
    let end = table.filter.isEmpty ? entries.suffix(Self.reserve).map(\.id) : table.visibleRows.suffix(5).map(\.id)
    guard end.contains(selection) else { return [] }
    var next = filter
    next.before = last.id
    return ask(next)
  }

  // MARK: View

  private func row(_ entry: AuditEntry) -> TableRow<Int64> {
    let remark =
      entry.reason.map { TableCell($0) }
      ?? TableCell(
        entry.columns.map { ColumnWords.words(for: $0, of: entry.table) }.joined(separator: ", "), role: .textDim)
    return TableRow(
      entry.id,
      [
        TableCell(entry.at.shortText(seenFrom: today)), TableCell(entry.person ?? "–"),
        TableCell(AuditAction.words(for: entry.action), role: entry.role), TableCell(entry.recordWords), remark,
      ])
  }

  /// Where the selection stands; a plus says that there is more to be read.
  var position: String { entries.isEmpty ? "" : table.position + (hasMore ? "+" : "") }

  func draw(on canvas: inout Canvas, in area: Rect, isActive: Bool) {
    table.draw(on: &canvas, in: area, isActive: isActive)
  }
}

extension AuditEntry {
  /// `Booking B-000123`, or `booking 123` where the name is not known.
  var recordWords: String {
    let noun = RecordKind.noun(for: table)
    guard let recordName else { return recordID.map { "\(noun) \($0)" } ?? noun }
    return "\(noun.prefix(1).uppercased() + noun.dropFirst()) \(recordName)"
  }

  /// The record, where it is one that this version knows.
  var record: RecordReference? {
    guard let kind = RecordKind(rawValue: table), let recordID else { return nil }
    return RecordReference(kind, recordID, name: recordName)
  }

  fileprivate var role: Role? {
    switch AuditAction(rawValue: action) {
    case .signInFailed, .locked, .codeFailed, .removed, .suspended: .statusProblem
    case .added, .changed, .signedIn, .signedOut, .unlocked, .passwordSet, .codeIssued, .switched, .resumed, nil: nil
    }
  }
}

extension LocalDateTime {
  /// `21 Nov 14:30`, or `21 Nov 2025` of another year.
  fileprivate func shortText(seenFrom today: CalendarDate) -> String {
    date.year == today.year ? "\(date.shortText) \(time.text)" : "\(date.shortText) \(date.year)"
  }
}
