/// What a client owes, from the bills of their bookings.
package struct AccountBalance: Hashable, Sendable {
  /// Bills that are finalized, invoiced or paid.
  package let billed: Money
  /// What was paid of them.
  package let settled: Money
  /// What is left of bills that are still drafts: booked, but not asked for yet.
  package let toCome: Money

  package init(billed: Money, settled: Money, toCome: Money) {
    self.billed = billed
    self.settled = settled
    self.toCome = toCome
  }

  /// Billed less settled; credited and voided bills count on neither side.
  package var unpaid: Money { billed - settled }
}
