package import LabCore
import Postgres

/// Cash that is taken for a booking, once for each request key.
package struct CashTaking: Sendable, Equatable {
  package var booking: BookingID
  /// The version of the booking that was read.
  package var version: Int64
  package var amount: Money
  /// Made when the form opened, so that an answer that was lost does not take the money twice.
  package var key: RequestKey

  package init(booking: BookingID, version: Int64, amount: Money, key: RequestKey) {
    self.booking = booking
    self.version = version
    self.amount = amount
    self.key = key
  }
}

/// What taking cash came to.
package struct CashReceipt: Sendable, Equatable {
  package var id: PaymentID
  /// What is still to be paid.
  package var open: Money
}

extension Desk {
  /// Takes cash, at most what is still to be paid; the same key answers what it came to the first time.
  package func take(_ cash: CashTaking) async throws -> CashReceipt {
    let row = try await query(
      .write,
      "select * from desk.take_cash(\(cash.booking), \(cash.amount), \(cash.key)::uuid, \(cash.version))"
    ).onlyRow()
    return CashReceipt(id: try row.decode("payment_id"), open: try row.decode("open_amount"))
  }
}

/// How bills and payments meet in the statements that read them.
enum Settlement {
  /// What has come in for bill `g`; one that is paid is settled, whether its payments stand here or not.
  static let settled: SQL = """
    case when g.status = 'paid' then g.final_amount else (select coalesce(sum(t.amount), 0) from payment_transactions t
      where t.organization_id = g.organization_id and t.billing_record_id = g.id and t.status = 'completed') end
    """
}
