import Words

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
    case .bookings: say("Bookings")
    case .tests: say("Tests")
    case .cancellations: say("Cancelled")
    case .net: say("Net revenue")
    case .gross: say("Gross revenue")
    case .discounts: say("Discounts")
    case .distance: say("Distance income")
    case .tax: say("Tax")
    case .coupons: say("Coupons used")
    case .turnaround: say("Turnaround")
    case .inTime: say("Within turnaround")
    case .toLab: say("Way to the lab")
    case .making: say("Making")
    case .checking: say("Verifying")
    case .handingOut: say("Delivering")
    case .rejections: say("Rejected tubes")
    case .reasons: say("Rejection reasons")
    case .visits: say("Visits")
    case .collected: say("Visits collected")
    case .noShows: say("No-shows")
    case .failedVisits: say("Failed visits")
    case .onTime: say("On time")
    case .kilometres: say("Kilometres")
    case .tubes: say("Tubes")
    }
  }

  /// What is counted, by which time, and what is left out.
  package var definition: String {
    switch self {
    case .bookings:
      say(
        "Bookings by the time of their visit, those still to come included; drafts, cancelled ones, no-shows and failed "
          + "visits are left out.")
    case .tests:
      say(
        "Tests of those bookings by the time of the visit, each as often as it was booked; cancelled tests are left out."
      )
    case .cancellations:
      say("The share of bookings that were cancelled, by the time of the visit; drafts are left out.")
    case .net:
      say(
        "Gross revenue less discounts plus distance income, before tax, by the time of the visit; cancelled bookings, "
          + "no-shows and failed visits are left out.")
    case .gross:
      say(
        "What the tests of kept bookings cost before discounts, distance and tax, by the time of the visit; a test that was "
          + "cancelled later stays in the price.")
    case .discounts:
      say(
        "What offers and coupons took off kept bookings, by the time of the visit; gross less this plus distance is net."
      )
    case .distance: say("What kept bookings pay for the way, before discounts on it, by the time of the visit.")
    case .tax:
      say("The tax in the totals of kept bookings, by the time of the visit; net and tax are what clients pay.")
    case .coupons:
      say("Coupons by the time they were redeemed; those released again are left out. A batch counts as one.")
    case .turnaround:
      say(
        "Working minutes from receipt to the first verification, by that moment; waiting for another tube is left out. "
          + "Percentiles are interpolated (percentile_cont).")
    case .inTime:
      say(
        "The share of reports verified within the turnaround time of their test, by the first verification; tests without "
          + "one are left out.")
    case .toLab:
      say("Minutes by the clock from collection to receipt of the tube, for each of its tests, by the time of receipt.")
    case .making:
      say("Minutes by the clock from receipt to the report as it stands, by the first verification; nights are in it.")
    case .checking:
      say("Minutes by the clock from the report to its verification, by the first verification; nights are in it.")
    case .handingOut:
      say(
        "Minutes by the clock from verification to delivery, by the first verification; reports still to be delivered are left out."
      )
    case .rejections:
      say(
        "The share of tubes that were rejected, of all that were received or rejected, by the time of receipt, or of collection "
          + "where they were not received.")
    case .reasons:
      say("Tests whose tube was rejected, by the time and the reason of the rejection; each rejection counts.")
    case .visits:
      say(
        "Home visits that took place or came to nothing, by their planned time; those cancelled or still to come are left out."
      )
    case .collected: say("The share of home visits at which something was collected, by their planned time.")
    case .noShows: say("The share of home visits where nobody was there, by their planned time.")
    case .failedVisits: say("The share of home visits where nothing could be collected, by their planned time.")
    case .onTime:
      say(
        "The share of home visits that were reached no later than 15 minutes after their planned time; visits without a noted "
          + "arrival are left out.")
    case .kilometres:
      say(
        "The estimated ways from the clinic to the home visits, one way each, by their planned time; unknown ways are left out."
      )
    case .tubes: say("Tubes with a number, by the time of collection, rejected ones included.")
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
