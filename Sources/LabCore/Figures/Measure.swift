/// A figure that the clinic is told of itself; the stored names are those of the table `desk.measures`.
package enum Measure: String, CaseIterable, Hashable, Sendable {
  case bookings, tests, cancellations
  case net, gross, discounts, distance, tax, coupons
  case turnaround
  case inTime = "in_time"
  case toLab = "to_lab"
  case making, checking
  case handingOut = "handing_out"
  case rejections, reasons
  case visits, collected
  case noShows = "no_shows"
  case failedVisits = "failed_visits"
  case onTime = "on_time"
  case kilometres, tubes

  /// How facts come to a figure.
  package enum Unit: String, Sendable {
    /// Added up.
    case count, money, metres
    /// The part of the facts that is looked for.
    case share
    /// The median, with the times that nine of ten and nineteen of twenty keep.
    case minutes
  }

  package var unit: Unit {
    switch self {
    case .bookings, .tests, .coupons, .reasons, .visits, .tubes: .count
    case .net, .gross, .discounts, .distance, .tax: .money
    case .kilometres: .metres
    case .cancellations, .inTime, .rejections, .collected, .noShows, .failedVisits, .onTime: .share
    case .turnaround, .toLab, .making, .checking, .handingOut: .minutes
    }
  }

  package var name: String {
    switch self {
    case .bookings: "Bookings"
    case .tests: "Tests"
    case .cancellations: "Cancelled"
    case .net: "Net revenue"
    case .gross: "Gross revenue"
    case .discounts: "Discounts"
    case .distance: "Distance income"
    case .tax: "Tax"
    case .coupons: "Coupons used"
    case .turnaround: "Turnaround"
    case .inTime: "Within turnaround"
    case .toLab: "Way to the lab"
    case .making: "Making"
    case .checking: "Verifying"
    case .handingOut: "Delivering"
    case .rejections: "Rejected tubes"
    case .reasons: "Rejection reasons"
    case .visits: "Visits"
    case .collected: "Visits collected"
    case .noShows: "No-shows"
    case .failedVisits: "Failed visits"
    case .onTime: "On time"
    case .kilometres: "Kilometres"
    case .tubes: "Tubes"
    }
  }

  /// What is counted, by which time, and what is left out.
  package var definition: String {
    switch self {
    case .bookings:
      "Bookings by the time of their visit, those still to come included; drafts, cancelled ones, no-shows and failed "
        + "visits are left out."
    case .tests:
      "Tests of those bookings by the time of the visit, each as often as it was booked; cancelled tests are left out."
    case .cancellations: "The share of bookings that were cancelled, by the time of the visit; drafts are left out."
    case .net:
      "Gross revenue less discounts plus distance income, before tax, by the time of the visit; cancelled bookings, "
        + "no-shows and failed visits are left out."
    case .gross:
      "What the tests of kept bookings cost before discounts, distance and tax, by the time of the visit; a test that was "
        + "cancelled later stays in the price."
    case .discounts:
      "What offers and coupons took off kept bookings, by the time of the visit; gross less this plus distance is net."
    case .distance: "What kept bookings pay for the way, before discounts on it, by the time of the visit."
    case .tax: "The tax in the totals of kept bookings, by the time of the visit; net and tax are what clients pay."
    case .coupons: "Coupons by the time they were redeemed; those released again are left out. A batch counts as one."
    case .turnaround:
      "Working minutes from receipt to the first verification, by that moment; waiting for another tube is left out. "
        + "Percentiles are interpolated (percentile_cont)."
    case .inTime:
      "The share of reports verified within the turnaround time of their test, by the first verification; tests without "
        + "one are left out."
    case .toLab:
      "Minutes by the clock from collection to receipt of the tube, for each of its tests, by the time of receipt."
    case .making:
      "Minutes by the clock from receipt to the report as it stands, by the first verification; nights are in it."
    case .checking:
      "Minutes by the clock from the report to its verification, by the first verification; nights are in it."
    case .handingOut:
      "Minutes by the clock from verification to delivery, by the first verification; reports still to be delivered are left out."
    case .rejections:
      "The share of tubes that were rejected, of all that were received or rejected, by the time of receipt, or of collection "
        + "where they were not received."
    case .reasons: "Tests whose tube was rejected, by the time and the reason of the rejection; each rejection counts."
    case .visits:
      "Home visits that took place or came to nothing, by their planned time; those cancelled or still to come are left out."
    case .collected: "The share of home visits at which something was collected, by their planned time."
    case .noShows: "The share of home visits where nobody was there, by their planned time."
    case .failedVisits: "The share of home visits where nothing could be collected, by their planned time."
    case .onTime:
      "The share of home visits that were reached no later than 15 minutes after their planned time; visits without a noted "
        + "arrival are left out."
    case .kilometres:
      "The estimated ways from the clinic to the home visits, one way each, by their planned time; unknown ways are left out."
    case .tubes: "Tubes with a number, by the time of collection, rejected ones included."
    }
  }

  /// What a page of measures stands under.
  package enum Section: String, CaseIterable, Sendable {
    case volume = "Volume"
    case revenue = "Revenue"
    case laboratory = "Laboratory"
    case rounds = "Rounds"
  }

  package var section: Section {
    switch self {
    case .bookings, .tests, .cancellations: .volume
    case .net, .gross, .discounts, .distance, .tax, .coupons: .revenue
    case .turnaround, .inTime, .toLab, .making, .checking, .handingOut, .rejections, .reasons: .laboratory
    case .visits, .collected, .noShows, .failedVisits, .onTime, .kilometres, .tubes: .rounds
    }
  }
}
