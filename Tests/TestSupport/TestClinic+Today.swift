package import Postgres

extension TestClinic {
  /// Moves the clinic's bookings and visits from 21 November 2026 to the day of the server, which decides what today is.
  ///
  /// Guards are off meanwhile, because a visit that is closed cannot be moved.
  package static let arriveToday: [SQL] = [
    "set session_replication_role = replica",
    """
    update visits set starts_at = starts_at + (current_date - date '2026-11-21') * interval '1 day',
      blocked_until = blocked_until + (current_date - date '2026-11-21') * interval '1 day'
    """,
    """
    update bookings set booking_date = booking_date + (current_date - date '2026-11-21') * interval '1 day',
      created_at = created_at + (current_date - date '2026-11-21') * interval '1 day'
    """,
    "set session_replication_role = origin",
  ]
}
