import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// What bookings cost where prices change from one day to the next.
@Suite("Bookings at the prices of their day", .clinic)
struct BookedPriceTests {
  private func changePrices() async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    let day = try #require(CalendarDate("2099-04-01"))
    let list = try await owner.priceList()
    let count = try #require(list.tests.first { $0.test.code == "CBC" })
    try await owner.setPrice(
      of: count.id, version: count.version, from: day, to: Money(minorUnits: 50_000), reduced: nil)
    let wellness = try #require(list.panels.first { $0.panel.code == "WELL" })
    try await owner.setPrice(of: wellness.id, version: wellness.version, from: day, to: Money(minorUnits: 110_000))
  }

  /// The items of a booking with their prices, and its subtotal.
  private func items(of booking: BookingID) async throws -> String {
    try await everything().texts(
      """
      select string_agg(t.code || ':' || i.unit_price, ' ' order by i.id) || ' = ' || min(b.subtotal)
      from booking_items i join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
      join tests t on t.organization_id = i.organization_id and t.id = i.test_id
      where i.booking_id = \(booking)
      """)[0]
  }

  private func confirm(_ request: BookingRequest, by desk: Desk) async throws -> BookingID {
    guard case .confirmed(let booking) = try await desk.confirm(request) else {
      throw DeskError(.other, "The price is not what was accepted.")
    }
    return booking.id
  }

  @Test("A booking costs what the day of its visit says, and a panel what it says for all of its tests")
  func days() async throws {
    try await changePrices()
    let desk = try await signedIn()
    let requests = try await Requests(desk)
    let before = try await confirm(try requests.visit(1, at: "2099-03-31 09:00:00"), by: desk)
    #expect(try await items(of: before) == "CBC:45000 LFT:60000 = 105000")
    let after = try await confirm(try requests.visit(2, at: "2099-04-01 09:00:00"), by: desk)
    #expect(try await items(of: after) == "CBC:50000 LFT:60000 = 110000")
    let panel = try await confirm(try requests.visit(3, ["WELL"], at: "2099-03-31 11:00:00"), by: desk)
    #expect(try await items(of: panel) == "CBC:45000 LFT:60000 KFT:55000 = 160000")
    // 500, 600 and 550 make 1650; 1100 is two thirds of it: 333.33, 400.00 and 366.66, and the odd unit to the 366.
    let package = try await confirm(try requests.visit(4, ["WELL"], at: "2099-04-01 11:00:00"), by: desk)
    #expect(try await items(of: package) == "CBC:33333 LFT:40000 KFT:36667 = 110000")
  }

  @Test("A price that another desk changed since the form was opened is shown before anything is saved")
  func stale() async throws {
    let desk = try await signedIn()
    let request = try await Requests(desk).visit(1, at: "2099-04-01 09:00:00")
    try await changePrices()
    guard case .priceChanged(let quote) = try await desk.confirm(request) else {
      Issue.record("confirmed at another price")
      return
    }
    #expect(quote.lines.map(\.unitPrice.minorUnits) == [50_000, 60_000])
    #expect(try await everything().count("select count(*) from bookings where organization_id = 1") == 7)
  }

  @Test("What is on a booking keeps its price; what is added costs what the day of the visit says")
  func changes() async throws {
    let desk = try await signedIn()
    let id = try await confirm(try await Requests(desk).visit(1, ["CBC"], at: "2099-04-01 09:00:00"), by: desk)
    try await changePrices()
    let shelf = try await desk.readShelf()
    let wellness = try #require(shelf.catalogue.panels.first { $0.code == "WELL" })
    let blood = try #require(shelf.catalogue.tests.first { $0.code == "CBC" })
    var change = Revision(
      id: id, version: try await desk.booking(id).version,
      cart: Cart([CartEntry(.test(blood.id), quantity: 2), CartEntry(.panel(wellness.id))]),
      distance: Distance("5 km"), couponCode: "", currency: try await desk.profile().currency)
    guard case .priced(let quote, _) = try await desk.revise(change) else {
      Issue.record("saved without a price")
      return
    }
    change.accepted = quote
    _ = try await desk.revise(change)
    // The first blood count as agreed, the second at the price of the day, the others at their parts of the package.
    #expect(try await items(of: id) == "CBC:45000 CBC:50000 LFT:40000 KFT:36667 = 171667")
  }

  @Test("A booking with a package that loses a test keeps the parts that were agreed for the others")
  func losing() async throws {
    try await changePrices()
    let desk = try await signedIn()
    let id = try await confirm(try await Requests(desk).visit(1, ["WELL"], at: "2099-04-01 09:00:00"), by: desk)
    let booking = try await desk.booking(id)
    var change = Revision(
      id: id, version: booking.version, cart: Cart(booking.items.dropFirst().map { CartEntry(.test($0.test.id)) }),
      distance: Distance("5 km"), couponCode: "", currency: try await desk.profile().currency)
    guard case .priced(let quote, _) = try await desk.revise(change) else {
      Issue.record("saved without a price")
      return
    }
    change.accepted = quote
    _ = try await desk.revise(change)
    #expect(try await items(of: id) == "LFT:40000 KFT:36667 = 76667")
  }
}
