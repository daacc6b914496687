@testable import FrontDesk
import LabCore
import LabStore
import TestSupport
import Testing
import Tui

/// How somebody who has read nothing finds what they need.
@Suite("Help, palette and the first day", .clinic)
@MainActor
struct DiscoveryTests {
  private static let demo = Settings(
    slug: TestClinic.receptionist.slug, phone: TestClinic.receptionist.phone,
    shownAccounts: [
      Settings.ShownAccount(organization: "city", role: "receptionist", name: "Asha Rao", phone: "1", password: "x")
    ], origin: "test")

  // MARK: Help

  @Test("F1 explains the field, says what is wrong with it, and lists its keys before the commands")
  func field() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N", "Ctrl-S").go(to: .client).press("F1")
    desk.expectLine(containing: "┌─ Client").expectLine(containing: "It has to be filled.")
    desk.expectLine(containing: "In the field").expectLine(containing: "List what fits")
  }

  @Test("Help is filtered by typing, and Enter presses the key that was found, in the field as in the list")
  func pressing() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").go(to: .method).press("F1").type("what fits").press(.enter)
    desk.expectLine(containing: "Walk-in")
    await desk.press(.escape, "F1").type("see the list").press(.enter)
    if case .list? = desk.bookings?.mode {} else { Issue.record("The list is not in front.") }
    await desk.press("F1").type("another page").press(.enter)
    desk.expectPlace(.bookings)
  }

  @Test("A key that an action takes away from the field is not listed as the field's")
  func takenKeys() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N", "F1")
    let keys = desk.app.state.helpPage.actions.visible
    for entry in keys where entry.action.id.hasPrefix("edit.") {
      for chord in entry.action.chords {
        let other = keys.first { $0.action.id != entry.action.id && $0.action.chords.contains(chord) }
        #expect(other == nil, "\(chord) is also \(other?.action.id ?? "")")
      }
    }
  }

  @Test("Every screen explains itself", arguments: ScreenList.all.map(\.place))
  func screens(_ place: Place) async throws {
    for account in [TestClinic.receptionist, TestClinic.collector, TestClinic.labTechnician, TestClinic.owner, TestClinic.superuser] {
      let desk = try await DeskDriver.signedIn(as: account)
      guard let tab = ScreenList[place].tab, desk.app.state.availability(of: tab) == .on else {
        await desk.close()
        continue
      }
      await desk.press("F9").type(tab.title).press(.enter, "F1")
      guard desk.place == place else {
        await desk.close()
        continue
      }
      #expect(desk.app.state.helpPage.paragraphs.isEmpty == false)
      #expect(desk.app.state.screen.help?.text.isEmpty == false)
      await desk.close()
      return
    }
  }

  // MARK: Palette

  @Test("The palette finds the actions of every screen, goes there and names the key")
  func elsewhere() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("F9").type("day off").press(.enter)
    desk.expectPlace(.board).expectMessage("Ctrl-E: Day off.")
  }

  @Test("What is not for somebody says why and who could, and opens nothing")
  func refused() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("F9").type("new offer")
    desk.expectLine(containing: "Only Admin or Organisation owner may change offers and coupons.")
    await desk.press(.enter)
    desk.expectPlace(.bookings).expectMessage("Only Admin or Organisation owner may change offers and coupons.")
  }

  @Test("Every action of the program stands in the palette once")
  func everything() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.owner)
    await desk.press("F9")
    let ids = desk.app.state.palette.visible.map(\.action.id)
    #expect(Set(ids).count == ids.count)
    let reachable = ScreenList.all.filter { $0.tab != nil && $0.place != desk.place }.flatMap(\.actions).map(\.id)
    #expect(Set(reachable).subtracting(ids) == [])
  }

  // MARK: The first day

  @Test("The tour tells each step of one booking and goes on when it was done")
  func tour() async throws {
    let desk = try await DeskDriver.start(settings: Self.demo)
    await desk.type(TestClinic.password).press(.enter)
    desk.expectMessage("First day? F9, then type tour and Enter.")
    await desk.press("F9").type("tour").press(.enter)
    desk.expectLine(containing: "1/11").expectLine(containing: "Ctrl-N opens a new booking")
    await desk.press("Ctrl-N")
    desk.expectLine(containing: "2/11")
    await desk.type("bruno").press(.enter)
    desk.expectLine(containing: "4/11")
    await desk.type("cbc").press(.enter)
    desk.expectLine(containing: "6/11").expectGolden("tour-80x24")
    await desk.press("Ctrl-S")
    desk.expectConfirmed().expectLine(containing: "7/11")
    await desk.press(.escape)
    desk.expectLine(containing: "8/11")
    await desk.type("bruno").press(.enter)
    desk.expectLine(containing: "9/11")
    await desk.press("F4")
    desk.expectLine(containing: "10/11")
    await desk.type("bruno").press("Ctrl-S")
    desk.expectLine(containing: "11/11")
    await desk.press("F9")
    desk.expectNoLine(containing: "11/11")
    await desk.press(.escape)
  }

  @Test("The tour can be left at any time, and a lab of one's own has none")
  func leaving() async throws {
    let desk = try await DeskDriver.start(settings: Self.demo)
    await desk.type(TestClinic.password).press(.enter).press("F9").type("tour").press(.enter)
    await desk.press("F9").type("end the tour").press(.enter)
    desk.expectNoLine(containing: "1/11")
    await desk.close()
    let own = try await DeskDriver.signedIn()
    #expect(own.app.state.tourAvailability == .hidden)
  }
}
