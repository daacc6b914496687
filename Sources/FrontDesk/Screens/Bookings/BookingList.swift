import LabCore
import LabStore
import Tui
import Words

/// The bookings of one day, or those that were looked for, as a table.
struct BookingList: Sendable {
  /// The day that is shown, or to which the list goes back from a search.
  private(set) var date: CalendarDate
  /// What was looked for; nil while the list shows its day.
  private(set) var search: (query: BookingQuery, words: String)?
  private(set) var bookings: [BookingSummary] = []
  private(set) var isLoaded = false
  private var wanted: BookingID?
  private var table: Table<BookingID>
  private let currency: Currency
  /// Whether the list says how a booking is taken.
  var takesBookings: Bool

  init(date: CalendarDate, currency: Currency, takesBookings: Bool) {
    self.takesBookings = takesBookings
    self.date = date
    self.currency = currency
    table = Table(
      columns: [
        TableColumn(say("Time"), .fixed(5)),
        TableColumn(say("Number"), .fixed(8), priority: 3),
        TableColumn(say("Client"), .flex(minimum: 12, weight: 3)),
        TableColumn(say("Pet"), .flex(minimum: 8, weight: 2)),
        TableColumn(say("Species"), .between(5, 10), priority: 6),
        TableColumn(say("Tests"), .flex(minimum: 10, weight: 3), priority: 1),
        TableColumn(say("Status"), .fixed(12)),
        TableColumn(say("Collector"), .between(8, 16), priority: 2),
        TableColumn(say("Phone"), .fixed(15), priority: 5),
        TableColumn(say("Total"), .fixed(11), align: .trailing, priority: 4),
      ], emptyText: say("Reading the bookings…"))
    table.showsPosition = false
  }

  /// Selects a booking as soon as the list has it.
  mutating func expect(_ id: BookingID) { wanted = id }

  /// What the list is about.
  var query: BookingQuery { search?.query ?? .day(date) }

  /// What has to be read for the list.
  var read: Effect { .work(.listBookings(query), slot: .list) }

  mutating func show(_ date: CalendarDate) {
    self.date = date
    search = nil
    clear()
  }

  /// Shows what was looked for, in words, in place of the day.
  mutating func show(_ query: BookingQuery, words: String) {
    search = (query, words)
    clear()
  }

  private mutating func clear() {
    isLoaded = false
    bookings = []
    table.setFilter("")
    table.columns[0] = search == nil ? TableColumn(say("Time"), .fixed(5)) : TableColumn(say("When"), .fixed(15))
    table.emptyText = say("Reading the bookings…")
    table.replaceRows([])
  }

  /// Takes the day's bookings; the selection stays with its record.
  mutating func receive(_ bookings: [BookingSummary]) -> [Effect] {
    self.bookings = bookings
    isLoaded = true
    table.emptyText =
      search == nil
      ? say("No bookings on \(date.text).") + (takesBookings ? say(" Ctrl-N takes one.") : "")
      : say("No booking is like that. Esc goes back to the day, Ctrl-F looks for others.")
    let vanished = table.replaceRows(bookings.map(row))
    if let wanted, bookings.contains(where: { $0.id == wanted }) {
      table.select(wanted)
      self.wanted = nil
    } else if table.selection == nil, vanished == nil {
      table.select(table.visibleRows.first?.id)
    }
    return vanished == nil ? [] : [.message(.warning(say("The selected booking is no longer in this list.")))]
  }

  /// The booking that Enter opens.
  var selected: BookingSummary? { table.selection.flatMap { id in bookings.first { $0.id == id } } }

  /// What there is to say of the selected booking; nil of most.
  var remark: Message? {
    guard let booking = selected, let objection = booking.attention else { return nil }
    let fact = objection.sentence(pet: booking.petName, client: booking.clientName)
    return .warning(say("\(booking.number): \(fact) Enter opens it, to keep or to cancel the visit."))
  }

  mutating func handle(_ press: KeyPress) -> [Effect] {
    guard case .ignored = table.handle(press), press == KeyPress(.escape), search != nil else { return [] }
    show(date)
    return [read]
  }

  private func row(_ booking: BookingSummary) -> TableRow<BookingID> {
    TableRow(
      booking.id,
      [
        TableCell(search == nil ? booking.startsAt.time.text : booking.startsAt.searchText),
        TableCell(booking.number), TableCell(booking.clientName),
        TableCell(booking.petName), TableCell(booking.species), TableCell(booking.tests.joined(separator: ", ")),
        TableCell(
          (booking.attention == nil ? "" : "! ") + booking.status.displayName,
          role: booking.attention == nil ? booking.status.listRole : .statusProblem),
        TableCell(booking.collector ?? (booking.method == .walkIn ? "walk-in" : "–")),
        TableCell(PhoneNumber(stored: booking.phone)?.text ?? booking.phone),
        TableCell(booking.total.formatted(in: currency)),
      ], searchText: [booking.phone, booking.address ?? "", booking.attention?.mark ?? ""].joined(separator: " "))
  }

  func draw(on canvas: inout Canvas, in area: Rect, isActive: Bool) {
    let open = bookings.count { !$0.status.isDone }
    let isCut = search != nil && bookings.count == BookingQuery.most
    let count = isCut ? say("the latest \(bookings.count)") : bookings.count.counted("booking")
    let undecided = bookings.count { $0.attention != nil }
    let words = isLoaded ? say("\(count), \(open) open") + (undecided == 0 ? "" : say(", \(undecided) to decide")) : ""
    let title = search?.words ?? date.text
    let used = canvas.put(
      title, row: area.row, column: area.column + 1, width: max(17, area.columns - 36), role: .textStrong)
    let column = max(18, used + 3)
    canvas.put(
      words, row: area.row, column: area.column + column, width: max(0, area.columns - column - 10), role: .textDim)
    canvas.put(
      table.position, row: area.row, column: area.endColumn - 9, width: 8, role: .textDim, align: .trailing)
    table.draw(on: &canvas, in: area.droppingTop(1), isActive: isActive)
  }
}

extension BookingStatus {
  var isDone: Bool { [.closed, .cancelled].contains(self) }

  var listRole: Role {
    switch self {
    case .draft, .confirmed: .statusPending
    case .assigned, .enRoute, .arrived: .statusActive
    case .collected, .atLab, .closed: .statusDone
    case .cancelled, .noShow, .failedVisit: .statusProblem
    }
  }
}

extension LocalDateTime {
  /// `21 Nov 26 12:00`: a moment in a list that goes over years.
  fileprivate var searchText: String { "\(date.shortText) \(String(date.year).suffix(2)) \(time.text)" }
}
