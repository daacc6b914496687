package import LabCore
import Postgres

/// Everything about a client, or about one of their pets, in one look.
package struct ClientFile: Sendable, Equatable {
  /// The client with pets, addresses and notes.
  package var record: ClientRecord
  /// The pet that the history is about; nil for all of them.
  package var pet: PetID?
  /// The first page.
  package var history: BookingHistory
  /// What the lab has had for longer than promised, the longest first.
  package var overdue: [PastItem]
  /// Nil where the person may not see billing.
  package var balance: AccountBalance?
  /// One coupon of every offer that the client could use today.
  package var coupons: [UsableCoupon]
  /// Of the pet, newest first; empty for a file about all of them.
  package var weights: [PetWeight]
}

extension Desk {
  /// Reads a client's file, or that of one of their pets, in one round trip.
  package func clientFile(_ id: ClientID, pet: PetID? = nil) async throws -> ClientFile {
    let ofRecord = ClientRecord.statements(id)
    let ofHistory = BookingHistory.statements(id, pet, after: nil)
    let results = try await transaction(.lookUp, ofRecord + ofHistory + ClientFile.statements(id, pet))
    let rest = Array(results.dropFirst(ofRecord.count + ofHistory.count))
    return ClientFile(
      record: try ClientRecord(Array(results.prefix(ofRecord.count))), pet: pet,
      history: try BookingHistory(Array(results.dropFirst(ofRecord.count).prefix(ofHistory.count))),
      overdue: try rest[0].rows.map(PastItem.init), balance: try rest[1].rows.first.flatMap(AccountBalance.init),
      coupons: try rest[2].rows.map(UsableCoupon.init), weights: try rest[3].rows.map(PetWeight.init))
  }
}

extension ClientFile {
  /// The statements for what goes beyond record and history.
  static func statements(_ client: ClientID, _ pet: PetID?) -> [SQL] {
    [
      overdue(client, pet), AccountBalance.statement(client), UsableCoupon.statement(for: client),
      PetWeight.statement(pet),
    ]
  }

  fileprivate static func overdue(_ client: ClientID, _ pet: PetID?) -> SQL {
    """
    \(PastItem.selection) from bookings b \(PastItem.joins)
    where b.organization_id = (select desk.organization_id()) and b.user_id = \(client)
      and (\(pet)::bigint is null or b.pet_id = \(pet)::bigint) and e.due_at < now()
    order by e.due_at, i.id
    """
  }
}

extension AccountBalance {
  static func statement(_ client: ClientID) -> SQL {
    """
    select coalesce(sum(g.final_amount) filter (where g.status in ('finalized', 'invoiced', 'paid')), 0)::bigint as billed,
      coalesce(sum(g.settled) filter (where g.status in ('finalized', 'invoiced', 'paid')), 0)::bigint as settled,
      coalesce(sum(g.final_amount - g.settled) filter (where g.status = 'draft'), 0)::bigint as to_come,
      (select desk.allowed('billing.read')) as is_allowed
    from (select g.final_amount, g.status, \(Settlement.settled) as settled from billing_records g
      where g.organization_id = (select desk.organization_id()) and g.user_id = \(client)) g
    """
  }

  init?(_ row: Row) throws {
    guard try row.decode("is_allowed") else { return nil }
    self.init(
      billed: try row.decode("billed"), settled: try row.decode("settled"), toCome: try row.decode("to_come"))
  }
}
