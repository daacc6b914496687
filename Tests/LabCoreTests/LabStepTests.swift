import LabCore
import Testing

@Suite("The lab's steps")
struct LabStepTests {
  @Test(
    "What follows by hand when all goes well",
    arguments: [
      (ItemStatus.collected, .processing), (.processing, nil), (.rejected, .recollectPending),
      (.recollectPending, .collected), (.completed, nil), (.cancelled, nil),
    ] as [(ItemStatus, ItemStatus?)])
  func usual(_ status: ItemStatus, _ next: ItemStatus?) {
    #expect(status.usualNext == next)
  }

  @Test("A way on behalf of everybody comes before one for own visits, and whoever has none is told who could")
  func ways() {
    let tech = Permissions(StaffRole.labTech.defaultPermissions)
    #expect(tech.move(.collected, to: .processing)?.needsReason == false)
    #expect(tech.move(.collected, to: .rejected)?.needsReason == true)
    #expect(tech.move(.recollectPending, to: .collected) == nil)
    #expect(
      tech.refusal(of: .recollectPending, to: .collected)
        == "Only Receptionist, Admin or Organisation owner may assign visits to collectors.")
    let both = Permissions([Permission.visitsProgress, .visitsAssign])
    #expect(both.move(.recollectPending, to: .collected)?.ownRows == false)
    #expect(both.refusal(of: .recollectPending, to: .collected) == nil)
    let collector = Permissions([Permission.visitsProgress])
    #expect(collector.move(.recollectPending, to: .collected)?.ownRows == true)
  }
}
