import LabCore
import LabStore
package import Tui
import Words

/// The tubes that were collected and have not arrived at the lab, oldest first: who has them and since when.
package struct TubesScreen: Screen {
  private(set) var tubes: [OpenTube] = []
  private(set) var isLoaded = false
  var table: Table<SpecimenID>
  private(set) var profile: Profile
  private(set) var now: LocalDateTime

  init(_ profile: Profile, now: LocalDateTime) {
    self.profile = profile
    self.now = now
    table = Self.emptyTable
  }

  /// The tube that keys act on.
  var selected: OpenTube? { table.selection.flatMap { id in tubes.first { $0.id == id } } }

  /// Whether the person sees the tubes of others too.
  var seesAll: Bool { profile.permissions.allow(.specimensReceive) || profile.permissions.allow(.visitsAssign) }

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown, .changed("specimens", _), .changed("booking_items", _), .changed("bookings", _): return read
    case .minute(let moment):
      now = moment
      table.replaceRows(tubes.map(row))
    case .key(let press):
      switch table.handle(press) {
      case .activated where profile.permissions.allow(.bookingsRead): return openBooking()
      case .ignored where press == KeyPress(.escape): return [.go(to: seesAll ? .more : .stops)]
      default: break
      }
    case .paste(let text): _ = table.paste(text)
    case .action(TubesActions.booking.id): return openBooking()
    case .action(EverywhereActions.refresh.id): return read
    case .answer(.openTubes(let tubes)): receive(tubes)
    case .answer(.profile(let profile)): self.profile = profile
    case .answer(.failed(.readOpenTubes, let error)): return [.message(.error(error.sentence))]
    case .action, .answer, .handed, .changed: break
    }
    return []
  }

  private var read: [Effect] { [.work(.readOpenTubes, slot: .screen(.tubes))] }

  private func openBooking() -> [Effect] {
    selected.map { [.hand(.booking($0.bookingNumber), to: .bookings)] } ?? []
  }

  private mutating func receive(_ tubes: [OpenTube]) {
    self.tubes = tubes
    isLoaded = true
    table.emptyText = seesAll ? say("Every tube has arrived.") : say("You have no tube to hand over.")
    table.replaceRows(tubes.map(row))
    if table.selection == nil { table.selectFirst() }
  }

  package func availability(of action: Action.ID) -> Availability {
    switch action {
    case TubesActions.booking.id: selected == nil ? .hidden : .on
    case EverywhereActions.refresh.id: .on
    default: .hidden
    }
  }

  package var help: FieldHelp? {
    FieldHelp(
      title: say("Tubes"),
      text:
        say(
          "Tubes that were collected and have not arrived at the lab, the one that is out longest first. Typing finds "
            + "one by number, pet, booking, test or collector. A tube leaves the list when the lab has received it."))
  }

  package var standingMessage: Message? {
    guard let selected else { return nil }
    let way = profile.permissions.allow(.bookingsRead) ? say(" Enter opens the booking.") : ""
    return .info(say("\(selected.number) of \(selected.petName), booking \(selected.bookingNumber).\(way)"))
  }
}
