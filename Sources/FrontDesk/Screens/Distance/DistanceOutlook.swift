import LabCore
import LabStore
import Words

/// What a new home visit charge would change, said before it is saved.
struct DistanceOutlook {
  /// The days before today whose visits are charged again, today included.
  static let days = 30

  /// How far the visits of the last days are known.
  enum Ways: Sendable, Equatable {
    case forbidden
    case reading
    case failed(String)
    case known(ChargedWays)
  }

  /// The visits charged again; nil while they or the rates are not known.
  var trial: DistanceTrial?
  var ways: Ways
  var currency: Currency

  /// Everything that is said before the single bookings.
  var sentences: [String] { [summary] + [difference, asides].compactMap(\.self) }

  /// The sums: `The last 30 days: 212 visits, ₹31,450 would be ₹33,900.`
  private var summary: String {
    let start = say("The last \(Self.days) days")
    switch ways {
    case .forbidden: return say("\(start): you may not read bookings, so what they would have cost is not shown.")
    case .reading: return say("\(start): being read…")
    case .failed(let reason): return say("\(start) cannot be charged again now. \(reason)")
    case .known:
      guard let trial else { return say("\(start) are charged again as soon as every field is good.") }
      guard trial.bookings > 0 else { return say("\(start): no visit with a known distance.") }
      return say(
        "\(start): \(trial.bookings.counted("visit")), \(trial.before.shortFormatted(in: currency)) would be "
          + "\(trial.after.shortFormatted(in: currency)).")
    }
  }

  /// `+₹2,450 (7.8 %): 200 dearer, 0 cheaper, 12 the same.`
  private var difference: String? {
    guard let trial, trial.bookings > 0 else { return nil }
    let size = trial.difference.isZero ? say("No difference") : signed(trial.difference) + share(of: trial)
    return say("\(size): \(trial.dearer) dearer, \(trial.cheaper) cheaper, \(trial.same) the same.")
  }

  /// What the sums leave out.
  private var asides: String? {
    guard let trial else { return nil }
    let unknown = trial.withoutDistance
    guard unknown > 0 else { return trial.bookings > 0 ? say("Discounts are left out.") : nil }
    return say(
      "Discounts are left out, as \(unknown == 1 ? say("is") : say("are")) "
        + "\(unknown.counted("visit")) without a known distance.")
  }

  /// The bookings that change most, one in a line.
  var largest: [String] {
    guard let trial else { return [] }
    return trial.largest.map { change in
      say(
        "\(change.booking), \(change.distance.kilometreText) km: \(change.before.shortFormatted(in: currency)) would be "
          + "\(change.after.shortFormatted(in: currency)), \(signed(change.difference))")
    }
  }

  private func signed(_ amount: Money) -> String {
    (amount.isNegative ? "" : "+") + amount.shortFormatted(in: currency)
  }

  private func share(of trial: DistanceTrial) -> String {
    guard !trial.before.isZero else { return "" }
    let size = trial.difference.isNegative ? -trial.difference : trial.difference
    return " (\(PriceOutlook.percent(size, of: trial.before)))"
  }
}
