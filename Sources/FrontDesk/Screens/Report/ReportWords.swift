import LabCore
import LabStore
import Tui
import Words

extension ReportPage {
  /// The report of one version as it reads.
  func text(of version: ReportVersion, isDraft: Bool = false) -> ReportText {
    let amended =
      version.kind == .amendment
      ? versions.last { $0.verifiedAt != nil && $0.number < version.number } : nil
    let successor =
      version.standing == .superseded
      ? versions.first { $0.verifiedAt != nil && $0.number > version.number }?.number : nil
    var text = ReportText(
      laboratory: laboratory, laboratoryDetails: laboratoryDetails, number: report?.number ?? "",
      test: testCode == testName ? testName : "\(testName) (\(testCode))", particulars: particulars, version: version,
      amended: amended, successor: successor)
    text.isDraft = isDraft
    return text
  }

  /// What is worked on, as it would read.
  var draft: ReportVersion {
    let results = parameters.compactMap { parameter -> ReportResult? in
      guard let typed = copy.entered[parameter.id], !typed.trimmed.isEmpty else { return nil }
      let value = try? ResultValue.parse(typed, for: parameter)
      return ReportResult(
        parameter: parameter.id, name: parameter.name, unit: parameter.unit, text: value?.text ?? typed.trimmed,
        interval: parameter.interval, flag: value.flatMap { parameter.flag(of: $0) })
    }
    return ReportVersion(
      id: ReportVersionID(0), number: 1 + versions.count { $0.verifiedAt != nil },
      findings: copy.findings.trimmed.isEmpty ? nil : copy.findings, results: results,
      generatedAt: LocalDateTime(secondsSinceEpoch: 0))
  }

  private var particulars: [ReportText.Particular] {
    let pet = [species.storedName, breed, sex == .unknown ? nil : sex.displayName].compactMap(\.self)
    var lines = [
      ReportText.Particular(say("Pet"), "\(petName) (\(pet.joined(separator: ", ")))"),
      ReportText.Particular(say("Client"), client.name), ReportText.Particular(say("Booking"), bookingNumber),
    ]
    for tube in specimens {
      let kind = [tube.sample?.storedName, tube.tube?.storedName].compactMap(\.self).joined(separator: ", ")
      let received = tube.receivedAt.map { say(", received \($0.text)") } ?? ""
      let fate = tube.status == .rejected ? say(" (rejected)") : ""
      lines.append(
        ReportText.Particular(
          say("Tube"), say("\(tube.number) \(kind)\(fate), collected \(tube.collectedAt.text)\(received)")))
    }
    return lines
  }

  /// What else is to be known: versions, deliveries and steps, in lines of a width.
  func remarks(showing shown: ReportVersionID?, width: Int) -> [ReportText.Line] {
    var lines: [ReportText.Line] = []
    func add(_ text: String, _ style: ReportText.Line.Style = .plain) {
      for part in TextWidth.wrap(text, width: max(20, width)) {
        lines.append(ReportText.Line(text: part, style: style))
      }
    }
    add(say("State"), .strong)
    add(status == .pending && !copy.isEmpty ? say("Being written") : status.displayName)
    if let dueAt { add(isOverdue ? say("OVERDUE since \(dueAt.text)") : say("Due \(dueAt.text)")) }
    if bookingStatus == .cancelled { add(say("The booking was cancelled.")) }
    if isRefunded { add(say("The booking was refunded.")) }
    if !siblings.isEmpty {
      add(say("Panel with ") + siblings.map { "\($0.testCode) (\(Self.state(of: $0)))" }.joined(separator: ", "))
    }
    if !versions.isEmpty {
      add("")
      add(say("Versions"), .strong)
      for version in versions.reversed() {
        let mark = version.id == shown ? "> " : "  "
        add(
          say("\(mark)Version \(version.number), \(version.standing.displayName)"),
          version.id == shown ? .raised : .plain)
      }
    }
    if !deliveries.isEmpty {
      add("")
      add(say("Deliveries"), .strong)
      for delivery in deliveries.reversed() { add(delivery.words, delivery.status == .due ? .raised : .plain) }
    }
    if !events.isEmpty {
      add("")
      add(say("Steps"), .strong)
      for event in events.reversed() {
        let by = event.by.map { say(" by \($0)") } ?? ""
        let consent = event.approvedBy.map { say(", agreed by \($0)") } ?? ""
        add("\(event.at.text): \(event.to.displayName)\(by)\(consent)\(event.reason.map { ": " + $0 } ?? "")", .dim)
      }
    }
    return lines
  }

  private static func state(of sibling: Sibling) -> String {
    guard let status = sibling.status, sibling.itemStatus == .processing || sibling.itemStatus == .completed else {
      return sibling.itemStatus.displayName.lowercased()
    }
    return status.displayName.lowercased()
  }
}

extension ReportDelivery {
  /// `Due: version 2 by WhatsApp to +91 …`.
  var words: String {
    let what = kind == .retraction ? say("notice of the retraction") : say("version \(number)")
    let to = recipient.map { say(" to \($0)") } ?? ""
    let when =
      switch status {
      case .due: ""
      case .handedOver: handedOverAt.map { ", \($0.text)" } ?? ""
      case .confirmed: confirmedAt.map { ", \($0.text)" } ?? ""
      case .waived: reason.map { ": \($0)" } ?? ""
      }
    return "\(status.displayName): \(what) \(channel.words)\(to)\(when)"
  }
}
