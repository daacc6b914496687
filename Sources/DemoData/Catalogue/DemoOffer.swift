/// One promotion with its codes; days count from today, money is in paise.
struct DemoOffer: Sendable {
  enum Discount: Sendable {
    case percentage(hundredths: Int)
    case fixed(paise: Int)
  }

  var name: String
  var about: String
  var discount: Discount
  var days: ClosedRange<Int>
  var isActive = true
  var event: String?
  /// Nil means every test.
  var codes: [String]?
  var minimumPaise: Int?
  var coupons: [DemoCoupon]
}

/// One code; it stands alone where it has no offer.
struct DemoCoupon: Sendable {
  var code: String
  var days: ClosedRange<Int>
  var isActive = true
  var limit: Int?
  var perClient = 1
}

/// Promotions of every kind, placed around today so that each kind exists on any day of the year.
enum OfferBook {
  static func offers(anniversary: (_ month: Int, _ day: Int) -> Int) -> [DemoOffer] {
    let rabies = anniversary(9, 28)
    let monsoon = anniversary(6, 15)
    let newYear = anniversary(1, 1)
    return [
      DemoOffer(
        name: "Wellness month", about: "10 % on everything, once per client", discount: .percentage(hundredths: 1000),
        days: -18...24, event: "Health Month", codes: nil, minimumPaise: nil,
        coupons: [DemoCoupon(code: "WELLNESS10", days: -18...24)]),
      DemoOffer(
        name: "First visit", about: "₹150 off the first booking of ₹1,000 or more", discount: .fixed(paise: 15_000),
        days: -365...365, event: nil, codes: nil, minimumPaise: 100_000,
        coupons: [DemoCoupon(code: "NAMASTE150", days: -365...365)]),
      DemoOffer(
        name: "Tick check", about: "15 % on tick-borne tests", discount: .percentage(hundredths: 1500), days: -120...60,
        event: "Tick season", codes: ["TICK4", "TPCR", "PLT", "PBS", "CBCS", "BABA"], minimumPaise: nil,
        coupons: [DemoCoupon(code: "TICKS15", days: -120...60, limit: 500, perClient: 3)]),
      DemoOffer(
        name: "Senior pets", about: "12.5 % on orders of ₹3,000 and more", discount: .percentage(hundredths: 1250),
        days: -200...120, event: nil, codes: nil, minimumPaise: 300_000,
        coupons: [DemoCoupon(code: "SENIOR125", days: -200...120, perClient: 2)]),
      DemoOffer(
        name: "First hundred", about: "₹250 off for the first 30 bookings", discount: .fixed(paise: 25_000),
        days: -150...30, event: nil, codes: nil, minimumPaise: 150_000,
        coupons: [DemoCoupon(code: "FIRST250", days: -150...30, limit: 30)]),
      DemoOffer(
        name: "Summer camp", about: "20 % on parasitology", discount: .percentage(hundredths: 2000),
        days: -230 ... -170,
        event: "Summer", codes: ["FEC", "GIAR", "SKIN", "EPG", "MFIL"], minimumPaise: nil,
        coupons: [DemoCoupon(code: "CAMP20", days: -230 ... -170, perClient: 2)]),
      DemoOffer(
        name: "Early bird", about: "₹100 off visits before eight in the morning", discount: .fixed(paise: 10_000),
        days: 15...60, event: nil, codes: nil, minimumPaise: 50_000,
        coupons: [DemoCoupon(code: "EARLY100", days: 15...60)]),
      DemoOffer(
        name: "Breeders' circle", about: "Paused by the owner", discount: .percentage(hundredths: 800), days: -90...90,
        isActive: false, event: nil, codes: ["PROG", "BRUC"], minimumPaise: nil,
        coupons: [DemoCoupon(code: "BREED8", days: -90...90, isActive: false, perClient: 5)]),
      DemoOffer(
        name: "World Rabies Day", about: "5 % around 28 September", discount: .percentage(hundredths: 500),
        days: rabies - 7...rabies + 7, event: "World Rabies Day", codes: nil, minimumPaise: nil,
        coupons: [DemoCoupon(code: "RABIES5", days: rabies - 7...rabies + 7)]),
      DemoOffer(
        name: "Monsoon check", about: "₹200 off leptospira and tick PCR", discount: .fixed(paise: 20_000),
        days: monsoon...monsoon + 92, event: "Monsoon", codes: ["TPCR", "LEPP", "LEPM"], minimumPaise: nil,
        coupons: [DemoCoupon(code: "MONSOON200", days: monsoon...monsoon + 92)]),
      DemoOffer(
        name: "New Year", about: "7.5 % in the first week of January", discount: .percentage(hundredths: 750),
        days: newYear...newYear + 6, event: "New Year", codes: nil, minimumPaise: 80_000,
        coupons: [DemoCoupon(code: "NEWYEAR75", days: newYear...newYear + 6)]),
    ]
  }

  /// Codes without an offer: the schema allows them, they have no value.
  static let lone: [DemoCoupon] = [
    DemoCoupon(code: "PARTNER2", days: -60...120, limit: 100),
    DemoCoupon(code: "CAMPUSVET", days: -40...40),
  ]
}
