@testable import LabCore
import Testing

/// What people type into the forms of offers and coupons, and the file their lists become.
@Suite("Forms of offers")
struct OfferFormTests {
  struct Reading: Sendable, CustomTestStringConvertible {
    let text: String
    var currency = Currency.inr
    let shown: String
    var testDescription: String { "\(text) in \(currency.code)" }
  }

  @Test(
    "A discount is a percentage where a per cent sign follows, else an amount",
    arguments: [
      Reading(text: "10%", shown: "10 %"), Reading(text: " 12.5 % ", shown: "12.5 %"),
      Reading(text: "12.50%", shown: "12.5 %"), Reading(text: "12.25 %", shown: "12.25 %"),
      Reading(text: "12.2500 %", shown: "12.25 %"), Reading(text: "100 %", shown: "100 %"),
      Reading(text: "0.01 %", shown: "0.01 %"), Reading(text: "200", shown: "₹200"),
      Reading(text: "₹1,25,000.50", shown: "₹1,25,000.50"), Reading(text: "Rs. 500/-", shown: "₹500"),
      Reading(text: "500", currency: .jpy, shown: "¥500"), Reading(text: "1.250", currency: .kwd, shown: "KD 1.250"),
      Reading(text: "2.5", currency: .kwd, shown: "KD 2.500"), Reading(text: "7.25", currency: .eur, shown: "€7.25"),
    ])
  func discounts(_ reading: Reading) throws {
    let discount = try Discount.parse(reading.text, in: reading.currency)
    #expect(discount.text(in: reading.currency) == reading.shown)
  }

  @Test(
    "What is no discount says why",
    arguments: [
      ("", Currency.inr, "discount_empty"), ("%", .inr, "discount_not_a_percentage"),
      ("ten %", .inr, "discount_not_a_percentage"), ("-5 %", .inr, "discount_not_a_percentage"),
      ("12.345 %", .inr, "discount_too_many_decimals"), ("100.01 %", .inr, "discount_more_than_all"),
      ("101%", .inr, "discount_more_than_all"), ("0 %", .inr, "discount_nothing"), ("0", .inr, "discount_nothing"),
      ("-200", .inr, "discount_nothing"), ("1.5", .jpy, "money_too_many_decimals"),
      ("1.2345", .kwd, "money_too_many_decimals"), ("a lot", .inr, "money_not_a_number"),
      ("9999999999999", .inr, "money_too_large"),
    ])
  func noDiscounts(_ text: String, _ currency: Currency, _ code: String) {
    let error = #expect(throws: DiscountError.self) { try Discount.parse(text, in: currency) }
    #expect(error?.code == code)
    #expect(error?.sentence.isEmpty == false)
  }

  @Test(
    "The first and the last day of an offer belong to it",
    arguments: [
      ("2026-11-30", true, OfferState.coming), ("2026-12-01", true, .running), ("2026-12-31", true, .running),
      ("2027-01-01", true, .ended), ("2026-12-15", false, .switchedOff), ("2027-01-01", false, .switchedOff),
    ])
  func states(_ day: String, _ isActive: Bool, _ state: OfferState) {
    let offer = Fixture.offer(
      1, .percentage(basisPoints: 1_000), from: "2026-12-01", until: "2026-12-31", active: isActive)
    #expect(offer.state(on: Fixture.date(day)) == state)
    #expect(offer.runs(on: Fixture.date(day)) == (state == .running))
  }

  @Test(
    "A coupon holds until the moment before its end and as often as its limit says",
    arguments: [
      ("2026-11-30 23:59:59", 0, true, CouponState.coming), ("2026-12-01 00:00:00", 0, true, .open),
      ("2026-12-31 23:59:59", 2, true, .open), ("2027-01-01 00:00:00", 0, true, .ended),
      ("2026-12-15 12:00:00", 3, true, .usedUp), ("2026-12-15 12:00:00", 0, false, .switchedOff),
    ])
  func couponStates(_ moment: String, _ uses: Int, _ isActive: Bool, _ state: CouponState) throws {
    let request = Fixture.coupon(
      offer: 1, from: "2026-12-01 00:00:00", until: "2027-01-01 00:00:00", active: isActive, most: 3)
    let coupon = try #require(request.coupon)
    #expect(coupon.state(at: Fixture.moment(moment), uses: uses) == state)
    #expect(coupon.firstDay == Fixture.date("2026-12-01"))
    #expect(coupon.lastDay == Fixture.date("2026-12-31"))
  }

  @Test("A coupon that ends within a day still holds on that day")
  func partOfADay() throws {
    let request = Fixture.coupon(offer: 1, until: "2026-12-05 18:00:00")
    #expect(try #require(request.coupon).lastDay == Fixture.date("2026-12-05"))
  }

  @Test("Beginnings, codes, numbers and spans of days")
  func rules() {
    #expect(CouponRules.problem(ofPrefix: "DIWALI-26") == nil)
    #expect(CouponRules.problem(ofPrefix: "") == nil)
    #expect(CouponRules.problem(ofPrefix: "A'; drop") != nil)
    #expect(CouponRules.problem(ofPrefix: "É") != nil)
    #expect(CouponRules.problem(ofPrefix: String(repeating: "A", count: 21)) != nil)
    #expect(CouponRules.problem(ofCode: " fest ive10") == nil)
    #expect(CouponRules.problem(ofCode: "A1") != nil)
    #expect(CouponRules.problem(ofCode: "AB\u{200B}C") != nil)
    #expect(CouponRules.problem(ofCode: String(repeating: "A", count: 41)) != nil)
    #expect(CouponRules.number("10,000", in: 1...10_000) == 10_000)
    #expect(CouponRules.number("10001", in: 1...10_000) == nil)
    #expect(CouponRules.number("0", in: 1...10) == nil)
    #expect(CouponRules.number("-1", in: 1...10) == nil)
    #expect(CouponRules.number("99999999999999999999", in: 1...10) == nil)
    #expect(CouponRules.problem(from: Fixture.today, to: Fixture.today) == nil)
    #expect(CouponRules.problem(from: Fixture.today, to: Fixture.today.adding(days: -1)) != nil)
  }

  @Test("The rules of an offer in words")
  func words() {
    let offer = Fixture.offer(
      1, .fixedAmount(Money(minorUnits: 20_000)), scope: .tests([TestID(1), TestID(2)]), minimum: 100_000,
      automatic: false, stackable: true, coversDistance: true, from: "2026-12-01", until: "2027-01-15")
    #expect(
      offer.rules(tests: ["CBC", "LFT"], in: .inr) == [
        "Takes ₹200 off on CBC and LFT, and on the charge for the way.",
        "Holds from Tue 1 Dec 2026 to Fri 15 Jan 2027, both days included.",
        "Needs an order of ₹1,000 or more at list prices.", "Applies with one of its codes.",
        "Goes together with another offer that can be combined.",
      ])
    #expect(offer.daysText == "1 Dec 2026 – 15 Jan 2027")
    let plain = Fixture.offer(2, .percentage(basisPoints: 1_250))
    #expect(plain.rules(tests: [], in: .inr)[0] == "Takes 12.5 % off on every test.")
    #expect(plain.daysText == "1 Nov – 30 Nov 2026")
  }

  @Test(
    "Cells are quoted where they have to be, and run nothing in a spreadsheet",
    arguments: [
      ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"woof\"", "\"say \"\"woof\"\"\""),
      ("two\r\nlines", "\"two\r\nlines\""), ("two\nlines", "\"two\nlines\""), ("=1+1", "'=1+1"),
      ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("+91 98", "'+91 98"), ("-3", "'-3"), ("@sum(a)", "'@sum(a)"),
      ("\t=1", "'\t=1"), ("  =1", "'  =1"), ("\r=1", "\"'\r=1\""), ("＝1", "'＝1"),
      ("=\"a,b\"", "\"'=\"\"a,b\"\"\""), ("10 %", "10 %"), ("a=b", "a=b"),
    ])
  func cells(_ value: String, _ cell: String) {
    #expect(CSVText.cell(value) == cell)
  }

  @Test("A table ends every line with CR LF")
  func table() {
    var csv = CSVText(["code", "uses"])
    csv.append(["A-1", "3"])
    #expect(csv.text == "code,uses\r\nA-1,3\r\n")
  }

  @Test(
    "Amounts for machines have a point and no groups",
    arguments: [
      (123_456_789, Currency.inr, "1234567.89"), (5, .inr, "0.05"), (0, .inr, "0.00"), (-5, .inr, "-0.05"),
      (1_500, .jpy, "1500"), (1_250, .kwd, "1.250"),
    ])
  func amounts(_ units: Int64, _ currency: Currency, _ text: String) {
    #expect(Money(minorUnits: units).plainText(in: currency) == text)
  }
}
