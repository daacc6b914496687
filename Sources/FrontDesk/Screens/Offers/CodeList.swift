import LabCore
import LabStore
import Tui
import Words

/// The codes of an offer, read page by page as the selection moves on; typing looks for them in the database.
struct CodeList: Sendable {
  private(set) var filter: CouponFilter
  private(set) var coupons: [CouponRecord] = []
  private(set) var table: Table<CouponID>
  /// How many codes the filter lets through, and how many of them are on; nil until they were read.
  private(set) var counts: (total: Int, on: Int)?
  private(set) var batch: CouponBatch?
  /// What is being read, and from which code on.
  private var awaited: (filter: CouponFilter, before: CouponID?)?
  private var expected: CouponBatchID?
  private let currency: Currency
  private let now: LocalDateTime

  /// So many codes before the end, the next page is read.
  private static let reserve = 40
  /// A list that was read further than this begins again when it is renewed.
  private static let mostAtOnce = 2_000

  init(of offer: OfferID, in currency: Currency, at now: LocalDateTime) {
    filter = CouponFilter(offerID: offer)
    self.currency = currency
    self.now = now
    table = Table(
      columns: [
        TableColumn(say("Code"), .flex(minimum: 14, weight: 2)), TableColumn(say("State"), .fixed(12)),
        TableColumn(say("Until"), .fixed(11)), TableColumn(say("Uses"), .fixed(9), align: .trailing),
        TableColumn(say("Each"), .fixed(4), align: .trailing, priority: 2),
        TableColumn(say("Given away"), .fixed(11), align: .trailing, priority: 1),
        TableColumn(say("Brought"), .fixed(12), align: .trailing, priority: 3),
        TableColumn(say("From"), .fixed(11), priority: 4),
      ], filters: false, emptyText: say("Reading the codes…"))
    table.showsPosition = false
  }

  var selected: CouponRecord? { table.selection.flatMap { id in coupons.first { $0.id == id } } }

  // MARK: Reading

  /// Asks for the newest codes, as many as stand there; these stay until the others come.
  mutating func read() -> [Effect] {
    ask(before: nil, most: min(Self.mostAtOnce, max(Desk.couponPage, coupons.count)))
  }

  private mutating func ask(before: CouponID?, most: Int = Desk.couponPage) -> [Effect] {
    awaited = (filter, before)
    return [.work(.offers(.readCoupons(filter, before: before, most: most)), slot: .record)]
  }

  /// Takes a page that was asked for; says whether it was.
  mutating func receive(_ page: CouponPage, for asked: CouponFilter, before: CouponID?) -> Bool {
    guard let awaited, awaited.filter == asked, awaited.before == before else { return false }
    self.awaited = nil
    coupons = before == nil ? page.coupons : coupons + page.coupons
    counts = (page.total, page.totalOn)
    table.emptyText =
      filter.fragment.isEmpty && filter.batchID == nil
      ? say("No codes. Ctrl-T issues a batch, Ctrl-O adds one code.") : say("No code fits.")
    table.replaceRows(coupons.map(row))
    if let expected, let first = coupons.first(where: { $0.batchID == expected }) {
      table.select(first.id)
      self.expected = nil
    }
    if table.selection == nil { table.selectFirst() }
    return true
  }

  /// Notes that the codes could not be read.
  mutating func fail(_ asked: CouponFilter) {
    guard awaited?.filter == asked else { return }
    awaited = nil
    if coupons.isEmpty { table.emptyText = say("The codes could not be read; Ctrl-R tries again.") }
  }

  /// Selects the first code of a batch as soon as it stands there.
  mutating func expect(_ batch: CouponBatchID) { expected = batch }

  /// Shows the codes of one batch, or of all.
  mutating func show(_ batch: CouponBatch?) -> [Effect] {
    self.batch = batch
    filter.batchID = batch?.id
    return look(for: "")
  }

  private mutating func look(for fragment: String) -> [Effect] {
    filter.fragment = Coupon.normalized(fragment)
    table.select(nil)
    return read()
  }

  // MARK: Keys

  /// Nil where the key is for whoever shows the list.
  mutating func handle(_ press: KeyPress) -> (activated: Bool, effects: [Effect])? {
    switch table.handle(press) {
    case .activated: return (true, [])
    case .handled, .selected, .filtered: return (false, readOn())
    case .ignored: break
    }
    switch (press.key, press.modifiers) {
    case (.backspace, []) where !filter.fragment.isEmpty:
      return (false, look(for: String(filter.fragment.dropLast())))
    case (.escape, []) where !filter.fragment.isEmpty, (.character("u"), .control) where !filter.fragment.isEmpty:
      return (false, look(for: ""))
    case (.escape, []) where filter.batchID != nil: return (false, show(nil))
    default: break
    }
    guard let typed = press.typed, !typed.isWhitespace else { return nil }
    return (false, look(for: filter.fragment + String(typed)))
  }

  mutating func paste(_ text: String) -> [Effect] {
    look(for: filter.fragment + String(text.prefix(CouponRules.longestCode)))
  }

  private mutating func readOn() -> [Effect] {
    guard awaited == nil, let last = coupons.last, coupons.count < counts?.total ?? 0, let selection = table.selection,
      coupons.suffix(Self.reserve).contains(where: { $0.id == selection })
    else { return [] }
    return ask(before: last.id)
  }

  // MARK: View

  private func row(_ record: CouponRecord) -> TableRow<CouponID> {
    let coupon = record.coupon
    let state = coupon.state(at: now, uses: record.uses)
    return TableRow(
      record.id,
      [
        TableCell(coupon.code), TableCell(state.displayName, role: state.listRole),
        TableCell("\(coupon.lastDay.shortText) \(coupon.lastDay.year)"),
        TableCell(coupon.maxUses.map { say("\(record.uses) of \($0)") } ?? "\(record.uses)"),
        TableCell(coupon.maxUsesPerClient.map { "\($0)" } ?? ""),
        TableCell(record.uses == 0 ? "" : record.givenAway.wholeText(in: currency)),
        TableCell(record.uses == 0 ? "" : record.brought.wholeText(in: currency)),
        TableCell("\(coupon.firstDay.shortText) \(coupon.firstDay.year)"),
      ], role: state == .open || state == .coming ? .text : .textDim)
  }

  /// `12 codes with “FES”, 10 on`.
  var heading: String {
    guard let counts else { return say("Codes") }
    var words = counts.total.grouped + (counts.total == 1 ? say(" code") : say(" codes"))
    if let batch { words += say(" of \(batch.name)") }
    if !filter.fragment.isEmpty { words += say(" with “\(filter.fragment)”") }
    return words + (counts.total == 0 ? "" : say(", \(counts.on.grouped) on"))
  }

  func draw(on canvas: inout Canvas, in area: Rect, isActive: Bool) {
    let role: Role = filter.fragment.isEmpty && batch == nil ? .textStrong : .tableFilter
    let used = canvas.put(heading, row: area.row, column: area.column + 2, width: area.columns - 4, role: role)
    table.draw(on: &canvas, in: area.droppingTop(1), isActive: isActive)
    if isActive, !filter.fragment.isEmpty || table.visibleCount == 0 {
      canvas.cursor = Point(row: area.row, column: min(area.column + 2 + used, area.endColumn - 1))
    }
  }
}

extension CouponBatch {
  /// `DIWALI- of 21 Nov`.
  var name: String { say("\(prefix.isEmpty ? say("the batch") : prefix) of \(createdAt.date.shortText)") }
}

extension CouponState {
  var listRole: Role {
    switch self {
    case .open: .statusDone
    case .coming: .statusPending
    case .usedUp, .ended, .switchedOff: .textDim
    }
  }
}

extension OfferState {
  var listRole: Role {
    switch self {
    case .running: .statusDone
    case .coming: .statusPending
    case .ended, .switchedOff: .textDim
    }
  }
}

extension Money {
  /// The amount rounded to whole units of the currency, for a column: `₹1,235`.
  func wholeText(in currency: Currency) -> String {
    let unit = Int(currency.minorUnitsPerMajor)
    return (scaled(by: 1, over: unit) * unit).shortFormatted(in: currency)
  }
}

extension Int {
  /// `12,500`.
  fileprivate var grouped: String {
    let digits = String(magnitude)
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }
}
