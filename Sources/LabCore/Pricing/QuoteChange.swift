import Words

/// One thing that is no longer as a quote had it.
package struct QuoteChange: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    case line(TestID), discount, coupon, distance, tax, total
  }

  package let subject: Subject
  package let before: Money
  package let after: Money
  package let words: String
}

extension Quote {
  /// Lists what changed since an earlier quote was shown, the total last; empty when nothing did.
  package func difference(from earlier: Quote) -> [QuoteChange] {
    var changes = lineChanges(from: earlier)
    func compare(_ subject: QuoteChange.Subject, _ name: String, _ before: Money, _ after: Money) {
      guard before != after else { return }
      let words = say("\(name) was \(before.formatted(in: currency)) and is \(after.formatted(in: currency)).")
      changes.append(QuoteChange(subject: subject, before: before, after: after, words: words))
    }
    compare(.discount, say("The discount"), earlier.discount, discount)
    if let verdict = couponVerdict, let before = earlier.couponVerdict, verdict.isEligible != before.isEligible {
      changes.append(
        QuoteChange(
          subject: .coupon, before: earlier.redeemedCoupon?.amount ?? .zero, after: redeemedCoupon?.amount ?? .zero,
          words: verdict.sentence(in: currency)))
    }
    compare(.distance, say("The distance charge"), earlier.distanceCharge, distanceCharge)
    compare(.tax, say("The tax"), earlier.tax, tax)
    compare(.total, say("The total"), earlier.total, total)
    return changes
  }

  private func lineChanges(from earlier: Quote) -> [QuoteChange] {
    let (before, after) = (earlier.units, units)
    var changes: [QuoteChange] = []
    var seen: Set<TestID> = []
    for line in earlier.lines + lines where seen.insert(line.testID).inserted {
      let old = before[line.testID, default: []]
      let new = after[line.testID, default: []]
      guard old != new else { continue }
      let words =
        if old.isEmpty {
          say("\(line.name) is new.")
        } else if new.isEmpty {
          say("\(line.name) is no longer part of the booking.")
        } else if old.count != new.count {
          say("\(line.name) was counted \(old.count.counted("time")) and is counted \(new.count.counted("time")).")
        } else {
          say(
            "\(line.name) was \((old.first ?? .zero).formatted(in: currency)) and is "
              + "\((new.first ?? .zero).formatted(in: currency)).")
        }
      changes.append(QuoteChange(subject: .line(line.testID), before: old.sum(), after: new.sum(), words: words))
    }
    return changes
  }

  private var units: [TestID: [Money]] {
    Dictionary(lines.map { ($0.testID, [$0.unitPrice]) }, uniquingKeysWith: +)
  }
}
