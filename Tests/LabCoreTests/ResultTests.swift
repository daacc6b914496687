@testable import LabCore
import Testing

@Suite("Results and their intervals")
struct ResultTests {
  private static func number(_ text: String) -> ResultNumber? { ResultNumber(text) }

  @Test(
    "A number has up to nine digits, a point and up to six decimals",
    arguments: [
      ("5", 5_000_000), ("5.40", 5_400_000), ("-2.5", -2_500_000), ("0.000001", 1), ("123456789", 123_456_789_000_000),
      ("", nil), (".5", nil), ("5.", nil), ("1,200", nil), ("5.1234567", nil), ("1234567890", nil), ("--5", nil),
      ("5e3", nil), ("٣", nil), ("5.4.3", nil), ("-", nil), ("+5", nil),
    ] as [(String, Int?)])
  func numbers(_ text: String, _ millionths: Int?) {
    #expect(ResultNumber(text)?.millionths == millionths)
  }

  @Test("A number keeps the decimals that were typed; a bound is printed without needless zeros")
  func decimals() throws {
    let number = try #require(ResultNumber("5.40"))
    #expect(number.text == "5.40" && number.decimals == 2 && number.plainText == "5.4")
    #expect(try #require(ResultNumber("6.000000")).plainText == "6")
  }

  struct Typed: Sendable, CustomTestStringConvertible {
    var text: String
    var value: String?
    var problem: String?
    var testDescription: String { "“\(text)”" }
  }

  @Test(
    "What is typed for a number is read with < or > before it, or refused in words",
    arguments: [
      Typed(text: "  ", value: nil), Typed(text: "5.4", value: "5.4"), Typed(text: " < 0.5 ", value: "<0.5"),
      Typed(text: ">100", value: ">100"),
      Typed(text: "few", problem: "“few” is not a number such as 5.4 or <0.5."),
      Typed(text: "<", problem: "“<” is not a number such as 5.4 or <0.5."),
      Typed(text: "1.55", problem: "“1.55” has more than 1 decimal."),
    ])
  func typed(_ typed: Typed) {
    let parameter = TestParameter(id: ParameterID(1), name: "White cells", decimals: 1)
    do {
      #expect(try ResultValue.parse(typed.text, for: parameter)?.text == typed.value)
      #expect(typed.problem == nil)
    } catch {
      #expect(error.sentence == typed.problem)
    }
  }

  @Test("Words are words, up to two hundred characters")
  func words() throws {
    let parameter = TestParameter(id: ParameterID(1), name: "Film", kind: .words)
    #expect(try ResultValue.parse(" few 5 ", for: parameter) == .words("few 5"))
    #expect(throws: ResultProblem.tooLong) {
      try ResultValue.parse(String(repeating: "x", count: 201), for: parameter)
    }
  }

  @Test(
    "A value beyond its interval is marked, one beyond the critical bounds twice",
    arguments: [
      ("1.9", "LL"), ("2", "L"), ("5.9", "L"), ("6", "N"), ("17", "N"), ("17.1", "H"), ("50", "H"), ("50.1", "HH"),
      ("<2", "LL"), ("<6", "L"), ("<6.1", nil), (">17", "H"), (">50", "HH"), (">16", nil),
    ] as [(String, String?)])
  func flags(_ text: String, _ flag: String?) throws {
    let interval = ReferenceInterval(
      low: Self.number("6"), high: Self.number("17"), criticalLow: Self.number("2"), criticalHigh: Self.number("50"))
    let parameter = TestParameter(id: ParameterID(1), name: "White cells", interval: interval)
    let value = try #require(try ResultValue.parse(text, for: parameter))
    #expect(parameter.flag(of: value)?.rawValue == flag)
  }

  @Test("Without a bound nothing is marked; below the only bound all is well")
  func openIntervals() throws {
    let five = try #require(Self.number("5"))
    #expect(ReferenceInterval().flag(of: five) == nil)
    let most = ReferenceInterval(high: Self.number("5"))
    #expect(
      most.flag(of: five) == .normal && most.flag(of: five, .below) == .normal && most.flag(of: five, .above) == .high)
    #expect(most.text == "up to 5" && ReferenceInterval(low: five).text == "from 5")
    #expect(ReferenceInterval(low: Self.number("1.50"), high: five).text == "1.5 – 5")
    #expect(ReferenceInterval(low: five, high: Self.number("1")).objection != nil)
    #expect(ReferenceInterval().objection == "An interval has at least one bound.")
  }

  @Test(
    "An interval is read as people type it, and shown so again",
    arguments: [
      ("6-17", "6-17"), (" 6 – 17 ", "6-17"), ("<17", "<17"), (">6", ">6"), ("6-17 (2-50)", "6-17 (2-50)"),
      ("-5--1.50", "-5--1.5"), ("6-17 (<50)", "6-17 (<50)"), ("(2-50)", "(2-50)"), ("17-6", nil), ("6", nil), ("", nil),
      ("6-17 (2-50", nil), ("a-b", nil), ("6-17 (7-50)", nil),
    ] as [(String, String?)])
  func typedIntervals(_ typed: String, _ shown: String?) {
    #expect(ReferenceInterval(typed: typed, for: .dog)?.typed == shown)
  }

  @Test("Every mark is told in words")
  func marks() {
    #expect(ResultFlag.allCases.map(\.mark) == ["LL very low", "L low", "", "H high", "HH very high"])
  }
}
