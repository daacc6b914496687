internal import LabCore
internal import Postgres

extension LoadedClinic {
  func catalogueStatements() -> [SQL] {
    let tests = plan.tests
    let categories = DemoCategory.allCases.filter { category in tests.contains { $0.category == category } }
    let panels = offeredPanels
    let tags = tests.enumerated().flatMap { position, test in test.tags.map { (test: position, tag: $0) } }
    let parts = panels.flatMap { panel in
      PriceList.panels[panel].codes.enumerated().map { (panel: panel, code: $1, place: $0 + 1) }
    }
    return [
      .insert(
        into: "test_categories", of: self,
        [
          .number("id", ids("test_categories", count: categories.count)), .text("name", categories.map(\.rawValue)),
          .text("description", categories.map(\.about)),
        ]),
      .insert(
        into: "tests", of: self,
        [
          .number("id", ids("tests", count: tests.count)),
          .number("category_id", tests.map { id("test_categories", categories.firstIndex(of: $0.category)) }),
          .text("code", tests.map(\.code)), .text("name", tests.map(\.name)), .text("description", tests.map(\.about)),
          .number("price", tests.map { $0.rupees * plan.pricePercent }),
          .number("discounted_price", tests.map { $0.offerRupees.map { $0 * plan.pricePercent } }),
          .text("sample_type", tests.map(\.sample.storedName)), .text("tube_type", tests.map(\.tube.storedName)),
          .decimal(
            "sample_quantity_ml", tests.map { $0.hundredthsOfMillilitre > 0 ? $0.hundredthsOfMillilitre : nil },
            dividedBy: "100.0"),
          .text("preparation", tests.map { $0.preparation.isEmpty ? nil : $0.preparation }),
          .text("sample_collection_instructions", tests.map(\.collection)),
          .number("report_time_hours", tests.map(\.hours)),
        ]),
      // The clinic has had its prices for longer than its books reach back.
      """
      update test_prices set effective_from = \(todayText)::date - \(plan.days + 900)::integer
      where organization_id = \(id)
      """,
      .insert(
        into: "test_tags", of: self,
        [.number("test_id", tags.map { id("tests", $0.test) }), .text("tag", tags.map(\.tag))]),
      .insert(
        into: "test_panels", of: self,
        [
          .number("id", panels.map { id("test_panels", $0) }), .text("code", panels.map { PriceList.panels[$0].code }),
          .text("name", panels.map { PriceList.panels[$0].name }),
          .text("description", panels.map { PriceList.panels[$0].about }),
        ]),
      .insert(
        into: "test_panel_tests", of: self,
        [
          .number("panel_id", parts.map { id("test_panels", $0.panel) }),
          .number("test_id", parts.map { id("tests", position(of: $0.code)) }), .number("position", parts.map(\.place)),
        ]),
    ]
  }

  /// Panels whose tests the clinic has, all of them.
  private var offeredPanels: [Int] {
    PriceList.panels.indices.filter { PriceList.panels[$0].codes.allSatisfy { position(of: $0) != nil } }
  }

  private func position(of code: String) -> Int? {
    plan.tests.firstIndex { $0.code == code }
  }

  func offerStatements() -> [SQL] {
    let offers = rows.offers
    let coupons = rows.coupons
    let admin = id("staff", plan.staff(role: "admin").first)
    let limited = offers.enumerated().flatMap { place, offer in
      (offer.codes ?? []).compactMap { code in position(of: code).map { (offer: place, test: $0) } }
    }
    return [
      "delete from distance_pricing_configs where organization_id = \(id)",
      .insert(
        into: "distance_pricing_configs", of: self,
        [
          .number("id", ids("distance_pricing_configs", count: rows.tariffs.count)),
          .number("base_charge", rows.tariffs.map(\.base)), .number("charge_per_km", rows.tariffs.map(\.perKilometre)),
          .decimal("max_free_distance_km", rows.tariffs.map(\.freeMetres), dividedBy: "1000.0"),
          .day("effective_from", rows.tariffs.map(\.firstDay), of: self),
          .day("effective_until", rows.tariffs.map(\.lastDay), of: self),
          .number("updated_by_admin_id", rows.tariffs.map { _ in admin }),
        ]),
      .insert(
        into: "offers", of: self,
        [
          .number("id", ids("offers", count: offers.count)), .text("name", offers.map(\.name)),
          .text("description", offers.map(\.about)),
          .text("discount_type", offers.map(\.discount.storedType)),
          .number("discount_value", offers.map(\.discount.storedValue)),
          .day("start_date", offers.map(\.days.lowerBound), of: self),
          .day("end_date", offers.map(\.days.upperBound), of: self), .flag("is_active", offers.map(\.isActive)),
          .text("event_tag", offers.map(\.event)), .flag("applies_to_all", offers.map { $0.codes == nil }),
          .number("minimum_order_value", offers.map(\.minimumPaise)),
          .number("created_by_admin_id", offers.map { _ in admin }),
        ]),
      .insert(
        into: "offer_tests", of: self,
        [
          .number("offer_id", limited.map { id("offers", $0.offer) }),
          .number("test_id", limited.map { id("tests", $0.test) }),
        ]),
      .insert(
        into: "coupons", of: self,
        [
          .number("id", ids("coupons", count: coupons.count)), .text("code", coupons.map(\.coupon.code)),
          .number("offer_id", coupons.map { id("offers", $0.offer) }),
          .moment("start_date", coupons.map { $0.coupon.days.lowerBound * Minute.perDay }, of: self),
          .moment("end_date", coupons.map { ($0.coupon.days.upperBound + 1) * Minute.perDay }, of: self),
          .flag("is_active", coupons.map(\.coupon.isActive)), .number("max_uses", coupons.map(\.coupon.limit)),
          .number("max_uses_per_user", coupons.map(\.coupon.perClient)),
          .number("created_by_admin_id", coupons.map { _ in admin }),
        ]),
    ]
  }
}

extension DemoOffer.Discount {
  var storedType: String {
    switch self {
    case .percentage: "percentage"
    case .fixed: "fixed_amount"
    }
  }

  var storedValue: Int {
    switch self {
    case .percentage(let hundredths): hundredths
    case .fixed(let paise): paise
    }
  }
}
