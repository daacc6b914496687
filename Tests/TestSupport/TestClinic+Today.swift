package import Postgres

extension TestClinic {
  /// Moves the clinic's bookings and visits from 21 November 2026 to the day of the server, which decides what today is.
  package static let arriveToday = moved(days: "current_date - date '2026-11-21'")

  /// Undoes ``arriveToday``.
  package static let returnToNovember = moved(days: "date '2026-11-21' - current_date")

  /// Guards are off meanwhile, because a visit that is closed cannot be moved.
  private static func moved(days: SQL) -> [SQL] {
    [
      "set session_replication_role = replica",
      """
      update visits set starts_at = starts_at + (\(days)) * interval '1 day',
        blocked_until = blocked_until + (\(days)) * interval '1 day'
      """,
      """
      update bookings set booking_date = booking_date + (\(days)) * interval '1 day',
        created_at = created_at + (\(days)) * interval '1 day'
      """,
      "set session_replication_role = origin",
    ]
  }
}
