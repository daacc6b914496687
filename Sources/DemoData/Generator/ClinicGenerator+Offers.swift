extension ClinicGenerator {
  /// Three versions of the home visit charge: one that ended, one that holds, one that is announced.
  mutating func makeTariffs() {
    rows.tariffs = [
      TariffRow(
        base: 5_000, perKilometre: 800, freeMetres: 3_000, firstDay: -plan.days - 900, lastDay: -plan.days / 2),
      TariffRow(base: 6_000, perKilometre: 1_000, freeMetres: 3_000, firstDay: -plan.days / 2 + 1, lastDay: 29),
      TariffRow(base: 7_500, perKilometre: 1_200, freeMetres: 4_000, firstDay: 30, lastDay: nil),
    ]
  }

  func tariff(on day: Int) -> Int {
    rows.tariffs.lastIndex { $0.firstDay <= day } ?? 0
  }

  /// Base and rate for what goes beyond the free distance, a half paisa rounded up.
  func distanceCharge(metres: Int, tariff position: Int) -> Int {
    let tariff = rows.tariffs[position]
    return tariff.base + (max(0, metres - tariff.freeMetres) * tariff.perKilometre + 500) / 1000
  }

  mutating func makeOffers() {
    rows.offers = OfferBook.offers { anniversary(month: $0, day: $1) }
    for (position, offer) in rows.offers.enumerated() {
      rows.coupons += offer.coupons.map { CouponRow(coupon: $0, offer: position) }
    }
    rows.coupons += OfferBook.lone.map { CouponRow(coupon: $0, offer: nil) }
  }

  /// Redeems a coupon now and then, wherever its offer, its dates and its limits allow.
  mutating func redeemCoupon(booking position: Int) {
    let booking = rows.bookings[position]
    let day = booking.created.dayOffset
    let wanted = random.below(100)
    for (place, row) in rows.coupons.enumerated() {
      guard let offer = row.offer.map({ rows.offers[$0] }), offer.isActive, row.coupon.isActive,
        offer.days.contains(day), row.coupon.days.contains(day)
      else { continue }
      if let limit = row.coupon.limit, row.uses >= limit { continue }
      // A short run of codes goes quickly, as it does in life; the others are remembered by few.
      guard wanted < (row.coupon.limit.map { $0 < 100 } == true ? 30 : 9) else { continue }
      let earlier = rows.redemptions.count { $0.coupon == place && $0.client == booking.client }
      guard earlier < row.coupon.perClient else { continue }
      let eligible = booking.items.filter { item in
        offer.codes.map { $0.contains(plan.tests[rows.items[item].test].code) } ?? true
      }
      let base = eligible.reduce(0) { $0 + rows.items[$1].price }
      guard base > 0, base >= offer.minimumPaise ?? 0 else { continue }
      let amount =
        switch offer.discount {
        case .percentage(let hundredths): (base * hundredths + 5_000) / 10_000
        case .fixed(let paise): min(paise, base)
        }
      spread(amount, over: eligible, base: base)
      rows.bookings[position].coupon = place
      rows.bookings[position].discount = amount
      rows.coupons[place].uses += 1
      rows.redemptions.append(
        RedemptionRow(
          coupon: place, booking: position, client: booking.client, amount: amount, redeemed: booking.created))
      return
    }
  }

  /// Spreads a discount over items in proportion to their prices, by largest remainder.
  private mutating func spread(_ amount: Int, over items: [Int], base: Int) {
    let exact = items.map { amount * rows.items[$0].price }
    for (item, share) in zip(items, exact) { rows.items[item].discount = share / base }
    let left = amount - exact.reduce(0) { $0 + $1 / base }
    let byRemainder = exact.indices.sorted { (exact[$0] % base, $1) > (exact[$1] % base, $0) }
    for place in byRemainder.prefix(left) { rows.items[items[place]].discount += 1 }
  }
}
