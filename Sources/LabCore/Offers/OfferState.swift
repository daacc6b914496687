import Words

/// Where an offer stands on a day.
package enum OfferState: Int, Hashable, Comparable, Sendable, CaseIterable {
  // In the order in which a list shows them.
  case running
  case coming
  case ended
  case switchedOff

  package var displayName: String {
    switch self {
    case .running: "running"
    case .coming: "coming"
    case .ended: "ended"
    case .switchedOff: say("switched off")
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Offer {
  /// Where the offer stands on a day of the organisation's calendar; its last day belongs to it.
  package func state(on day: CalendarDate) -> OfferState {
    if !isActive { return .switchedOff }
    if day > endDate { return .ended }
    return day < startDate ? .coming : .running
  }
}

/// Where a coupon stands, whatever its offer does.
package enum CouponState: Hashable, Sendable {
  case open
  case coming
  case usedUp
  case ended
  case switchedOff

  package var displayName: String {
    switch self {
    case .open: "open"
    case .coming: "coming"
    case .usedUp: say("used up")
    case .ended: "ended"
    case .switchedOff: say("switched off")
    }
  }
}

extension Coupon {
  /// Where the coupon stands at a moment with so many uses.
  package func state(at now: LocalDateTime, uses: Int) -> CouponState {
    if !isActive { return .switchedOff }
    if now >= endsAt { return .ended }
    if let maxUses, uses >= maxUses { return .usedUp }
    return now < startsAt ? .coming : .open
  }

  /// The first day on which it holds.
  package var firstDay: CalendarDate { startsAt.date }

  /// The last day on which it holds, wholly or in part.
  package var lastDay: CalendarDate { endsAt.adding(minutes: -1).date }
}
