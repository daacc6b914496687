import LabCore
import LabStore

/// Desks that confirm the same intake over and over, each in a session of its own.
struct ConfirmationCrew: Sendable {
  let desks: [Desk]
  private let draft: BookingDraft
  private let quote: Quote

  /// Signs the desks in and fills a home visit of three tests for a known client.
  static func make(_ count: Int, at clinic: BenchClinic) async throws -> ConfirmationCrew {
    let (first, profile) = try await clinic.desk()
    let shelf = try await first.readShelf()
    let matches = try await first.findClients("ma")
    guard let match = matches.first(where: { $0.petID != nil && !$0.isDeceased && !$0.isPlaceholder }) else {
      throw DeskError(.other, "The demo has no client with a pet.")
    }
    let record = try await first.readClient(match.clientID)
    guard let pet = record.pets.first(where: { $0.id == match.petID }) else {
      throw DeskError(.other, "The demo's client has lost their pet.")
    }
    let tests = shelf.catalogue.tests.filter(\.isActive).prefix(3)
    let now = profile.clock.local(unixSeconds: Present.unixSeconds())
    let startsAt = LocalDateTime(now.date.adding(days: 2), TimeOfDay(secondsSinceMidnight: 10 * 3600))
    let draft = BookingDraft(
      client: .existing(record.client), pet: .existing(pet), cart: Cart(tests.map { CartEntry(.test($0.id)) }),
      collection: .home, address: record.addresses.first, distance: Distance(metres: 6_500), startsAt: startsAt)
    let quote = LabCore.quote(
      shelf.catalogue.expand(draft.cart).lines, offers: shelf.offers,
      journey: draft.journey(pricing: shelf.distancePricing(on: startsAt.date)), taxes: shelf.taxes,
      in: profile.currency, at: now)
    var desks = [first]
    while desks.count < count { desks.append(try await clinic.desk().desk) }
    return ConfirmationCrew(desks: desks, draft: draft, quote: quote)
  }

  /// Confirms at one desk and answers with the booking.
  func confirm(at desk: Desk) async throws -> Confirmation {
    var generator = SystemRandomNumberGenerator()
    let key = RequestKey(using: &generator)
    let outcome = try await desk.confirm(
      BookingRequest(key: key, draft: draft, coupon: nil, accepted: quote, attachment: nil))
    guard case .confirmed(let booking) = outcome else {
      throw DeskError(.other, "A confirmation came to something else: \(outcome)")
    }
    return Confirmation(key: key, booking: booking)
  }

  /// Lets every desk confirm so often at the same time; the times are in seconds.
  func confirm(timesEach count: Int) async throws -> (rate: Double, times: [Double]) {
    let clock = ContinuousClock()
    let start = clock.now
    let times = try await withThrowingTaskGroup(of: [Double].self) { group in
      for desk in desks {
        group.addTask {
          var times: [Double] = []
          for _ in 0..<count {
            let start = clock.now
            _ = try await confirm(at: desk)
            times.append((clock.now - start).seconds)
          }
          return times
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    return (Double(times.count) / (clock.now - start).seconds, times)
  }

  func close() async {
    for desk in desks { await desk.disconnect() }
  }
}

/// A booking and the key that made it.
struct Confirmation: Sendable {
  let key: RequestKey
  let booking: ConfirmedBooking
}
