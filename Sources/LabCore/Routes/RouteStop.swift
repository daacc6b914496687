/// One visit as a route sees it: when, for how long and where.
package struct RouteStop: Hashable, Sendable, Identifiable {
  package var id: BookingID
  /// `B-000123`.
  package var number: String
  /// The version of the booking, so that a change is refused when another desk was faster.
  package var version: Int64
  package var startsAt: LocalDateTime
  package var durationMinutes: Int
  package var travelBufferMinutes: Int
  package var status: BookingStatus
  /// The time is promised and does not move when the route is planned anew.
  package var isPinned: Bool
  package var point: GeoPoint?
  package var area: String?
  package var petName: String
  package var clientName: String
  /// Why the visit came back from a collector.
  package var note: String?

  package init(
    id: BookingID, number: String = "", version: Int64 = 1, startsAt: LocalDateTime,
    durationMinutes: Int = BookingDraft.usualDuration, travelBufferMinutes: Int = WantedVisit.usualTravelBuffer,
    status: BookingStatus = .assigned, isPinned: Bool = false, point: GeoPoint? = nil, area: String? = nil,
    petName: String = "", clientName: String = "", note: String? = nil
  ) {
    self.id = id
    self.number = number
    self.version = version
    self.startsAt = startsAt
    self.durationMinutes = durationMinutes
    self.travelBufferMinutes = travelBufferMinutes
    self.status = status
    self.isPinned = isPinned
    self.point = point
    self.area = area
    self.petName = petName
    self.clientName = clientName
    self.note = note
  }

  /// The first moment at which whoever makes the visit is free again, the way to the next stop included.
  package var blockedUntil: LocalDateTime { startsAt.adding(minutes: durationMinutes + travelBufferMinutes) }

  /// Whether the visit still takes its time; one that was made is only a place on the way.
  package var takesTime: Bool { [.confirmed, .assigned, .enRoute, .arrived].contains(status) }

  /// Whether its time may be moved by planning.
  package var isMovable: Bool { !isPinned && [.confirmed, .assigned].contains(status) }
}
