import LabCore
import LabStore
import Tui

extension ItemStatus {
  /// How an item looks in a list.
  var listRole: Role {
    switch self {
    case .pending, .collected: .statusPending
    case .processing: .statusActive
    case .completed: .statusDone
    case .rejected, .recollectPending, .notObtained, .cancelled: .statusProblem
    }
  }
}

extension LabTask {
  /// Where the test stands; in the lab, where its report does.
  var statusWords: String {
    guard status == .processing, let report, report != .pending else { return status.displayName }
    return report.displayName
  }

  var listRole: Role { status.listRole }

  /// What the specimen is in, or else what it is.
  var specimenWords: String { tube?.storedName ?? sample?.storedName ?? "" }

  /// What a question or a sheet is about, in a line.
  var words: String { "\(bookingNumber) · \(petName) (\(species.storedName)) · \(specimenWords)" }

  /// The test to be read.
  var pane: DetailPane {
    DetailPane(
      title: "\(testCode) · \(petName)", corner: statusWords, lines: specimenLines + [.gap] + bookingLines)
  }

  private var specimenLines: [DetailPane.Line] {
    var lines = [
      DetailPane.Line("Test", testCode == testName ? testName : "\(testCode) \(testName)", role: .textStrong)
    ]
    if let sample { lines.append(DetailPane.Line("Sample", sample.storedName)) }
    if let tube {
      lines.append(
        DetailPane.Line("Tube", [tube.storedName, quantity?.text].compactMap(\.self).joined(separator: ", ")))
    }
    lines.append(DetailPane.Line("Specimen", status.displayName))
    lines.append(DetailPane.Line("Report", report?.displayName ?? "Not begun"))
    if let usualHours { lines.append(DetailPane.Line("Usual time", "\(usualHours.counted("hour")) from receipt")) }
    return lines
  }

  private var bookingLines: [DetailPane.Line] {
    var lines = [
      DetailPane.Line("Pet", petWords, role: .textStrong), DetailPane.Line("Client", clientName),
      DetailPane.Line("Booking", "\(bookingNumber), \(booking.displayName)"),
      DetailPane.Line("Booked for", bookedFor.text),
    ]
    if let notes, !notes.isEmpty { lines.append(DetailPane.Line("Notes", notes)) }
    return lines
  }

  private var petWords: String {
    var parts = [petName, [species.storedName, breed].compactMap(\.self).joined(separator: ", ")]
    if sex != .unknown { parts.append(sex.shortName) }
    parts.append(weight?.text ?? "weight not known")
    return parts.joined(separator: " · ")
  }
}
