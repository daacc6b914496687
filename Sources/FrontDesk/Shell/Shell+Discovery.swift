import LabCore
import Tui
import Words

// How people find what can be done: the help of the place where they are, and the palette of everything.
extension Shell {
  /// What can be done where the focus stands, in the order of help and palette.
  private var actionsHere: [AvailableAction] {
    ScreenList.actions.actions(in: groups).map { AvailableAction($0, availability(of: $0)) }
  }

  /// Help for the focused field: what it is for, then every key that works now, which Enter presses.
  var helpPage: HelpPage {
    let help = screen.help
    return HelpPage(
      title: help?.title ?? ScreenList[place].title, paragraphs: help.map { [$0.text] + $0.remarks } ?? [],
      actions: editingKeys(of: help?.kind) + actionsHere)
  }

  /// The keys of the focused field or list that no action takes away from it.
  private func editingKeys(of kind: FieldHelp.Kind?) -> [AvailableAction] {
    guard let kind else { return [] }
    let taken = Set(actionsHere.filter { $0.availability == .on }.flatMap(\.action.chords))
    return EditingActions.all(for: kind).compactMap { action in
      var action = action
      let hadChords = !action.chords.isEmpty
      action.chords.removeAll(where: taken.contains)
      return action.chords.isEmpty && hadChords ? nil : AvailableAction(action)
    }
  }

  /// Every action of the program: first those of this place, then those of the other screens.
  var palette: Palette { Palette(actionsHere + actionsElsewhere) }

  /// The actions of the other screens, each with the reason where it is not for this person.
  private var actionsElsewhere: [AvailableAction] {
    guard workspace != nil else { return [] }
    return ScreenList.all.filter { $0.place != place && $0.tab != nil }.flatMap { entry in
      entry.actions.filter { !groups.contains($0.group) }.map { action in
        let refusal =
          action.permission.flatMap(Permission.init).flatMap(held.refusal)
          ?? (isOpen(entry) ? nil : entry.permissions?.first?.refusal ?? say("This screen is not for your role."))
        return AvailableAction(action, refusal.map { .off(reason: $0) } ?? .on)
      }
    }
  }

  /// Does what was chosen in help or palette: presses a key of the field, goes to the screen of an action, or takes it.
  mutating func pick(_ action: Action) -> [Effect] {
    if [EditingActions.inField, EditingActions.inList].contains(action.group) {
      return action.mainChord.map { tell(.key(KeyPress($0.key, $0.modifiers))) } ?? []
    }
    guard !groups.contains(action.group), let entry = ScreenList.all.first(where: { $0.group == action.group }) else {
      return run(action.id)
    }
    let keys = action.mainChord.map { say("\($0): \(action.title). \(action.help)") } ?? action.help
    return [.go(to: entry.place), .message(.info(keys))]
  }

  // MARK: The tour

  /// The demo alone has the tour, since its bookings are nobody's; it needs somebody who may book.
  var tourAvailability: Availability {
    guard workspace != nil, !settings.shownAccounts.isEmpty, tour == nil else { return .hidden }
    return held.refusal(of: .bookingsWrite).map { .off(reason: $0) } ?? .on
  }

  mutating func advanceTour(after event: Event) {
    guard var next = tour else { return }
    next.advance(self, after: event)
    tour = next
    guard next.isOver else { return }
    tour = nil
    message.show(say("That was a first booking. F9 and “tour” begin again; F1 helps wherever you are."))
  }
}
