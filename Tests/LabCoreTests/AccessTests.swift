import LabCore
import Testing

@Suite("Roles and permissions")
struct AccessTests {
  @Test(
    "Each role may do this by default",
    arguments: [
      (
        StaffRole.receptionist,
        "clients.read clients.write bookings.read bookings.write bookings.cancel visits.assign reports.read "
          + "reports.deliver billing.read billing.write catalogue.read audit.own"
      ),
      (.collector, "visits.progress catalogue.read analytics.own audit.own"),
      (
        .labTech,
        "specimens.receive reports.read reports.enter reports.verify reports.deliver reports.amend catalogue.read "
          + "audit.own"
      ),
      (.analyst, "catalogue.read analytics.read"),
      (
        .admin,
        "clients.read clients.write bookings.read bookings.write bookings.cancel bookings.cancel_collected "
          + "prescriptions.verify visits.assign specimens.receive reports.read reports.verify reports.deliver "
          + "reports.amend billing.read billing.write billing.refund catalogue.read prices.write offers.write clinic.write staff.manage "
          + "analytics.read audit.read audit.own"
      ),
      (
        .organizationOwner,
        "clients.read clients.write bookings.read bookings.write bookings.cancel bookings.cancel_collected "
          + "prescriptions.verify visits.assign reports.read billing.read billing.write billing.refund catalogue.read "
          + "prices.write offers.write clinic.write staff.manage analytics.read audit.read audit.own"
      ),
    ])
  func defaults(_ role: StaffRole, _ codes: String) {
    let held = Permission.allCases.filter { role.defaultPermissions.contains($0) }
    #expect(held.map(\.code).joined(separator: " ") == codes)
  }

  @Test("A refusal says who could")
  func whoCan() {
    #expect(Permission.clinicWrite.refusal == "Only Admin or Organisation owner may change clinic settings.")
    #expect(Permission.reportsEnter.whoCan == "Lab technician")
    #expect(Permission.organizationsManage.refusal == "Only the system administrator may manage organisations.")
    #expect(Permissions([.clinicWrite]).refusal(of: .clinicWrite) == nil)
  }

  @Test("Codes of a newer database are left out")
  func codes() {
    let permissions = Permissions(codes: ["clients.read", "vouchers.sell"])
    #expect(permissions.granted == [.clientsRead])
    #expect(Permissions.none.allow(.clientsRead) == false)
  }

  @Test("Only the moves that one may make are offered")
  func moves() {
    let receptionist = Permissions(StaffRole.receptionist.defaultPermissions)
    #expect(receptionist.moves(from: BookingStatus.confirmed).map(\.to) == [.assigned, .arrived, .cancelled])
    #expect(receptionist.moves(from: BookingStatus.collected).isEmpty)
    let collector = Permissions(StaffRole.collector.defaultPermissions)
    #expect(collector.moves(from: BookingStatus.assigned).map(\.to) == [.enRoute, .noShow])
  }

  @Test("No two permissions share a deed")
  func deeds() {
    #expect(Set(Permission.allCases.map(\.deed)).count == Permission.allCases.count)
  }
}
