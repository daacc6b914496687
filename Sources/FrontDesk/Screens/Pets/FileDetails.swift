import LabCore
import LabStore
import Tui
import Words

/// A line of a client's file in full.
struct FileDetails {
  var file: ClientFile
  /// The weights of the pet in question, newest first; nil until they were read.
  var weights: [PetWeight]?
  var country: CallingCode
  var currency: Currency
  var today: CalendarDate

  typealias Line = DetailPane.Line

  /// The pane of a line; that of the client where no line is selected.
  func pane(of row: FileRow?) -> DetailPane {
    switch row {
    case .client, nil: return client
    case .coupons: return coupons
    case .pet(let id):
      return file.record.pets.first { $0.id == id }.map(pane) ?? client
    case .address(let id):
      return file.record.addresses.first { $0.id == id }.map(pane) ?? client
    case .booking, .item:
      return file.booking(of: row).map { pane($0, of: file.item(of: row)) } ?? client
    case .overdue:
      let item = file.item(of: row)
      let booking = item.flatMap { item in file.history.bookings.first { $0.id == item.booking } }
      return booking.map { pane($0, of: item) } ?? item.map(pane) ?? client
    }
  }

  // MARK: Client

  private var client: DetailPane {
    let client = file.record.client
    var lines: [Line] = []
    if let name = client.localName { lines.append(Line(say("Name"), name)) }
    if let name = client.preferredName { lines.append(Line(say("Called"), name)) }
    lines.append(Line(say("Phone"), client.phone?.text ?? say("no readable number"), role: .textStrong))
    if let second = client.secondPhone { lines.append(Line("", second.text)) }
    if let email = client.email { lines.append(Line(say("E-mail"), email.text)) }
    if !client.isActive {
      lines.append(
        Line(say("State"), say("inactive: \(client.inactiveReason ?? say("no reason"))"), role: .statusProblem))
    }
    if let notes = client.notes { lines.append(Line(say("Notes"), notes, role: .messageWarning)) }
    lines += file.record.addresses.enumerated().map { place, address in
      Line(place == 0 ? say("Address") : "", address.oneLine)
    }
    lines += [.gap] + money
    lines += [.gap]
    lines += file.record.pets.enumerated().map { place, pet in
      Line(
        place == 0 ? say("Pets") : "",
        [pet.summary(on: today), pet.stateWord].filter { !$0.isEmpty }.joined(separator: " · "),
        role: pet.refusal == nil ? .text : .textDim)
    }
    if !file.coupons.isEmpty {
      lines.append(Line(say("Coupons"), file.coupons.map(\.coupon.code).joined(separator: ", ")))
    }
    return DetailPane(title: client.name.text, lines: lines)
  }

  private var money: [Line] {
    guard let balance = file.balance else { return [] }
    var lines = [
      Line(
        say("Unpaid"), balance.unpaid == .zero ? "nothing" : say("of what was billed"),
        role: balance.unpaid == .zero ? .text : .statusProblem, trailing: balance.unpaid.formatted(in: currency)),
      Line(say("Billed"), "", trailing: balance.billed.formatted(in: currency)),
      Line(say("Settled"), "", trailing: balance.settled.formatted(in: currency)),
    ]
    if balance.toCome != .zero {
      lines.append(
        Line(say("To come"), say("booked, not billed yet"), trailing: balance.toCome.formatted(in: currency)))
    }
    return lines
  }

  // MARK: Pets

  private func pane(_ pet: Pet) -> DetailPane {
    var lines: [Line] = []
    if pet.isDeceased {
      let day = pet.deceasedOn.map { say(" on \($0.text)") } ?? ""
      lines.append(Line(say("State"), "deceased\(day)", role: .statusProblem))
    } else if !pet.isActive {
      lines.append(Line(say("State"), say("inactive: \(pet.inactiveReason ?? say("no reason"))"), role: .statusProblem))
    }
    if let name = pet.localName { lines.append(Line(say("Name"), name)) }
    lines.append(
      Line(say("Species"), [pet.species.storedName, pet.breed ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")))
    lines.append(Line(say("Sex"), pet.sex.displayName))
    if let birth = pet.birth {
      let age = pet.isDeceased ? "" : " · \(birth.age(on: today).text)"
      lines.append(Line(say("Born"), birth.text + age))
    } else {
      lines.append(Line(say("Born"), say("not known"), role: .textDim))
    }
    lines.append(Line(say("Microchip"), pet.microchip ?? "none", role: pet.microchip == nil ? .textDim : .text))
    lines += weighing(pet)
    if let history = pet.medicalHistory, !history.isEmpty { lines += [.gap, Line(say("History"), history)] }
    let bookings = file.history.bookings.filter { $0.petID == pet.id }
    if !bookings.isEmpty {
      lines.append(.gap)
      lines += bookings.prefix(8).enumerated().map { place, booking in
        Line(
          place == 0 ? say("Bookings") : "",
          "\(booking.startsAt.date.text) · \(booking.items.map(\.code).joined(separator: ", "))",
          trailing: booking.status.displayName)
      }
    }
    return DetailPane(title: pet.name, corner: pet.weight?.text ?? "", lines: lines)
  }

  /// The weights with what each is more or less than the one before, and the way they go.
  private func weighing(_ pet: Pet) -> [Line] {
    guard let weights, !weights.isEmpty else {
      return [Line(say("Weight"), pet.weight?.text ?? say("not known"), role: pet.weight == nil ? .textDim : .text)]
    }
    var lines: [Line] = []
    for (place, weighed) in weights.enumerated() {
      let before = place + 1 < weights.count ? weights[place + 1].weight : nil
      let by = weighed.notedBy.map { " · \($0)" } ?? ""
      lines.append(
        Line(
          place == 0 ? say("Weight") : "", "\(weighed.weight.text) · \(weighed.measuredOn.text)\(by)",
          role: place == 0 ? .textStrong : .text,
          trailing: before.map { weighed.weight.difference(from: $0) } ?? ""))
    }
    if let trend = WeightTrend(weights) {
      lines.insert(Line("", trend.words, role: trend.isSteep ? .statusProblem : .textDim), at: 1)
    }
    return lines
  }

  // MARK: Coupons, addresses and bookings

  private var coupons: DetailPane {
    let lines = file.coupons.map { usable in
      let coupon = usable.coupon
      let left = coupon.maxUsesPerClient.map { say(" · \($0 - usable.use.byClient) of \($0) left for them") } ?? ""
      return Line("", say("\(coupon.code) · to \(coupon.lastDay.text)\(left)"))
    }
    return DetailPane(title: say("Coupons that hold today"), lines: lines)
  }

  private func pane(_ address: Address) -> DetailPane {
    var lines = [Line(say("Address"), address.oneLine, role: .textStrong)]
    if address.isDefault { lines.append(Line("", say("where visits usually go"))) }
    if let area = address.area { lines.append(Line(say("Area"), area)) }
    if let point = address.point { lines.append(Line(say("Place"), point.text)) }
    if let link = address.mapLink { lines.append(Line(say("Map"), link)) }
    if address.point == nil {
      lines.append(Line(say("Place"), say("not known: paste a map link or coordinates with Ctrl-E"), role: .textDim))
    }
    return DetailPane(title: address.label ?? say("Address"), lines: lines)
  }

  private func pane(_ booking: PastBooking, of item: PastItem?) -> DetailPane {
    var lines = [Line(say("Status"), booking.status.displayName, role: booking.status.listRole)]
    if let attention = booking.attention {
      lines.append(
        Line(
          say("Decide"), attention.sentence(pet: booking.petName, client: file.record.client.name.text),
          role: .statusProblem))
    }
    lines.append(Line(say("Pet"), booking.petName, role: .textStrong))
    lines.append(Line(say("Time"), booking.startsAt.text))
    lines.append(Line(say("Where"), booking.method.displayName))
    if let paid = booking.paid { lines.append(Line(say("Paid"), "", trailing: paid.formatted(in: currency))) }
    lines.append(.gap)
    for tested in booking.items {
      let due = tested.dueAt.map { say(" · promised \($0.text)") } ?? ""
      lines.append(
        Line(
          tested.code, tested.name + (tested.isOverdue ? due : ""),
          role: tested.isOverdue ? .statusProblem : tested.id == item?.id ? .textStrong : .text,
          trailing: tested.stateWords))
    }
    return DetailPane(
      title: say("Booking \(booking.number)"), corner: booking.total.formatted(in: currency), lines: lines)
  }

  private func pane(_ item: PastItem) -> DetailPane {
    DetailPane(
      title: "\(item.code) · \(item.bookingNumber)",
      lines: [
        Line(say("Test"), item.words, role: .textStrong), Line(say("State"), item.stateWords, role: .statusProblem),
        Line(say("Promised"), item.dueAt?.text ?? ""),
      ])
  }
}
