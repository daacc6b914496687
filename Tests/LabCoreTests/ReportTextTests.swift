@testable import LabCore
import Testing

@Suite("Reports as they read")
struct ReportTextTests {
  private static let day = LocalDateTime("2026-11-20 09:30:00") ?? LocalDateTime(secondsSinceEpoch: 0)
  private static let next = day.adding(hours: 26)

  private static let results = [
    ReportResult(
      name: "White cells", unit: "10^9/L", text: "<1.5",
      interval: ReferenceInterval(low: ResultNumber("6"), high: ResultNumber("17")), flag: .veryLow),
    ReportResult(
      name: "Haemoglobin", unit: "g/dL", text: "14.2",
      interval: ReferenceInterval(low: ResultNumber("12"), high: ResultNumber("18")), flag: .normal),
    ReportResult(name: "Film", text: "Few platelets, some in clumps; neutrophils with toxic changes."),
  ]

  private static func version(_ number: Int, _ kind: ReportVersion.Kind = .first) -> ReportVersion {
    ReportVersion(
      id: ReportVersionID(Int64(number)), number: number, kind: kind, reason: kind == .amendment ? "Wrong unit" : nil,
      findings: "Severe leucopenia.\n\nA second sample is advised within the day, before any treatment is changed.",
      results: results, author: "Lena Pinto", generatedAt: day, verifier: "Dr Uma Bose",
      verifiedAt: day.adding(minutes: 40))
  }

  private func text(_ version: ReportVersion, amended: ReportVersion? = nil, successor: Int? = nil) -> ReportText {
    ReportText(
      laboratory: "City Vet Lab", laboratoryDetails: ["12 Church Street, Bengaluru"], number: "R-000012",
      test: "Complete blood count (CBC)",
      particulars: [
        .init("Pet", "Bruno, Dog, Labrador, male"), .init("Client", "Priya Sharma"), .init("Tube", "26-000004 EDTA"),
      ], version: version, amended: amended, successor: successor)
  }

  @Test("Nothing is missing, and the marks are words")
  func whole() {
    #expect(
      text(Self.version(1)).exported == """
        City Vet Lab
        12 Church Street, Bengaluru

        Complete blood count (CBC)
        Report R-000012, version 1

        Pet     Bruno, Dog, Labrador, male
        Client  Priya Sharma
        Tube    26-000004 EDTA

        Result       Value  Unit    Usual    Mark
        White cells  <1.5   10^9/L  6 – 17   LL very low
        Haemoglobin  14.2   g/dL    12 – 18
        Film         Few platelets, some in clumps; neutrophils with toxic changes.

        Findings
        Severe leucopenia.

        A second sample is advised within the day, before any treatment is changed.

        Written by Lena Pinto, Fri 20 Nov 2026 09:30
        Verified by Dr Uma Bose, Fri 20 Nov 2026 10:10

        """)
  }

  @Test("An amendment says what it amends and why, an old version that it is not to be used")
  func versions() {
    var first = Self.version(1)
    let second = text(Self.version(2, .amendment), amended: first).exported
    #expect(second.contains("Report R-000012, version 2, amends version 1 of Fri 20 Nov 2026: Wrong unit\n"))
    first.supersededAt = Self.next
    #expect(
      text(first, successor: 2).exported.contains("*** SUPERSEDED by version 2: do not use this version ***\n"))
    first.retractedAt = Self.next
    #expect(text(first).exported.contains("*** RETRACTED: do not use this report ***\n"))
    var draft = Self.version(1)
    draft.verifiedAt = nil
    #expect(text(draft).exported.contains("*** NOT VERIFIED YET ***\n"))
    #expect(!text(draft).exported.contains("Verified by"))
    #expect(text(Self.version(2, .replacement)).exported.contains("version 2, in place of the retracted one\n"))
  }

  @Test("No line is wider than it may be, and no word is lost", arguments: [30, 40, 58, 78, 120])
  func widths(_ width: Int) {
    let lines = text(Self.version(1)).lines(width: width).map(\.text)
    for line in lines where !line.hasPrefix("Result") && !line.contains("10^9/L") && !line.contains("g/dL") {
      #expect(line.count <= width, "\(line)")
    }
    let words = Set(lines.joined(separator: " ").split(separator: " "))
    for word in "Severe leucopenia. second sample advised toxic changes. Bengaluru".split(separator: " ") {
      #expect(words.contains(word), "\(word)")
    }
  }

  @Test("A word that is wider than the line is broken")
  func longWord() {
    let wrap = TextWrap(width: 10, measure: \.count)
    #expect(wrap.broken("abcdefghijklm no", into: 10) == ["abcdefghij", "klm no"])
    #expect(wrap.broken("", into: 10) == [""])
  }
}
