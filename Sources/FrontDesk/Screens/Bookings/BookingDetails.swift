import LabCore
import LabStore
import Tui
import Words

/// Everything about one booking, put into words for the pane.
struct BookingDetails {
  var booking: FullBooking
  var currency: Currency
  var limits: DrawLimits
  var today: CalendarDate

  typealias Line = DetailPane.Line

  var pane: DetailPane {
    let plan = booking.tubes(limits: limits)
    let parts = [people + visit, tests + price, drawing(plan), prescriptions, making]
    return DetailPane(
      title: say("Booking \(booking.number)"), corner: booking.price.total.formatted(in: currency),
      lines: Array(parts.filter { !$0.isEmpty }.joined(separator: [.gap])))
  }

  /// Texts that belong together under one label.
  private func lines(_ label: String, _ texts: [String], role: Role = .text) -> [Line] {
    texts.enumerated().map { Line($0.offset == 0 ? label : "", $0.element, role: role) }
  }

  private var people: [Line] {
    var lines = [Line(say("Status"), booking.status.displayName, role: booking.status.listRole)]
    if let words = booking.objectionWords {
      lines.append(
        Line(say("Decide"), words + say(" Ctrl-D keeps the visit, Ctrl-X cancels it."), role: .statusProblem))
    }
    if let reason = booking.guardReason { lines.append(Line(say("Because"), reason, role: .messageWarning)) }
    lines.append(Line(say("Client"), booking.client.name.text, role: .textStrong))
    let phones = [booking.client.phone, booking.client.secondPhone].compactMap { $0?.text }
    if !phones.isEmpty { lines.append(Line(say("Phone"), phones.joined(separator: " · "))) }
    if let email = booking.client.email { lines.append(Line(say("E-mail"), email.text)) }
    lines.append(Line(say("Pet"), booking.pet.summary(on: today), role: .textStrong))
    if booking.pet.isDeceased { lines.append(Line("", say("has died"), role: .statusProblem)) }
    if let history = booking.pet.medicalHistory, !history.isEmpty { lines.append(Line(say("History"), history)) }
    return lines
  }

  private var visit: [Line] {
    var when = booking.startsAt.text
    if let minutes = booking.durationMinutes { when += "–" + booking.startsAt.adding(minutes: minutes).time.text }
    if booking.attempt > 1 { when += say(" · visit \(booking.attempt)") }
    var lines = [Line(say("Time"), when, role: .textStrong)]
    let place = [booking.method.displayName, booking.area, booking.distance?.text].compactMap(\.self)
    lines.append(Line(say("Where"), place.joined(separator: " · ")))
    if let address = booking.address { lines.append(Line(say("Address"), address)) }
    if let link = booking.mapLink { lines.append(Line(say("Map"), link)) }
    if booking.method == .home || booking.collector != nil {
      lines.append(
        Line(
          say("Collector"), booking.collector ?? say("nobody yet"), role: booking.collector == nil ? .textDim : .text))
    }
    if let notes = booking.notes, !notes.isEmpty { lines.append(Line(say("Notes"), notes)) }
    return lines
  }

  private var tests: [Line] {
    booking.items.enumerated().map { place, item in
      let count = item.quantity > 1 ? "\(item.quantity) × " : ""
      return Line(
        place == 0 ? say("Tests") : "", "\(count)\(item.test.code) \(item.test.name) · \(item.status.displayName)",
        role: item.status == .cancelled ? .textDim : .text, trailing: item.amount.formatted(in: currency))
    }
  }

  private var price: [Line] {
    let price = booking.price
    var lines: [Line] = []
    func sum(_ label: String, _ text: String, _ amount: Money, role: Role = .text) {
      lines.append(Line(label, text, role: role, trailing: amount.formatted(in: currency)))
    }
    for (place, discount) in booking.discounts.enumerated() {
      let code = discount.isByCoupon ? booking.coupon.map { say(", coupon \($0.code)") } ?? say(", by coupon") : ""
      sum(place == 0 ? say("Discount") : "", discount.name + code, -discount.amount, role: .priceDiscount)
    }
    let rest = price.discount - booking.discounts.map(\.amount).sum()
    if rest != .zero { sum(say("Discount"), "", -rest, role: .priceDiscount) }
    if booking.method == .home { sum(say("Way"), booking.distance?.text ?? "", price.distanceCharge) }
    if price.tax != .zero { sum(say("Tax"), "", price.tax) }
    sum(say("Total"), "", price.total, role: .priceTotal)
    if let bill = booking.bill {
      lines.append(
        Line(say("Bill"), [bill.status.displayName, bill.invoiceNumber].compactMap(\.self).joined(separator: " · ")))
      if bill.settled != .zero, bill.open != .zero {
        sum(say("Paid"), "", bill.settled)
        sum(say("Open"), "", bill.open, role: .priceTotal)
      } else if bill.settled != .zero, bill.status != .paid {
        lines.append(Line("", say("everything is paid"), role: .statusDone))
      }
    }
    return lines
  }

  private func drawing(_ plan: TubePlan) -> [Line] {
    var drawn = plan.lines.enumerated().map { place, text in
      Line(
        place == 0 ? say("Tubes") : "", text,
        role: place == plan.groups.count && plan.exceedsLimit ? .statusProblem : .text)
    }
    drawn += plan.warnings.map { Line("", $0, role: .messageWarning) }
    return drawn + lines(say("Mind"), minding)
  }

  /// What to ask or to mind, once for each test.
  private var minding: [String] {
    var sentences: [String] = []
    for test in booking.openItems.map(\.test) {
      for case let words? in [test.preparation, test.instructions] where !words.isEmpty {
        let sentence = "\(test.code): \(words)"
        if !sentences.contains(sentence) { sentences.append(sentence) }
      }
    }
    return sentences
  }

  private var prescriptions: [Line] {
    booking.prescriptions.flatMap { paper in
      [
        Line(say("Document"), "\(paper.fileName) · \(paper.kindWords)"),
        Line("", paper.standingWords, role: paper.standing == .verified ? .statusDone : .statusPending),
      ]
    }
  }

  private var making: [Line] {
    let made = [booking.madeBy, booking.madeAt.text].compactMap(\.self).joined(separator: ", ")
    return [Line(say("Taken by"), made)]
      + lines(
        say("Steps"),
        booking.steps.map { step in
          let reason = step.reason.map { ": \($0)" } ?? ""
          return "\(step.at.text) \(step.to.displayName)" + (step.by.map { ", \($0)" } ?? "") + reason
        })
  }
}

extension Prescription {
  /// `PDF · 120 KB`.
  var kindWords: String {
    let kind = AttachmentKind(rawValue: fileType)?.displayName ?? fileType
    let kilobytes = max(1, (byteCount + 512) / 1024)
    return "\(kind) · \(kilobytes) KB" + (isStored ? "" : say(" · not stored here"))
  }

  /// What somebody who held the booking against it said.
  var standingWords: String {
    switch standing {
    case .unchecked: say("not checked yet")
    case .queried: say("queried: \(notes ?? "")")
    case .verified: say("verified by \(verifiedBy ?? "")") + (notes.map { ": \($0)" } ?? "")
    }
  }
}

extension FullBooking {
  /// What was learned since the booking was made, in a sentence; nil where it asks for no decision.
  var objectionWords: String? { attention?.sentence(pet: pet.name, client: client.name.text) }
}

extension BookingSummary {
  /// The booking as its history names it.
  var reference: RecordReference { RecordReference(.bookings, id.rawValue, name: number) }

  /// What the list knows of the booking, until everything about it is read.
  var pane: DetailPane {
    DetailPane(
      title: say("Booking \(number)"),
      lines: [
        DetailPane.Line(say("Status"), status.displayName, role: status.listRole),
        DetailPane.Line(say("Client"), clientName, role: .textStrong),
        DetailPane.Line(say("Pet"), "\(petName) · \(species)", role: .textStrong),
        DetailPane.Line(say("Time"), startsAt.text, role: .textStrong),
      ])
  }
}
