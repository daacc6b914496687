import LabCore
import LabStore
import Tui
import Words

/// What is asked before something is taken off the price list.
enum PriceListQuestions {
  /// Names the panels and offers that contain a test, or says that the tests of a panel stay.
  static func switchingOff(_ entry: PriceListEntry, _ list: PriceList, _ offers: [Offer]) -> [Effect] {
    var body = [say("\(entry.name) can be booked no more. What is booked stays.")]
    switch entry {
    case .test(let test):
      let panels = list.panels(with: test.id).filter(\.panel.isActive).map(\.panel.name)
      if !panels.isEmpty {
        body.append(
          say(
            "\(panels.listed()) \(panels.count == 1 ? say("contains") : say("contain")) it and cannot be booked until it is taken out."
          )
        )
      }
      let named = PriceDetails.offers(offers, naming: test.id)
      if !named.isEmpty {
        body.append(say("\(named.listed()) \(named.count == 1 ? say("holds") : say("hold")) for it."))
      }
    case .panel: body.append(say("Its tests stay on the list."))
    }
    return [
      .ask(
        Question(
          title: say("Switch \(entry.name) off"), body: body,
          choices: [
            DialogChoice("s", say("Stay"), []),
            DialogChoice(
              "o", say("Switch it off"),
              [.blockingWork(.prices(.setActive(entry.item, version: entry.version, false)))],
              isDanger: true),
          ]))
    ]
  }

  /// Names the price that is taken back and its first day.
  static func withdrawing(from entry: PriceListEntry, in currency: Currency) -> [Effect] {
    guard let day = entry.nextDay else { return [] }
    let price: Money? =
      switch entry {
      case .test(let test): test.next?.catalogPrice
      case .panel(let panel): panel.next?.price
      }
    let words = price.map { "\($0.formatted(in: currency))" } ?? say("as its tests")
    return [
      .ask(
        Question(
          title: say("Withdraw the next price"),
          body: [say("\(entry.name), \(words) from \(day.text) on. The price before it holds on instead.")],
          choices: [
            DialogChoice("s", say("Stay"), []),
            DialogChoice(
              "w", say("Withdraw it"),
              [.blockingWork(.prices(.withdrawPrice(entry.item, version: entry.version, from: day)))],
              isDanger: true),
          ]))
    ]
  }
}
