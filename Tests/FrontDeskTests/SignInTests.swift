@testable import FrontDesk
import LabCore
import TestSupport
import Testing
import Tui

@Suite("Signing in", .clinic)
@MainActor
struct SignInTests {
  @Test("Organisation, phone and password open the bookings", arguments: TestClinic.accounts)
  func everyRoleSignsIn(_ account: TestClinic.Account) async throws {
    let desk = try await DeskDriver.start()
    await desk.type(account.slug).press(.enter).type(account.phone).press(.enter).type(account.password).press(.enter)
    let role = try #require(StaffRole(rawValue: account.role))
    desk.expectPlace(ScreenList.home(for: Permissions(role.defaultPermissions)))
    desk.expectLine(containing: account.name).expectLine(containing: "City Vet Lab")
  }

  @Test("A phone is read in the format it is typed in", arguments: ["98111 00001", "098111-00001", "+91 98111 00001"])
  func phoneFormats(_ phone: String) async throws {
    let desk = try await DeskDriver.start()
    await desk.type("city").press(.tab).type(phone).press(.tab).type(TestClinic.password).press("Ctrl-S")
    desk.expectPlace(.bookings)
  }

  @Test("A wrong password says so, keeps organisation and phone, and waits for the next try")
  func wrongPassword() async throws {
    let desk = try await DeskDriver.start()
    await desk.type("city").press(.enter).type("9811100001").press(.enter).type("not this one").press(.enter)
    desk.expectPlace(.signIn).expectMessage("Organisation, phone or password is not right.")
    #expect(desk.signIn?.form.text(.organization) == "city")
    #expect(desk.signIn?.form.text(.phone) == "9811100001")
    #expect(desk.signIn?.form.text(.password) == "")
    await desk.type(TestClinic.password).press(.enter)
    desk.expectPlace(.bookings)
  }

  @Test("After five wrong passwords even the right one is refused")
  func lockout() async throws {
    let desk = try await DeskDriver.start()
    await desk.type("city").press(.enter).type("9811100001").press(.enter)
    for _ in 1...4 { await desk.type("not this one").press(.enter) }
    desk.expectMessage("One try is left")
    await desk.type("not this one").press(.enter).type(TestClinic.password).press(.enter)
    desk.expectPlace(.signIn).expectMessage("locked")
  }

  @Test("An account of one organisation does not open another")
  func otherOrganization() async throws {
    let desk = try await DeskDriver.start()
    await desk.type("hills").press(.enter).type(TestClinic.receptionist.phone).press(.enter).type(TestClinic.password)
      .press(.enter)
    desk.expectPlace(.signIn).expectMessage("Organisation, phone or password is not right.")
  }

  @Test("The other organisation shows its own name and none of the first one's bookings")
  func neighbour() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.neighbour)
    desk.expectLine(containing: "Hill Animal Lab").expectLine(containing: "No bookings").expectNoLine(
      containing: "Nala")
  }

  @Test("Signing out goes back to the sign-in screen with nothing of the session left")
  func signOut() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("F10", "o")
    desk.expectPlace(.signIn).expectNoLine(containing: "Asha Rao").expectNoLine(containing: "Nala")
    #expect(desk.signIn?.form.text(.organization) == "city")
  }

  @Test("Keys typed while the password is checked reach the bookings")
  func typeAhead() async throws {
    let desk = try await DeskDriver.start(settings: .init(slug: "city", phone: TestClinic.receptionist.phone))
    await desk.rapidly(.text(TestClinic.password), .enter, "Ctrl-N", .text("98450"))
    desk.expectPlace(.bookings).expectField(.client, "98450")
  }
}
