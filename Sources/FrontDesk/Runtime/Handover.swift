package import LabCore
package import LabStore
package import Tui

/// What one screen hands to another.
package enum Handover: Sendable, Equatable {
  /// A cart, between the checkout preview and the intake.
  case cart(Proposal)
  /// The number of a booking that is to be opened.
  case booking(String)
  /// The number of a tube whose tests are to be shown.
  case tube(String)
  /// The client and the pet for whom a booking is to be taken, as the field of the intake holds them.
  case visitor(ChoiceOption)
  /// Everything that the lab has done for a pet or a client, who is named in words; one test of it is selected.
  case reports(LabTaskQuery, of: String, at: BookingItemID? = nil)
  /// The report of one test, to be read or to take its usual next step.
  case report(BookingItemID, then: ReportIntent)
}

/// What somebody opens a report for.
package enum ReportIntent: Sendable, Equatable {
  case read
  /// The form opens where there is something to write, the sheet where there is something to deliver.
  case next
}

/// What a client asks for, on its way between the checkout preview and the intake: nothing of it is stored.
package struct Proposal: Sendable, Equatable {
  /// The client and the pet as the field of the intake holds them; nil while nobody is chosen.
  package var client: ChoiceOption?
  package var cart: Cart
  package var collection: CollectionMethod
  package var distance: Distance?
  /// When the pet is to be met; nil for a walk-in.
  package var startsAt: LocalDateTime?
  package var couponCode: String
}
