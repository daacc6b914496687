import LabCore
import Testing
import Words

/// What is stored and what fields read back must not depend on the language of the reader.
@Suite("Other languages")
struct LanguageSafetyTests {
  /// A language in which June and July begin alike, as in French, and May is short.
  private let french = Language(
    name: "fr", texts: ["May": ["mai"], "June": ["juin"], "July": ["juillet"], "Dog": ["chien"], "August": ["8月"]])

  @Test("Stored names are the same in every language")
  func storedNames() {
    func all() -> [String] {
      Species.choices.map(\.storedName) + TubeType.known.map(\.storedName) + SampleType.known.map(\.storedName)
        + StaffRole.allCases.map(\.storedName) + BookingStatus.allCases.map(\.rawValue)
    }
    let english = all()
    Language.$ofTask.withValue(.stretched) { #expect(all() == english) }
    Language.$ofTask.withValue(french) { #expect(all() == english) }
  }

  @Test("A day that a field shows is read back as the same day, in every month and language", arguments: 1...12)
  func days(_ month: Int) throws {
    let date = try #require(CalendarDate(year: 2026, month: month, day: 4))
    for language in [nil, .stretched, french] as [Language?] {
      try Language.$ofTask.withValue(language) {
        let read = try DateShorthand.parse(date.fieldText, today: date)
        #expect(read == date, "\(date.fieldText)")
      }
    }
  }

  @Test("Amounts with a unit are read back as they are shown")
  func units() {
    for language in [nil, .stretched, french] as [Language?] {
      Language.$ofTask.withValue(language) {
        #expect(PetAge(PetAge(months: 0).text) == PetAge(months: 0))
        #expect(PetAge(PetAge(months: 38).text) == PetAge(months: 38))
        #expect(Weight(Weight(grams: 28_400).text) == Weight(grams: 28_400))
        #expect(Distance(Distance(metres: 5_100).text) == Distance(metres: 5_100))
        #expect(Volume(millilitreText: Volume(microlitres: 2_500).text) == Volume(microlitres: 2_500))
      }
    }
  }
}
