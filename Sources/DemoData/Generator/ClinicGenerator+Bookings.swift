internal import LabCore

/// A visit that failed and is tried again on a later day.
struct SecondAttempt {
  var booking: Int
}

extension ClinicGenerator {
  /// Walks through the days up to tomorrow; each day has its collectors, who never overlap.
  mutating func makeBookings() {
    let quotas = dailyQuotas()
    let regulars = petWeights()
    var again: [Int: [SecondAttempt]] = [:]
    for day in -plan.days...1 {
      var routes = DayRoutes(day: day, collectors: collectors.count)
      for attempt in again[day] ?? [] { makeSecondVisit(attempt, day: day, routes: &routes) }
      for number in 0..<(quotas[day + plan.days]) {
        makeBooking(day: day, number: number, regulars: regulars, routes: &routes, again: &again)
      }
    }
  }

  /// How many bookings each day has: Saturdays are full, Sundays short, national holidays quiet, the year grows.
  private func dailyQuotas() -> [Int] {
    let weights = (-plan.days...1).map { day in
      let date = today.adding(days: day)
      let weekday =
        switch date.weekday {
        case .monday: 110
        case .tuesday, .thursday: 100
        case .wednesday: 95
        case .friday: 105
        case .saturday: 135
        case .sunday: 50
        }
      let isHoliday = [(1, 26), (8, 15), (10, 2)].contains { $0 == (date.month, date.day) }
      return (isHoliday ? weekday / 4 : weekday) * (plan.days * 2 + day) / plan.days
    }
    let total = weights.reduce(0, +)
    var passed = 0
    var quotas: [Int] = []
    for weight in weights {
      let before = plan.bookings * passed / total
      passed += weight
      quotas.append(plan.bookings * passed / total - before)
    }
    // Today and tomorrow have a full list whatever the weekday; the first days of the history give it up.
    let full = max(6, plan.bookings / 250)
    for late in [quotas.count - 2, quotas.count - 1] {
      var missing = max(0, full - quotas[late])
      quotas[late] += missing
      for early in quotas.indices.dropLast(2) where missing > 0 {
        let given = min(missing, quotas[early])
        quotas[early] -= given
        missing -= given
      }
    }
    return quotas
  }

  /// How often each pet comes, summed up from the first pet; patients with a long illness come again and again.
  private mutating func petWeights() -> [Int] {
    var sum = 0
    return rows.pets.map { pet in
      sum += pet.isPlaceholder ? 2 : (pet.history == nil ? random.within(4...12) : random.within(12...40))
      return sum
    }
  }

  /// Draws a pet that is a patient on the day.
  private mutating func pickPet(day: Int, regulars: [Int]) -> Int {
    let total = regulars.last ?? 1
    for _ in 0..<200 {
      let wanted = random.below(total)
      var low = 0
      var high = regulars.count - 1
      while low < high {
        let middle = (low + high) / 2
        if regulars[middle] > wanted { high = middle } else { low = middle + 1 }
      }
      let pet = rows.pets[low]
      guard pet.created.dayOffset < day - 4, rows.clients[pet.client].isActive || day < -60 else { continue }
      // A placeholder has old bookings only: it is completed before the next one.
      guard !pet.isPlaceholder || day < -plan.days * 2 / 3 else { continue }
      if let lastDay = pet.lastDay, lastDay < day + 3 { continue }
      return low
    }
    return 0
  }

  private mutating func pickScenario(for pet: PetRow, on day: Int) -> Scenario {
    let month = today.adding(days: day).month
    let isMonsoon = (6...10).contains(month)
    let species = pet.isPlaceholder ? "Dog" : pet.species
    let fitting = Scenario.all.filter { scenario in
      scenario.species.contains(species)
        && (scenario.always + [scenario.panel].compactMap(\.self)).allSatisfy(isOffered)
    }
    return fitting[random.pick(weights: fitting.map { $0.isSeasonal && isMonsoon ? $0.weight * 5 / 2 : $0.weight })]
  }

  private func isOffered(_ code: String) -> Bool {
    tests[code] != nil || panels[code].map { PriceList.panels[$0].codes.allSatisfy { tests[$0] != nil } } == true
  }

  /// The price in paise on a day: lower of list and offer; before the revision the list stood seven per cent lower.
  func price(of test: Int, on day: Int) -> Int {
    let row = plan.tests[test]
    let rupees = min(row.rupees, row.offerRupees ?? row.rupees) * plan.pricePercent / 100
    return day < -plan.days * 2 / 5 ? rupees * 93 / 1000 * 1000 : rupees * 100
  }

  private mutating func makeBooking(
    day: Int, number: Int, regulars: [Int], routes: inout DayRoutes, again: inout [Int: [SecondAttempt]]
  ) {
    let pet = pickPet(day: day, regulars: regulars)
    let client = rows.pets[pet].client
    let scenario = pickScenario(for: rows.pets[pet], on: day)
    let addresses = rows.addresses.indices.filter { rows.addresses[$0].client == client }
    let address = random.chance(85) ? addresses.first : addresses.last
    let isHome = day == 0 ? number % 5 != 4 && scenario.fitsHome : scenario.fitsHome && random.chance(72)
    let slot = isHome ? address.flatMap { homeSlot(address: $0, routes: &routes) } : nil
    let start = slot?.start ?? walkIn(day: day)
    let position = rows.bookings.count
    let items = makeItems(scenario, booking: position, day: day)
    let created = bookedAt(start: start, isHome: slot != nil)
    let subtotal = items.reduce(0) { $0 + rows.items[$1].price }
    var booking = BookingRow(
      client: client, pet: pet, created: created, start: start, isHome: slot != nil,
      address: slot == nil ? nil : address, collector: slot?.collector, author: random.pick(receptionists),
      status: "confirmed", notes: random.chance(22) ? random.pick(Remarks.booking) : nil, items: items,
      subtotal: subtotal, updated: created, needsPrescription: scenario.needsPrescription)
    if slot != nil, let address {
      booking.metres = rows.addresses[address].metres
      booking.tariff = tariff(on: start.dayOffset)
      booking.distanceCharge = distanceCharge(
        metres: rows.addresses[address].metres, tariff: tariff(on: start.dayOffset))
    }
    rows.bookings.append(booking)
    if let code = scenario.panel, let panel = panels[code] {
      rows.batches.append(BatchRow(booking: position, panel: panel, created: created))
    }
    settle(booking: position, slot: slot, attempt: 1, again: &again)
    if rows.bookings[position].status != "cancelled" { redeemCoupon(booking: position) }
  }

  private mutating func makeItems(_ scenario: Scenario, booking: Int, day: Int) -> Range<Int> {
    let panel = scenario.panel.flatMap { panels[$0] }
    let first = rows.items.count
    var codes = panel.map { PriceList.panels[$0].codes } ?? []
    let fromPanel = codes.count
    codes += scenario.always
    for extra in scenario.sometimes where random.chance(extra.percent) && !codes.contains(extra.code) {
      codes.append(extra.code)
    }
    for (place, code) in codes.enumerated() {
      guard let test = tests[code] else { continue }
      rows.items.append(
        ItemRow(
          booking: booking, test: test, panel: place < fromPanel ? panel : nil, price: price(of: test, on: day),
          status: "pending"))
    }
    return first..<rows.items.count
  }

  private mutating func homeSlot(address: Int, routes: inout DayRoutes) -> VisitSlot? {
    let zone = rows.addresses[address].area.zone
    let local = collectors.indices.first { plan.staff[collectors[$0]].zone == zone } ?? 0
    let usual = random.chance(85) ? local : random.below(collectors.count)
    let first = routes.isToday ? routes.leastBusy : usual
    for turn in 0..<collectors.count {
      let collector = (first + turn) % collectors.count
      let gap = random.below(6) * 15 + (random.chance(30) ? 60 : 0)
      let duration = routes.isToday ? 20 : random.pick([20, 20, 20, 30, 30, 40])
      if let start = routes.take(collector: collector, gap: gap, duration: duration) {
        let isOpen = start > Self.now + 60 && random.chance(start.dayOffset == 0 ? 12 : 35)
        return VisitSlot(
          start: start, duration: duration, collector: isOpen ? nil : collectors[collector],
          sequence: routes.stops(of: collector), route: collector)
      }
    }
    return nil
  }

  private mutating func walkIn(day: Int) -> Minute {
    let opening = 8 * 60
    if day == 0 {
      // Two in three have been here this morning, the others have an appointment.
      let isMorning = random.chance(66)
      return isMorning ? opening + random.below(25) * 5 : 11 * 60 + random.below((closing(on: 0) - 11 * 60) / 5) * 5
    }
    return day * Minute.perDay + opening + random.below((closing(on: day) - opening) / 5) * 5
  }

  /// When the call came: walk-ins at the counter, visits hours or days before, never after the present.
  private mutating func bookedAt(start: Minute, isHome: Bool) -> Minute {
    if !isHome, start <= Self.now { return start - random.within(0...6) }
    let day = start.dayOffset
    let hours = 9 * 60...19 * 60 + 30
    if start.minuteOfDay > 13 * 60, day != 1, random.chance(40) {
      return min(
        day * Minute.perDay + random.within(9 * 60...(start.minuteOfDay - 90)), Self.now - random.within(1...90))
    }
    let earlier = day - random.pick([1, 1, 1, 2, 2, 3])
    return min(earlier * Minute.perDay + random.within(hours), Self.now - random.within(1...90))
  }
}
