import LabCore
import LabStore
import Tui

/// The file of a client that is open: its lines, and the selected one in full.
struct ClientPage: Sendable {
  let id: ClientID
  private(set) var file: ClientFile?
  private(set) var table: Table<FileRow>
  private(set) var pane = DetailPane(title: "")
  /// Whether the keys go to the selected line in full.
  private(set) var isReading = false
  private var weights: [PetID: [PetWeight]] = [:]
  private var isReadingOn = false
  /// The line to begin at.
  private var wanted: FileRow?
  private var shown: FileRow?
  private let standing: Standing

  /// What the lines are put into words by.
  struct Standing: Sendable {
    var country: CallingCode
    var currency: Currency
    var now: LocalDateTime
  }

  /// So many lines before the end, the next page is read.
  private static let reserve = 8

  init(_ match: MatchID, _ standing: Standing) {
    id = match.client
    self.standing = standing
    wanted = match.pet.map { .pet($0) } ?? .client
    table = Table(columns: FileRows.columns, emptyText: "", pageRows: 17)
    table.showsPosition = false
  }

  // MARK: Reading

  /// Takes the file as it is now; selection, filter and pages that were read on stay.
  mutating func receive(_ newer: ClientFile) {
    var newer = newer
    if let known = file?.history, let last = newer.history.bookings.last, newer.history.next != nil,
      let place = known.bookings.firstIndex(where: { $0.id == last.id }), place + 1 < known.bookings.count
    {
      newer.history.bookings += known.bookings[(place + 1)...]
      newer.history.next = known.next
    }
    file = newer
    renew()
  }

  /// Takes the next page of the history.
  mutating func receive(_ page: BookingHistory, after cursor: HistoryCursor) {
    isReadingOn = false
    guard file?.history.next == cursor else { return }
    file?.history.bookings += page.bookings
    file?.history.next = page.next
    renew()
  }

  mutating func failReadingOn() { isReadingOn = false }

  mutating func receive(_ weights: [PetWeight], of pet: PetID) {
    self.weights[pet] = weights
    renewPane()
  }

  private mutating func renew() {
    guard let file else { return }
    table.replaceRows(
      FileRows(file: file, country: standing.country, currency: standing.currency, now: standing.now).rows)
    if let wanted {
      table.select(wanted)
      self.wanted = nil
    }
    if table.selection == nil { table.selectFirst() }
    renewPane()
  }

  private mutating func renewPane() {
    guard let file else { return }
    let row = table.selection
    let details = FileDetails(
      file: file, weights: file.pet(of: row).flatMap { weights[$0.id] }, country: standing.country,
      currency: standing.currency, today: standing.now.date)
    pane.show(details.pane(of: row), isSameRecord: shown == row)
    shown = row
  }

  /// Selects a line as soon as it is there.
  mutating func expect(_ row: FileRow) { wanted = row }

  /// What has to be read for the selected line, and for those that follow it.
  mutating func reads() -> [PetsWork] {
    var reads: [PetsWork] = []
    if case .pet(let pet) = table.selection, weights[pet] == nil { reads.append(.readWeights(pet)) }
    if let next = file?.history.next, !isReadingOn, let selection = table.selection,
      table.visibleRows.suffix(Self.reserve).contains(where: { $0.id == selection })
    {
      isReadingOn = true
      reads.append(.readOn(id, after: next))
    }
    return reads
  }

  /// Forgets the weights that were read, because one was added or taken back.
  mutating func doubtWeights() { weights = [:] }

  // MARK: What actions are about

  var selection: FileRow? { table.selection }
  /// The pet that a new booking or a weight is for: the selected one, or the only one.
  var pet: Pet? {
    file?.pet(of: selection) ?? file.flatMap { $0.record.pets.count == 1 ? $0.record.pets.first : nil }
  }
  var address: Address? {
    guard case .address(let id) = selection else { return nil }
    return file?.record.addresses.first { $0.id == id }
  }
  /// What a change is about: the selected pet or address, else the client.
  var subject: RecordCopy? {
    guard let file else { return nil }
    if case .pet = selection, let pet { return .pet(pet) }
    return address.map { .address($0) } ?? .client(file.record.client)
  }
  var newestWeight: PetWeight? { pet.flatMap { weights[$0.id]?.first } }

  // MARK: Keys

  enum Outcome: Equatable {
    case handled, closed
    case opens(FileRow)
  }

  mutating func handle(_ press: KeyPress) -> Outcome {
    if isReading {
      if press.key == .escape || press.key == .enter { isReading = false } else { _ = pane.handle(press) }
      return .handled
    }
    switch table.handle(press) {
    case .activated(let row): return .opens(row)
    case .ignored where press == KeyPress(.escape): return .closed
    case .ignored, .handled, .selected, .filtered: break
    }
    renewPane()
    return .handled
  }

  mutating func paste(_ text: String) {
    _ = table.paste(text)
    renewPane()
  }

  /// Shows the selected line in full, for the keys too.
  mutating func read() { isReading = true }
}
