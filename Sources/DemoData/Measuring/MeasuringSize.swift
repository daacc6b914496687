/// How much a database for measuring holds.
package struct MeasuringSize: Hashable, Sendable {
  package var clients: Int
  package var pets: Int
  package var bookings: Int

  /// The most of each that is made: identifiers and phone numbers stay in their ranges.
  package static let limit = 50_000_000

  package init(clients: Int, pets: Int, bookings: Int) {
    self.clients = clients
    self.pets = pets
    self.bookings = bookings
  }

  /// Says why it cannot be made, or nil: somebody has to own the pets, and pets have the bookings.
  package var complaint: String? {
    if clients < 1 || pets < 1 { return "A database for measuring needs at least one client and one pet." }
    if max(clients, pets, bookings) > Self.limit { return "At most \(Self.limit) of each are made." }
    return nil
  }
}

/// How far the filling has come.
package struct MeasuringProgress: Hashable, Sendable {
  package enum Step: String, Sendable {
    case clients, addresses, pets, bookings, items, reports
    case clientWords = "words of clients' names"
    case petWords = "words of pets' names"
    case keys = "keys and indexes"
    case statistics
  }

  package let step: Step
  /// Rows of the step made so far, and how many there will be; 0 of 0 where rows are not counted.
  package let done: Int
  package let total: Int
}
