import EmbeddedPostgres
@testable import FrontDesk
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// Changes something as the owner of the tables would, past what holds for desks.
func changeElsewhere(_ statement: SQL) async throws {
  _ = try await TestDatabase.current.connect(as: .owner).query(statement)
}

extension DeskDriver {
  var staff: StaffScreen? { app.state.screen as? StaffScreen }
  var offers: OffersScreen? { app.state.screen as? OffersScreen }
  var organizations: OrganizationsScreen? { app.state.screen as? OrganizationsScreen }
  var pets: PetsScreen? { app.state.screen as? PetsScreen }
  var distance: DistanceScreen? { app.state.screen as? DistanceScreen }
  var hours: HoursScreen? { app.state.screen as? HoursScreen }
  var settings: SettingsScreen? { app.state.screen as? SettingsScreen }
  var report: ReportScreen? { app.state.screen as? ReportScreen }
  var numbers: NumbersScreen? { app.state.screen as? NumbersScreen }
  var prices: PriceListScreen? { app.state.screen as? PriceListScreen }

  /// Goes to a page under F8 as a person would.
  @discardableResult
  func openPage(
    _ place: Place, typing text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async -> DeskDriver {
    await press("F8").type(text).press(.enter)
    return expectPlace(place, sourceLocation: sourceLocation)
  }

  @discardableResult
  func openStaff(sourceLocation: SourceLocation = #_sourceLocation) async -> DeskDriver {
    await openPage(.staff, typing: "staff", sourceLocation: sourceLocation)
  }

  @discardableResult
  func openOrganizations(sourceLocation: SourceLocation = #_sourceLocation) async -> DeskDriver {
    await openPage(.organizations, typing: "organisations", sourceLocation: sourceLocation)
  }

  /// Goes to the page of the offers by the palette, whichever screen lists it.
  @discardableResult
  func openOffers(sourceLocation: SourceLocation = #_sourceLocation) async -> DeskDriver {
    await press("F9").type("offers").press(.enter)
    return expectPlace(.offers, sourceLocation: sourceLocation)
  }

  /// Expects a text that may go on over several rows.
  @discardableResult
  func expectText(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> DeskDriver {
    let words = lines.map { $0.split(separator: "│").joined(separator: " ") }.joined(separator: " ")
    let flowing = words.split(separator: " ").joined(separator: " ")
    if !flowing.contains(text) { fail("“\(text)” does not stand here.", sourceLocation: sourceLocation) }
    return self
  }

  /// Goes to the page of tests and prices under F7.
  @discardableResult
  func openPrices(sourceLocation: SourceLocation = #_sourceLocation) async -> DeskDriver {
    await press("F7").type("tests").press(.enter)
    return expectPlace(.prices, sourceLocation: sourceLocation)
  }

  /// Goes to the page of the home visit charge under F7.
  @discardableResult
  func openDistance(sourceLocation: SourceLocation = #_sourceLocation) async -> DeskDriver {
    await press("F7").type("home").press(.enter)
    return expectPlace(.distance, sourceLocation: sourceLocation)
  }

  /// Goes to the page of the hours under F7.
  @discardableResult
  func openHours(sourceLocation: SourceLocation = #_sourceLocation) async -> DeskDriver {
    await press("F7").type("hours").press(.enter)
    return expectPlace(.hours, sourceLocation: sourceLocation)
  }

  /// Goes to the page of the settings under F7.
  @discardableResult
  func openSettings(sourceLocation: SourceLocation = #_sourceLocation) async -> DeskDriver {
    await press("F7").type("settings").press(.enter)
    return expectPlace(.settings, sourceLocation: sourceLocation)
  }

  /// Finds one record of the list in front by typing, in place of what was typed before.
  @discardableResult
  func find(_ text: String) async -> DeskDriver {
    if [staff?.table.filter, organizations?.table.filter, prices?.table.filter].contains(where: { $0?.isEmpty == false }
    ) {
      await press("Ctrl-U")
    }
    return await type(text)
  }

  /// Expects an action of the screen in front to be greyed with a reason; nil expects that it can be taken.
  @discardableResult
  func expectRefused(
    _ id: Action.ID, _ reason: String?, sourceLocation: SourceLocation = #_sourceLocation
  ) -> DeskDriver {
    let explanation = ScreenList.actions[id].flatMap { app.state.availability(of: $0).explanation }
    switch (explanation, reason) {
    case (nil, nil): break
    case (let said?, let reason?) where said.contains(reason): break
    default:
      fail(
        "\(id): “\(explanation ?? "can be taken")”, not “\(reason ?? "can be taken")”.", sourceLocation: sourceLocation)
    }
    return self
  }

  /// Signs somebody in on the sign-in screen that somebody else has left, whichever field the keys go to.
  func signIn(again account: TestClinic.Account, password: String? = nil) async {
    for _ in 0..<3 where signIn?.form.focus != .phone { await press(.backTab) }
    await press("Ctrl-E", "Ctrl-U").type(account.phone)
    for _ in 0..<3 where signIn?.form.focus != .password { await press(.tab) }
    await press("Ctrl-E", "Ctrl-U").type(password ?? account.password).press(.enter)
  }

  /// Hears that the session of this desk has changed, as the listener tells it, and waits.
  func hearOfOwnSession() async {
    guard let id = app.state.workspace?.profile.sessionID else { return }
    app.notice(table: "staff_sessions", id: id)
    await idle()
  }
}
