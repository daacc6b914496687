import LabCore
import LabStore
import Tui

/// One booking to be read: who, which pet, what, when, where and how much.
struct BookingDetails {
  var booking: BookingSummary
  var currency: Currency

  func draw(on canvas: inout Canvas, in area: Rect) {
    let width = min(area.columns - 2, 76)
    let lines = lines
    let wrapped = lines.map { (label: $0.label, rows: TextWidth.wrap($0.text, width: width - 18)) }
    let box = area.centred(rows: min(area.rows, wrapped.reduce(5) { $0 + max(1, $1.rows.count) }), columns: width)
    canvas.box(box, title: "Booking \(booking.number)")
    canvas.put(
      booking.status.displayName, row: box.row + 1, column: box.column + 3, role: booking.status.listRole)
    canvas.put(
      booking.total.formatted(in: currency), row: box.row + 1, column: box.column + 3, width: width - 6,
      role: .priceTotal, align: .trailing)
    var row = box.row + 3
    for line in wrapped {
      canvas.put(line.label, row: row, column: box.column + 3, width: 11, role: .fieldLabel)
      for text in line.rows where row < box.endRow - 1 {
        canvas.put(text, row: row, column: box.column + 15, width: width - 18)
        row += 1
      }
    }
  }

  private var lines: [(label: String, text: String)] {
    var lines = [
      ("Client", booking.clientName), ("Phone", PhoneNumber(stored: booking.phone)?.text ?? booking.phone),
      ("Pet", "\(booking.petName), \(booking.species)"), ("Tests", booking.tests.joined(separator: ", ")),
      ("Time", booking.startsAt.text), ("Where", booking.method.displayName),
    ]
    if let address = booking.address { lines.append(("Address", address)) }
    if let collector = booking.collector { lines.append(("Collector", collector)) }
    return lines.map { (label: $0.0, text: $0.1) }
  }
}

extension BookingSummary {
  /// The booking as its history names it.
  var reference: RecordReference { RecordReference(.bookings, id.rawValue, name: number) }
}
