import LabCore
import Testing

@Suite("A collector's steps")
struct FieldStepTests {
  @Test(
    "What follows at the door when all goes well, and when not",
    arguments: [
      (BookingStatus.confirmed, nil, nil), (.assigned, .enRoute, .noShow), (.enRoute, .arrived, .noShow),
      (.arrived, .collected, .failedVisit), (.collected, nil, nil), (.noShow, nil, nil), (.cancelled, nil, nil),
    ] as [(BookingStatus, BookingStatus?, BookingStatus?)])
  func steps(_ status: BookingStatus, _ usual: BookingStatus?, _ setback: BookingStatus?) {
    #expect(status.usualStep?.to == usual)
    #expect(status.setback?.to == setback)
    #expect(status.waitsForCollector == (usual != nil))
  }
}
