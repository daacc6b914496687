import Words

/// A report as it reads, on the screen and in the file that is exported.
package struct ReportText: Sendable, Hashable {
  package var laboratory: String
  /// Address and phone of the laboratory, as far as known.
  package var laboratoryDetails: [String]
  /// `R-000123`.
  package var number: String
  package var test: String
  /// Label and value of each line about pet, client, booking, tubes and times.
  package var particulars: [Particular]
  package var version: ReportVersion
  /// The version that this one amends, where it amends one.
  package var amended: ReportVersion?
  /// The version that holds in place of this one.
  package var successor: Int?
  /// Whether it is still being written and no version yet.
  package var isDraft = false

  package struct Particular: Sendable, Hashable {
    package var label: String
    package var value: String

    package init(_ label: String, _ value: String) {
      self.label = label
      self.value = value
    }
  }

  /// One line as it is drawn.
  package struct Line: Sendable, Hashable {
    package var text: String
    package var style: Style

    package enum Style: Sendable, Hashable {
      case plain, strong, dim, banner, raised
    }

    package init(text: String, style: Style) {
      self.text = text
      self.style = style
    }
  }

  package init(
    laboratory: String, laboratoryDetails: [String] = [], number: String, test: String, particulars: [Particular] = [],
    version: ReportVersion, amended: ReportVersion? = nil, successor: Int? = nil
  ) {
    self.laboratory = laboratory
    self.laboratoryDetails = laboratoryDetails
    self.number = number
    self.test = test
    self.particulars = particulars
    self.version = version
    self.amended = amended
    self.successor = successor
  }

  /// The text for a file, 78 columns wide, lines ended by line feeds.
  package var exported: String {
    lines(width: 78).map(\.text).joined(separator: "\n") + "\n"
  }

  /// The lines of the report at a width; `measure` is how many columns a text takes.
  package func lines(width: Int, measure: @escaping (String) -> Int = \.count) -> [Line] {
    let page = TextWrap(width: max(20, width), measure: measure)
    var lines = page.lines(laboratory, .strong)
    lines += laboratoryDetails.flatMap { page.lines($0, .dim) }
    lines.append(Line(text: "", style: .plain))
    lines += banner.flatMap { page.lines($0, .banner) }
    lines += page.lines(test, .strong)
    lines += page.lines(
      number.isEmpty || isDraft ? say("Report \(number)") : say("Report \(number), \(versionWords)"), .plain)
    lines.append(Line(text: "", style: .plain))
    let label = (particulars.map { measure($0.label) }.max() ?? 0) + 2
    for particular in particulars {
      lines += page.lines(particular.value, .plain, after: particular.label, indent: label)
    }
    if !version.results.isEmpty {
      lines.append(Line(text: "", style: .plain))
      lines += ResultColumns(version.results, page).lines
    }
    if let findings = version.findings {
      lines.append(Line(text: "", style: .plain))
      lines += page.lines(say("Findings"), .strong)
      for line in findings.split(separator: "\n", omittingEmptySubsequences: false) {
        lines += page.lines(String(line), .plain)
      }
    }
    guard !isDraft else { return lines }
    lines.append(Line(text: "", style: .plain))
    lines += signatures.flatMap { page.lines($0, .dim) }
    return lines
  }

  /// What stands above a report that is not to be relied on.
  private var banner: [String] {
    if isDraft { return [say("*** DRAFT: being written ***")] }
    return switch version.standing {
    case .inForce: []
    case .unverified: [say("*** NOT VERIFIED YET ***")]
    case .withdrawn: [say("*** TAKEN BACK before it was verified ***")]
    case .superseded:
      ["*** SUPERSEDED" + (successor.map { say(" by version \($0)") } ?? "") + say(": do not use this version ***")]
    case .retracted: [say("*** RETRACTED: do not use this report ***")]
    }
  }

  private var versionWords: String {
    let words = say("version \(version.number)")
    switch version.kind {
    case .first: return words
    case .replacement: return words + say(", in place of the retracted one")
    case .amendment:
      let before = amended.map { say(" version \($0.number) of \(($0.verifiedAt ?? $0.generatedAt).date.text)") } ?? ""
      return words + say(", amends") + before + (version.reason.map { ": " + $0 } ?? "")
    }
  }

  private var signatures: [String] {
    var lines = [say("Written by \(version.author ?? say("somebody unknown")), \(version.generatedAt.text)")]
    if let verifiedAt = version.verifiedAt {
      lines.append(say("Verified by \(version.verifier ?? say("somebody unknown")), \(verifiedAt.text)"))
    }
    if let at = version.supersededAt { lines.append(say("Superseded \(at.text)")) }
    if let at = version.retractedAt { lines.append(say("Retracted \(at.text)")) }
    return lines
  }
}
