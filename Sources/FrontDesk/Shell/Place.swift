/// A screen that one can be at.
package enum Place: String, Hashable, Sendable, CaseIterable {
  case signIn
  case firstStart
  case bookings
  case pets
  case board
  case stops
  case reports
  case report
  case checkout
  case offers
  case clinic
  case more
  case account
  case audit
  case history
  case staff
  case organizations
  case numbers
  case prices
  case results
  case distance
  case hours
  case settings
  case tubes
}
