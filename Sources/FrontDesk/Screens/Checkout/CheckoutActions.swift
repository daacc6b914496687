import LabCore
import LabStore
import Tui
import Words

/// What can be done on the checkout preview.
enum CheckoutActions {
  static let group: Phrase = "Checkout"

  static let book = Action(
    id: "checkout.book", title: "To the intake", help: "Takes client, tests, day and code over to the intake.",
    chords: [Chord(.character("q"), .alt)], group: group, permission: Permission.bookingsWrite.code, barPriority: 1)
  static let clear = Action(
    id: "checkout.clear", title: "Start over", help: "Empties the preview; nothing of it was stored.",
    chords: [Chord(.character("n"), .control)], group: group, barPriority: 2)
  static let useBest = Action(
    id: "checkout.best", title: "Use the best code", help: "Puts the code that saves most into the code field.",
    chords: [Chord(.character("t"), .control)], group: group, barPriority: 3)

  static let offers = Action(
    id: "checkout.offers", title: "Offers", help: "Shows the offers and their codes.",
    chords: [Chord(.character("l"), .control)], group: group, permission: Permission.offersWrite.code, barPriority: 4)

  static let all = [book, clear, useBest, offers]
}

extension CheckoutScreen {
  package static let entry = ScreenEntry(
    place: .checkout, name: "Checkout", group: CheckoutActions.group, actions: CheckoutActions.all,
    tab: Action(
      id: "screen.checkout", title: "Checkout", help: "What a cart would cost, with which code, and why.",
      chords: [Chord(.function(6))], group: Shell.tabGroup),
    permissions: [.bookingsWrite]
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the checkout opens after sign-in") }
    return CheckoutScreen(workspace, now: context.clock.local(workspace.profile.clock))
  }
}
