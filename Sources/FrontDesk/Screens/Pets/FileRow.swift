import LabCore
import LabStore
import Tui
import Words

/// What a line of a client's file stands for.
enum FileRow: Hashable, Sendable {
  case client
  case pet(PetID)
  case address(AddressID)
  case overdue(BookingItemID)
  case booking(BookingID)
  case item(BookingItemID)
  case coupons
}

/// The lines of a client's file: who it is, what needs care, then the bookings, the newest first.
struct FileRows {
  var file: ClientFile
  var country: CallingCode
  var currency: Currency
  var now: LocalDateTime

  static var columns: [TableColumn] {
    [
      TableColumn("", .fixed(7)), TableColumn(say("File"), .flex(minimum: 24)),
      TableColumn(say("State"), .between(9, 12)),
      TableColumn(say("Amount"), .fixed(10), align: .trailing, priority: 1),
    ]
  }

  var rows: [TableRow<FileRow>] {
    [client] + file.record.pets.map(row) + file.record.addresses.compactMap(row) + file.overdue.map(overdue)
      + coupons + file.history.bookings.flatMap(rows)
  }

  private func line(
    _ id: FileRow, _ kind: String, _ text: String, _ state: String = "", role: Role = .text, stateRole: Role? = nil,
    amount: Money? = nil, finding words: String = ""
  ) -> TableRow<FileRow> {
    TableRow(
      id,
      [
        TableCell(kind, role: .textDim), TableCell(text), TableCell(state, role: stateRole),
        TableCell(amount?.formatted(in: currency) ?? ""),
      ], searchText: words, role: role)
  }

  private var client: TableRow<FileRow> {
    let client = file.record.client
    let phones = [client.phone, client.secondPhone].compactMap { $0?.text(atHome: country) }
    let words =
      [client.name.text, client.localName].compactMap(\.self) + phones + [client.email?.text].compactMap(\.self)
    return line(
      .client, say("Client"), words.joined(separator: " · "), client.isActive ? "" : say("inactive"),
      role: client.isActive ? .text : .textDim, stateRole: .statusProblem)
  }

  private func row(_ pet: Pet) -> TableRow<FileRow> {
    line(
      .pet(pet.id), say("Pet"), pet.summary(on: now.date), pet.stateWord,
      role: pet.stateWord.isEmpty ? .text : .textDim,
      stateRole: .statusProblem, finding: pet.microchip ?? "")
  }

  private func row(_ address: Address) -> TableRow<FileRow>? {
    guard let id = address.id else { return nil }
    let label = address.label.map { "\($0): " } ?? ""
    return line(.address(id), say("Address"), label + address.oneLine, address.isDefault ? "default" : "")
  }

  private func overdue(_ item: PastItem) -> TableRow<FileRow> {
    let promised = item.dueAt.map { say(" · promised \($0.listText(in: now.date.year))") } ?? ""
    return line(
      .overdue(item.id), say("Overdue"),
      say("\(item.code) of \(petName(item.petID)) · \(item.bookingNumber)\(promised)"),
      "overdue",
      stateRole: .statusOverdue)
  }

  private var coupons: [TableRow<FileRow>] {
    guard !file.coupons.isEmpty else { return [] }
    let codes = file.coupons.map(\.coupon.code).joined(separator: ", ")
    return [
      line(.coupons, file.coupons.count == 1 ? say("Coupon") : say("Coupons"), codes, "usable", stateRole: .statusDone)
    ]
  }

  private func rows(_ booking: PastBooking) -> [TableRow<FileRow>] {
    let place = booking.method == .home ? "" : " · \(booking.method.displayName.lowercased())"
    let booked = line(
      .booking(booking.id), say("Booking"),
      "\(booking.startsAt.fileText) · \(booking.petName) · \(booking.number)\(place)",
      booking.attention?.mark ?? booking.status.displayName,
      stateRole: booking.attention == nil ? booking.status.listRole : .statusProblem, amount: booking.total)
    return [booked]
      + booking.items.map { item in
        line(
          .item(item.id), "", "  \(item.words)", item.stateWords, role: .textDim,
          stateRole: item.isOverdue ? .statusOverdue : item.listRole, finding: booking.number + " " + booking.petName)
      }
  }

  private func petName(_ id: PetID) -> String { file.record.pets.first { $0.id == id }?.name ?? "" }
}

extension ClientFile {
  /// The booking that a line stands for or belongs to.
  func booking(of row: FileRow?) -> PastBooking? {
    switch row {
    case .booking(let id): history.bookings.first { $0.id == id }
    case .item(let id): history.bookings.first { $0.items.contains { $0.id == id } }
    case .overdue, .client, .pet, .address, .coupons, nil: nil
    }
  }

  func item(of row: FileRow?) -> PastItem? {
    switch row {
    case .item(let id): history.bookings.lazy.flatMap(\.items).first { $0.id == id }
    case .overdue(let id): overdue.first { $0.id == id }
    case .client, .pet, .address, .booking, .coupons, nil: nil
    }
  }

  /// The pet that a line is about.
  func pet(of row: FileRow?) -> Pet? {
    let id: PetID? =
      switch row {
      case .pet(let id): id
      case .booking, .item, .overdue: booking(of: row)?.petID ?? item(of: row)?.petID
      case .client, .address, .coupons, nil: nil
      }
    return record.pets.first { $0.id == id }
  }

  /// The bookings that wait for their visit.
  func ahead(of pet: PetID?) -> [PastBooking] {
    history.bookings.filter { $0.status.isBeforeCollection && (pet == nil || $0.petID == pet) }
  }
}

extension Pet {
  /// A word where nothing is booked for the pet any more; empty otherwise.
  var stateWord: String {
    isDeceased ? say("deceased") : isActive ? isPlaceholder ? say("incomplete") : "" : say("inactive")
  }
}

extension PastItem {
  /// `CBC Complete blood count`, and the name alone where it is the code.
  var words: String { code == name ? name : "\(code) \(name)" }

  /// Where the test stands; in the lab, where its report does.
  var stateWords: String {
    if isOverdue { return "overdue" }
    guard let report, report != .pending else { return status.displayName }
    return report.displayName
  }

  var listRole: Role { status.listRole }
}

extension LocalDateTime {
  /// `21 Nov 2026 12:00`: a moment in a list that goes over years.
  var fileText: String { "\(date.shortText) \(date.year) \(time.text)" }
}
