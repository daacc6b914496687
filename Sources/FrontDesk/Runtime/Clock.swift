package import LabCore

/// Where the present comes from; tests bring a fixed one.
package struct Clock: Sendable {
  private let read: @Sendable () -> Int

  /// Takes a function that answers with the seconds since 1970 in UTC.
  package init(unixSeconds: @escaping @Sendable () -> Int) {
    read = unixSeconds
  }

  /// A clock that stands still.
  package static func fixed(unixSeconds: Int) -> Clock { Clock { unixSeconds } }

  package var unixSeconds: Int { read() }

  /// The present on the wall clock of an organisation.
  package func local(_ clock: OrganizationClock) -> LocalDateTime { clock.local(unixSeconds: unixSeconds) }
}
