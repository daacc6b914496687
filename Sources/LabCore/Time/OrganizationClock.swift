/// Turns instants into the organisation's wall clock by the offset that the database names for its time zone.
///
/// The offset holds for the moment it was asked at; instants of another season are converted by the database.
package struct OrganizationClock: Hashable, Sendable {
  /// Seconds east of Greenwich: 19,800 for India.
  package let utcOffsetSeconds: Int

  package init(utcOffsetSeconds: Int) {
    precondition((-18 * 3600...18 * 3600).contains(utcOffsetSeconds), "an offset is at most 18 hours")
    self.utcOffsetSeconds = utcOffsetSeconds
  }

  package func local(unixSeconds: Int) -> LocalDateTime {
    LocalDateTime(secondsSinceEpoch: unixSeconds + utcOffsetSeconds)
  }

  package func unixSeconds(of local: LocalDateTime) -> Int { local.secondsSinceEpoch - utcOffsetSeconds }

  /// The date that business at the instant belongs to.
  package func businessDate(unixSeconds: Int) -> CalendarDate { local(unixSeconds: unixSeconds).date }

  /// `UTC+05:30`.
  package var offsetText: String {
    let minutes = abs(utcOffsetSeconds) / 60
    return "UTC\(utcOffsetSeconds < 0 ? "-" : "+")\((minutes / 60).twoDigits):\((minutes % 60).twoDigits)"
  }
}
