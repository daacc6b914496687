import LabCore
import LabStore
package import Tui
import Words

extension TubesScreen {
  static var emptyTable: Table<SpecimenID> {
    var table = Table<SpecimenID>(
      columns: [
        TableColumn(say("Number"), .fixed(10)),
        TableColumn(say("Out for"), .fixed(9), align: .trailing),
        TableColumn(say("With"), .flex(minimum: 10, weight: 3)),
        TableColumn(say("Pet"), .flex(minimum: 8, weight: 2)),
        TableColumn(say("Tube"), .flex(minimum: 8, weight: 2), priority: 1),
        TableColumn(say("Tests"), .flex(minimum: 8, weight: 3), priority: 2),
        TableColumn(say("Collected"), .fixed(12), priority: 3),
        TableColumn(say("Booking"), .fixed(8), priority: 4),
        TableColumn(say("Species"), .fixed(10), priority: 5),
      ], emptyText: say("Reading the tubes…"))
    table.showsPosition = false
    return table
  }

  func row(_ tube: OpenTube) -> TableRow<SpecimenID> {
    TableRow(
      tube.id,
      [
        TableCell(tube.number, role: .textStrong), TableCell(tube.age(at: now)),
        TableCell(tube.holder ?? say("nobody named")),
        TableCell(tube.petName),
        TableCell(tube.tube?.storedName ?? tube.sample?.storedName ?? ""),
        TableCell(tube.testCodes.joined(separator: ", ")), TableCell(tube.collectedAt.listText(in: now.date.year)),
        TableCell(tube.bookingNumber), TableCell(tube.species.storedName),
      ])
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.put(
      seesAll ? say("Collected, not yet in the lab") : say("Yours to hand over"), row: area.row,
      column: area.column + 1,
      width: 32,
      role: .textStrong)
    if isLoaded, let oldest = tubes.first {
      canvas.put(
        say("\(tubes.count.counted("tube")), the first out for \(oldest.age(at: now))"), row: area.row,
        column: area.column + 33, width: max(0, area.columns - 44), role: .textDim)
    }
    canvas.put(table.position, row: area.row, column: area.endColumn - 9, width: 8, role: .textDim, align: .trailing)
    table.draw(on: &canvas, in: area.droppingTop(1), isActive: true)
  }
}

extension OpenTube {
  /// How long it has been out: `25 min`, `3 h 10`, `2 days`.
  func age(at now: LocalDateTime) -> String {
    let minutes = max(0, collectedAt.minutes(to: now))
    if minutes < 60 { return say("\(minutes) min") }
    if minutes < 24 * 60 { return "\(minutes / 60) h \((minutes % 60).twoDigits)" }
    return (minutes / (24 * 60)).counted("day")
  }
}
