package import LabCore
import Postgres
import Words

extension Desk {
  /// Confirms a form in one transaction: client and pet where they are new, booking, visit, items, redemption, bill.
  ///
  /// The price is computed again from what the database holds; a difference is answered and nothing is saved. The same
  /// request key answers with the booking it made, however often and from wherever it is sent. Where other desks hold what
  /// it needs for longer than the lock time-out, nothing was saved and it tries again.
  package func confirm(_ request: BookingRequest) async throws -> ConfirmOutcome {
    for _ in 1..<Self.confirmAttempts {
      do { return try await confirmOnce(request) } catch let error as DeskError where error.code == .busy { continue }
    }
    return try await confirmOnce(request)
  }

  /// How often a confirmation that found the desk's numbers or a coupon locked is tried.
  private static let confirmAttempts = 3

  private func confirmOnce(_ request: BookingRequest) async throws -> ConfirmOutcome {
    do {
      return try await attempt(request)
    } catch let error as DeskError where error.code == .outcomeUnknown {
      // The key makes it safe: the second attempt waits until the first one's fate is known and answers with its booking.
      do {
        return try await attempt(request)
      } catch let error as DeskError where error.isConnectionLoss {
        throw DeskError(
          .outcomeUnknown,
          say(
            "The connection was lost while saving. Press Ctrl-S again in a moment: this form makes one booking at most."
          ))
      }
    }
  }

  private func attempt(_ request: BookingRequest) async throws -> ConfirmOutcome {
    do {
      return try await transaction(.write) { try await BookingWriter(request).write(on: $0) }
    } catch let change as PriceChange {
      return .priceChanged(change.quote)
    } catch let found as DuplicatesFound {
      return .likelyDuplicates(found.duplicates)
    }
  }

  /// Looks up whether a form was confirmed, after an answer was lost.
  package func standing(_ key: RequestKey) async throws -> ConfirmedBooking? {
    let rows = try await query(
      .lookUp,
      """
      select id, booking_number, total from bookings
      where organization_id = (select desk.organization_id()) and request_key = \(key)::uuid
      """
    ).rows
    return try rows.first.map(ConfirmedBooking.init)
  }
}

extension ConfirmedBooking {
  init(_ row: Row) throws {
    self.init(id: try row.decode("id"), number: try row.decode("booking_number"), total: try row.decode("total"))
  }
}
