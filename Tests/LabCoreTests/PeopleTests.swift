import LabCore
import Testing

@Suite("People and pets")
struct PeopleTests {
  @Test(
    "Phone numbers are read in any format",
    arguments: [
      ("98450 12345", "+919845012345", "+91 98450 12345"), ("9845012345", "+919845012345", "+91 98450 12345"),
      ("098450-12345", "+919845012345", "+91 98450 12345"), ("+91 (0) 98450 12345", "+919845012345", "+91 98450 12345"),
      ("91 98450 12345", "+919845012345", "+91 98450 12345"), ("0091-98450.12345", "+919845012345", "+91 98450 12345"),
      ("९८४५०१२३४५", "+919845012345", "+91 98450 12345"), ("9190000000", "+919190000000", "+91 91900 00000"),
      ("080 2345 6789", "+918023456789", "+91 80234 56789"), ("+1 415-555-0123", "+14155550123", "+1 415 555 0123"),
      ("+971 50 123 4567", "+971501234567", "+971 50 123 4567"), ("+6591234567", "+6591234567", "+65 9123 4567"),
      ("+358 40 1234567", "+358401234567", "+358401234567"),
    ])
  func phones(_ text: String, _ e164: String, _ shown: String) throws {
    let phone = try PhoneNumber.parse(text)
    #expect(phone.e164 == e164)
    #expect(phone.text == shown)
    #expect(phone.whatsAppDigits == e164.dropFirst())
    #expect(try PhoneNumber.parse(phone.e164) == phone)
    #expect(try PhoneNumber.parse(phone.text) == phone)
  }

  @Test(
    "What is not a phone number says why",
    arguments: [
      ("", "phone_empty"), ("-", "phone_empty"), ("98450 1234", "phone_too_short"), ("98450 123456", "phone_too_long"),
      ("98450 ABC45", "phone_letters"), ("0000000000", "phone_impossible"), ("9999999999", "phone_impossible"),
      ("+91 98450 1234", "phone_too_short"), ("+0 123 456 789", "phone_impossible"),
      ("1234567890123456789", "phone_too_long"),
    ])
  func badPhones(_ text: String, _ code: String) {
    #expect {
      try PhoneNumber.parse(text)
    } throws: {
      ($0 as? PhoneNumberError)?.code == code
    }
  }

  @Test("The house's own country code can be left out, and another country's stays")
  func atHome() throws {
    let singapore = try #require(CallingCode(country: "sg"))
    #expect(try PhoneNumber.parse("91234567", default: singapore).e164 == "+6591234567")
    #expect(try PhoneNumber.parse("9845012345").text(atHome: .india) == "98450 12345")
    #expect(try PhoneNumber.parse("9845012345").text(atHome: singapore) == "+91 98450 12345")
  }

  @Test("Three digits make a fragment to search by")
  func fragments() {
    #expect(PhoneNumber.fragment(of: "…23 45") == "2345")
    #expect(PhoneNumber.fragment(of: "12") == nil)
    #expect(PhoneNumber.fragment(of: "Bruno 123") == nil)
  }

  @Test("Names are trimmed and single-spaced in any script")
  func names() throws {
    #expect(try PersonName("  Asha   Rao ").text == "Asha Rao")
    #expect(try PersonName("प्रिया").text == "प्रिया")
    #expect(try PersonName("Asha Rao").greeting == "Asha")
    #expect(try PersonName("R. Mehta").greeting == "R. Mehta")
    #expect(throws: NameError.empty) { try PersonName(" \t ") }
    #expect(throws: NameError.noLetter("123")) { try PersonName("123") }
    #expect(throws: NameError.hiddenCharacter) { try PersonName("Asha\u{202E}oaR") }
    #expect(throws: NameError.tooLong(limit: 120)) { try PersonName(String(repeating: "a", count: 121)) }
  }

  @Test("E-mail addresses are checked lightly", arguments: ["a@b.in", "asha.rao+lab@Example.CO.in", "ü@ü.de"])
  func emails(_ text: String) throws {
    #expect(try EmailAddress(text).text.contains("@"))
  }

  @Test(
    "What is not an e-mail address is refused",
    arguments: ["", "a", "a@b", "a@@b.in", "a b@c.in", "a@.in", "a@b.", "a@-b.in"])
  func badEmails(_ text: String) {
    #expect(throws: EmailAddressError.self) { try EmailAddress(text) }
  }

  @Test(
    "Ages are read as people say them",
    arguments: [
      ("3", 36, "3 y"), ("2.5", 30, "2 y 6 m"), ("3y 2m", 38, "3 y 2 m"), ("8 months", 8, "8 m"),
      ("10 weeks", 2, "2 m"), ("1 year, 6 months", 18, "1 y 6 m"), ("0", 0, "under 1 m"),
    ])
  func ages(_ text: String, _ months: Int, _ shown: String) {
    #expect(PetAge(text) == PetAge(months: months))
    #expect(PetAge(months: months).text == shown)
  }

  @Test("What is not an age is refused", arguments: ["", "old", "3x", "y", "201", "2401m", "-3", "1.2.3"])
  func badAges(_ text: String) {
    #expect(PetAge(text) == nil)
  }

  @Test("A birth tells the age, and an age the birth, as exactly as it can")
  func births() {
    #expect(BirthDate(Fixture.date("2022-11-22")).age(on: Fixture.today).months == 47)
    #expect(BirthDate(Fixture.date("2022-11-21")).age(on: Fixture.today).months == 48)
    #expect(BirthDate(age: PetAge(months: 8), on: Fixture.today).text == "Mar 2026")
    #expect(BirthDate(age: PetAge(months: 50), on: Fixture.today).text == "2022")
    #expect(Fixture.bruno.summary(on: Fixture.today) == "Bruno · Dog, Labrador · M · 4 y 2 m · 28 kg")
  }

  @Test(
    "A birth is typed as an age, a day, a month or a year, and shown as it is read back",
    arguments: [
      ("3y 2m", "2023", "3 y 2 m"), ("10w", "Sep 2026", "2 m"), ("14 mar 2021", "14 Mar 2021", "5 y 8 m"),
      ("14/3/2021", "14 Mar 2021", "5 y 8 m"), ("Mar 2021", "Mar 2021", "5 y 8 m"), ("2021", "2021", "5 y 10 m"),
    ])
  func typedBirths(_ text: String, _ shown: String, _ age: String) throws {
    let today = try #require(CalendarDate("2026-11-21"))
    let birth = try #require(BirthDate(typed: text, on: today))
    #expect(birth.fieldText == shown)
    #expect(birth.age(on: today).text == age)
    #expect(birth.precision != .day || BirthDate(typed: birth.fieldText, on: today) == birth)
  }

  @Test(
    "What is no birth is refused, and so is one that lies ahead", arguments: ["", "soon", "mar 2027", "2027", "1500"])
  func badBirths(_ text: String) throws {
    let today = try #require(CalendarDate("2026-11-21"))
    #expect(BirthDate(typed: text, on: today) == nil)
  }

  @Test(
    "Weights are read with or without a unit",
    arguments: [
      ("28", 28_000, "28 kg"), ("3.25 kg", 3_250, "3.25 kg"), ("85 g", 85, "85 g"), ("12.5kgs", 12_500, "12.5 kg"),
      ("0.4", 400, "400 g"),
    ])
  func weights(_ text: String, _ grams: Int, _ shown: String) {
    #expect(Weight(text) == Weight(grams: grams))
    #expect(Weight(grams: grams).text == shown)
  }

  @Test("What is not a weight is refused", arguments: ["", "0", "heavy", "-3", "1.2345", "9999999999"])
  func badWeights(_ text: String) {
    #expect(Weight(text) == nil)
  }

  @Test("Species keep unknown words and know the placeholder's")
  func species() {
    #expect(Species(storedName: "dog") == .dog)
    #expect(Species(storedName: " Guinea  Pig ") == .guineaPig)
    #expect(Species(storedName: "Ferret") == .other("Ferret"))
    #expect(Species(storedName: "Unknown") == .unknown)
    #expect(Species(storedName: "") == .unknown)
    for species in Species.choices { #expect(Species(storedName: species.storedName) == species) }
  }

  @Test("An address is one line")
  func address() {
    let address = Address(
      line1: "12 Lake Road ", line2: "", area: "Indiranagar", city: "Bengaluru", postalCode: "560038")
    #expect(address.oneLine == "12 Lake Road, Indiranagar, Bengaluru 560038")
  }
}
