@testable import FrontDesk
import Postgres
import TestSupport
import Testing
import Tui

/// Somebody who never called before, or whose record is not complete.
@Suite("A new client", .clinic)
@MainActor
struct NewClientTests {
  @Test("Client and pet are made in place, with the booking and not before")
  func inPlace() async throws {
    let desk = try await DeskDriver.signedIn()
    let rows = try await Rows.open()
    let before = try await rows.written()
    await desk.press("Ctrl-N").type("98860 54321").press(.enter)
    desk.expectFocus(.name).expectField(.phone, "98860 54321")
    await desk.type("Noor Ahmed").press(.enter, .enter, .enter)
    desk.expectFocus(.petName)
    await desk.type("Simba").press(.enter).type("cat").press(.enter)
    await desk.type("Bombay").press(.enter).type("male").press(.enter).type("2y").press(.enter).type("4.1").press(
      .enter)
    desk.expectFocus(.tests)
    await desk.type("cbc").press(.enter)
    await desk.go(to: .address).type("5 Rose Lane, Bengaluru").press(.enter)
    await desk.replace(.distance, "6.5")
    #expect(try await rows.written() == before)
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
    #expect(
      try await rows.texts(
        """
        select concat_ws('|', u.full_name, u.phone, p.name, p.species, p.breed, p.sex, p.weight_kg, p.birth_precision,
          a.address_line1, b.estimated_distance_m, b.distance_charge)
        from bookings b
        join users u on u.organization_id = b.organization_id and u.id = b.user_id
        join pets p on p.organization_id = b.organization_id and p.id = b.pet_id
        join addresses a on a.organization_id = b.organization_id and a.id = b.collection_address_id
        where b.request_key is not null
        """)
        == ["Noor Ahmed|+919886054321|Simba|Cat|Bombay|male|4.100|year|5 Rose Lane, Bengaluru|6500|10250"])
  }

  @Test("A name that nobody has opens a new client under that name")
  func byName() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("Zoya Xavier").press(.enter)
    desk.expectField(.name, "Zoya Xavier").expectField(.phone, "")
  }

  @Test("A known client gets another pet")
  func newPet() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("meera").press(.enter)
    await desk.replace(.pet, "new").press(.enter)
    desk.expectFocus(.petName)
    await desk.type("Kiwi").press(.enter).type("bird").press(.enter)
    await desk.go(to: .tests).type("fec").press(.enter).go(to: .method).type("walk").press(.enter, "Ctrl-S")
    desk.expectConfirmed()
    let rows = try await Rows.open()
    #expect(
      try await rows.texts(
        """
        select u.full_name || ' ' || p.name || ' ' || p.species from bookings b
        join users u on u.organization_id = b.organization_id and u.id = b.user_id
        join pets p on p.organization_id = b.organization_id and p.id = b.pet_id where b.request_key is not null
        """) == ["Meera Iyer Kiwi Bird"])
  }

  @Test("A placeholder pet is completed before it can be booked")
  func placeholder() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("kavya").press(.enter)
    desk.expectFocus(.petName).expectField(.petName, "")
    await desk.type("Momo").press(.enter).type("rabbit").press(.enter)
    await desk.go(to: .tests).type("urn").press(.enter)
    await desk.go(to: .address).type("9 Hill Street, Bengaluru").press("Ctrl-S")
    desk.expectConfirmed()
    let rows = try await Rows.open()
    #expect(
      try await rows.texts(
        "select name || ' ' || species || ' ' || is_placeholder from pets where id = 4 and user_id = 4")
        == ["Momo Rabbit false"])
    #expect(try await rows.count("select count(*) from pets where user_id = 4") == 1)
  }
}
