import LabCore
import Testing

/// Where a query stands in what a found row shows, written with brackets.
@Suite("Marks of a look-up")
struct LookupMarkTests {
  private func bracketed(_ text: String, _ ranges: [Range<Int>]) -> String {
    var result = ""
    for (offset, character) in text.enumerated() {
      if ranges.contains(where: { $0.lowerBound == offset }) { result += "[" }
      result.append(character)
      if ranges.contains(where: { $0.upperBound == offset + 1 }) { result += "]" }
    }
    return result
  }

  @Test(
    "Digits in a number, however either is written",
    arguments: [
      ("2345", "98450 12345", "98450 1[2345]"),
      ("098450-12", "98450 12345", "[98450 12]345"),
      ("+91 98450", "98450 12345", "[98450] 12345"),
      ("+91 98450", "+91 98450 12345", "+[91 98450] 12345"),
      ("0091 98450 12345", "98450 12345", "[98450 12345]"),
      ("501", "98450 12345", "984[50 1]2345"),
      // The end is what people say most often.
      ("45", "98450 12345", "98450 12345"),
      ("984", "98498 45984", "98498 45[984]"),
      ("777", "98450 12345", "98450 12345"),
      ("bruno 2345", "98450 12345", "98450 1[2345]"),
      ("bruno", "98450 12345", "98450 12345"),
    ])
  func number(_ query: String, _ shown: String, _ expected: String) {
    let range = LookupMarks(query).inNumber(shown)
    #expect(bracketed(shown, range.map { [$0] } ?? []) == expected)
  }

  @Test(
    "Words in names: beginnings, accents, joined words, and the nearest word for a slip",
    arguments: [
      ("pri sha", ["Priya Sharma", "Bruno"], "[Pri]ya [Sha]rma|Bruno"),
      ("sharma bruno", ["Priya Sharma", "Bruno"], "Priya [Sharma]|[Bruno]"),
      ("renee", ["Renée D’Souza", "Zoë"], "[Renée] D’Souza|Zoë"),
      ("dsouza", ["Renée D’Souza", "Zoë"], "Renée [D’Souza]|Zoë"),
      ("mc clure", ["Ann McClure", "Rex"], "Ann [McClure]|Rex"),
      ("mcclure", ["Ann Mc Clure", "Rex"], "Ann [Mc Clure]|Rex"),
      ("preeya", ["Priya Sharma", "Bruno"], "[Priya] Sharma|Bruno"),
      ("laxmi", ["Lakshmi Rao", "Max"], "[Lakshmi] Rao|Max"),
      ("brunno", ["Priya Sharma", "Bruno"], "Priya Sharma|[Bruno]"),
      ("प्रि", ["Priya Sharma", "प्रिया शर्मा"], "Priya Sharma|[प्रि]या शर्मा"),
      ("qqqq", ["Priya Sharma", "Bruno"], "Priya Sharma|Bruno"),
      ("bruno 2345", ["Priya Sharma", "Bruno"], "Priya Sharma|[Bruno]"),
      ("", ["Priya Sharma", "Bruno"], "Priya Sharma|Bruno"),
    ])
  func names(_ query: String, _ names: [String], _ expected: String) {
    let marks = LookupMarks(query).inNames(names)
    #expect(zip(names, marks).map(bracketed).joined(separator: "|") == expected)
  }

  @Test(
    "What the search answers becomes a reason and a note beside the row",
    arguments: [
      ("phone", 1, nil, MatchReason.phone, nil),
      ("second_phone", 2, nil, .secondPhone, "second phone"),
      ("name", 2, nil, .name, nil),
      ("name", 12, nil, .name, nil),
      ("name", 3, nil, .soundsAlike, "sounds alike"),
      ("name", 14, nil, .soundsAlike, "sounds alike"),
      ("name", 5, nil, .resembles, "similar"),
      ("microchip", 0, "900123456789012", .microchip("900123456789012"), "chip 900123456789012"),
      ("booking", 0, "B-000042", .booking("B-000042"), "B-000042"),
      ("report", 0, "R-000042", .report("R-000042"), "R-000042"),
      ("horoscope", 0, nil, nil, nil),
    ] as [(String, Int, String?, MatchReason?, String?)])
  func reason(_ code: String, _ rank: Int, _ number: String?, _ reason: MatchReason?, _ note: String?) {
    let read = MatchReason(foundBy: code, rank: rank, number: number)
    #expect(read == reason)
    #expect(read?.note == note)
  }
}
