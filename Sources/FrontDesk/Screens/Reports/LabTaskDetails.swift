import LabCore
import LabStore
import Tui
import Words

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
  /// Where the test stands; from the lab on, where its report does.
  var statusWords: String {
    guard status == .processing || status == .completed, let report, report.status != .pending else {
      return status.displayName
    }
    return report.status.displayName
  }

  var listRole: Role { status.listRole }

  /// What stands in place of the time that is left where none is measured: when it was booked for, or how it ended.
  func restWords(in year: Int) -> String {
    guard turnaround.finishedAt != nil else { return bookedFor.listText(in: year) }
    return switch turnaround.wasInTime {
    case true?: say("in time")
    case false?: say("was late")
    case nil: bookedFor.listText(in: year)
    }
  }

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
      DetailPane.Line(say("Test"), testCode == testName ? testName : "\(testCode) \(testName)", role: .textStrong)
    ]
    if let sample { lines.append(DetailPane.Line(say("Sample"), sample.storedName)) }
    if let tube {
      lines.append(
        DetailPane.Line(say("Tube"), [tube.storedName, quantity?.text].compactMap(\.self).joined(separator: ", ")))
    }
    lines.append(DetailPane.Line(say("Specimen"), status.displayName))
    if let rejection { lines.append(DetailPane.Line(say("Rejected"), rejection)) }
    for tube in tubes { lines.append(DetailPane.Line(tube == tubes.first ? say("Tubes") : "", tube.sentence)) }
    lines.append(
      DetailPane.Line(
        say("Report"), report.map { "\($0.status.displayName), \($0.number)" } ?? say("Begins with the receipt")))
    if let panelName { lines.append(DetailPane.Line(say("Panel"), say("\(panelName), completed together"))) }
    if let receivedAt = turnaround.receivedAt { lines.append(DetailPane.Line(say("Received"), receivedAt.text)) }
    lines.append(
      DetailPane.Line(say("Time"), turnaround.sentence, role: turnaround.role ?? .text))
    return lines
  }

  private var bookingLines: [DetailPane.Line] {
    var lines = [
      DetailPane.Line(say("Pet"), petWords, role: .textStrong), DetailPane.Line(say("Client"), clientName),
      DetailPane.Line(say("Booking"), "\(bookingNumber), \(booking.displayName)"),
      DetailPane.Line(say("Booked for"), bookedFor.text),
    ]
    if let notes, !notes.isEmpty { lines.append(DetailPane.Line(say("Notes"), notes)) }
    return lines
  }

  private var petWords: String {
    var parts = [petName, [species.storedName, breed].compactMap(\.self).joined(separator: ", ")]
    if sex != .unknown { parts.append(sex.shortName) }
    parts.append(weight?.text ?? say("weight not known"))
    return parts.joined(separator: " · ")
  }
}

extension LabTube {
  /// The number with what became of the tube.
  var sentence: String {
    let state =
      openTests > 1 && status != .rejected ? say("\(status.displayName), \(openTests) tests") : status.displayName
    return "\(number) · \(state)" + (replacedBy.map { say(", replaced by \($0)") } ?? "")
  }
}

extension Turnaround {
  /// The role of its words; nil where there is no hurry.
  var role: Role? { isOverdue ? .statusOverdue : isDueSoon ? .statusPending : nil }
}
