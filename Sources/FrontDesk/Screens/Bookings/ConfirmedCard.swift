import LabCore
import LabStore
import Tui
import Words

/// A confirmed booking as the desk reads it out: number, total and what to tell the client.
struct ConfirmedCard: Sendable {
  let booking: ConfirmedBooking
  let lines: [String]
  let total: String

  init(_ booking: ConfirmedBooking, of intake: Intake) {
    self.booking = booking
    let draft = intake.draft
    let words = ConfirmationWords(
      bookingNumber: booking.number, petName: draft.pet?.name ?? "", tests: intake.expansion?.lines ?? [],
      collection: draft.collection, moment: draft.moment(at: intake.now) ?? intake.now,
      collectorName: intake.form.pick(.collector)?.title, total: booking.total, currency: intake.currency,
      today: intake.now.date)
    lines = words.lines
    total = booking.total.formatted(in: intake.currency)
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let width = min(area.columns - 2, 76)
    let wrapped = lines.flatMap { TextWidth.wrap($0, width: width - 6) }
    let box = area.centred(rows: min(area.rows, wrapped.count + 6), columns: width)
    canvas.box(box, title: say("Confirmed"))
    canvas.put(booking.number, row: box.row + 1, column: box.column + 3, role: .textStrong)
    canvas.put(
      total, row: box.row + 1, column: box.column + 3, width: width - 6, role: .priceTotal, align: .trailing)
    canvas.put(say("Tell the client:"), row: box.row + 3, column: box.column + 3, width: width - 6, role: .textDim)
    for (offset, line) in wrapped.prefix(box.rows - 5).enumerated() {
      canvas.put(line, row: box.row + 4 + offset, column: box.column + 3, width: width - 6)
    }
  }
}
