@testable import FrontDesk
import LabCore
import Testing

@Suite("Homes")
struct HomeTests {
  @Test(
    "Everybody starts where their work is",
    arguments: [
      (StaffRole.receptionist, Place.bookings), (.collector, .stops), (.labTech, .reports), (.analyst, .numbers),
      (.admin, .bookings), (.organizationOwner, .bookings),
    ])
  func home(_ role: StaffRole, _ place: Place) {
    #expect(ScreenList.home(for: Permissions(role.defaultPermissions)) == place)
  }

  @Test("Whoever may do nothing starts at the pages that are everybody's")
  func nothing() {
    #expect(ScreenList.home(for: .none) == .more)
  }
}
