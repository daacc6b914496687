@testable import FrontDesk
import LabCore
import Postgres
import TestSupport
import Testing
import Tui

/// A new client or pet that may be here already: shown before anything is saved, chosen or kept apart.
@Suite("Likely duplicates in the intake", .clinic)
@MainActor
struct LikelyDuplicateTests {
  nonisolated static let usual = Size(rows: 24, columns: 80)
  nonisolated static let sizes = [usual, Size(rows: 20, columns: 60), Size(rows: 50, columns: 160)]

  /// Types a new client who sounds like Priya Sharma and has her number, with a dog that is called as hers.
  private func preeya(_ size: Size = usual) async throws -> DeskDriver {
    let desk = try await DeskDriver.signedIn(size: size)
    await desk.press("Ctrl-N").type("Zoya Xavier").press(.enter).type("98450 12345").press(.enter)
    await desk.replace(.name, "Preeya Sharma")
    await desk.go(to: .petName).type("Bruno").press(.enter).type("dog").press(.enter)
    await desk.go(to: .tests).type("cbc").press(.enter)
    await desk.go(to: .address).type("5 Rose Lane, Bengaluru")
    return await desk.press("Ctrl-S")
  }

  private func pairs() async throws -> [String] {
    try await Rows.open().texts(
      """
      select concat_ws(' ', first_client_id, second_client_id, first_pet_id, second_pet_id) from not_duplicates order by id
      """)
  }

  /// Client and pet of the booking that was made.
  private func booked() async throws -> [String] {
    try await Rows.open().texts(
      """
      select concat_ws('|', u.full_name, u.phone, p.name, b.address) from bookings b
      join users u on u.organization_id = b.organization_id and u.id = b.user_id
      join pets p on p.organization_id = b.organization_id and p.id = b.pet_id where b.request_key is not null
      """)
  }

  @Test("They are shown with what they have in common, and nothing is saved", arguments: sizes)
  func shown(_ size: Size) async throws {
    let rows = try await Rows.open()
    let before = try await rows.written()
    let desk = try await preeya(size)
    desk.expectLine(containing: "Is Preeya Sharma here already?").expectMessage("Enter books for this client")
    #expect(try await rows.written() == before)
    desk.expectGolden("duplicates-\(size.columns)x\(size.rows)")
  }

  @Test("Esc goes back to the form as it was typed, and Ctrl-S shows them again")
  func back() async throws {
    let desk = try await preeya()
    await desk.press(.escape)
    desk.expectNoLine(containing: "here already?").expectField(.name, "Preeya Sharma").expectField(.petName, "Bruno")
    desk.expectField(.address, "5 Rose Lane, Bengaluru").expectPicks(.tests, ["CBC"])
    await desk.press("Ctrl-S")
    desk.expectLine(containing: "Is Preeya Sharma here already?")
  }

  @Test("None of these: the booking is confirmed, and they are kept apart from then on")
  func nobody() async throws {
    let desk = try await preeya()
    await desk.press(.down, .down, .down)
    desk.expectMessage("it is remembered")
    await desk.press(.enter)
    desk.expectConfirmed()
    #expect(try await booked() == ["Preeya Sharma|+919845012345|Bruno|5 Rose Lane, Bengaluru"])
    #expect(try await pairs() == ["1 8", "2 8", "1 10"])
  }

  @Test("The client who is meant is taken; address, tests and pet stay, and so does the question about the pet")
  func client() async throws {
    let desk = try await preeya()
    await desk.press(.enter)
    desk.expectMessage("Priya Sharma is taken").expectPicks(.client, ["Priya Sharma"]).expectPicks(.pet, ["New pet"])
    desk.expectField(.petName, "Bruno").expectField(.address, "5 Rose Lane, Bengaluru").expectPicks(.tests, ["CBC"])
    await desk.press("Ctrl-S")
    desk.expectLine(containing: "Is Bruno here already?").expectLine(containing: "like name, same client")
    await desk.press(.enter)
    desk.expectPicks(.pet, ["Bruno"])
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
    #expect(try await booked() == ["Priya Sharma|+919845012345|Bruno|5 Rose Lane, Bengaluru"])
    #expect(try await pairs() == [])
    #expect(try await Rows.open().count("select count(*) from pets where name = 'Bruno'") == 1)
  }

  @Test("The pet that is meant brings its client")
  func pet() async throws {
    let desk = try await preeya()
    await desk.press(.down, .down)
    desk.expectMessage("this pet and its client")
    await desk.press(.enter)
    desk.expectPicks(.client, ["Priya Sharma"]).expectPicks(.pet, ["Bruno"]).expectPicks(.tests, ["CBC"])
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
    #expect(try await booked() == ["Priya Sharma|+919845012345|Bruno|5 Rose Lane, Bengaluru"])
  }

  @Test("What was said of one name is not held to hold for another")
  func anotherName() async throws {
    let desk = try await preeya()
    // The collector's field refuses this booking after the question was answered.
    await desk.press(.escape).replace(.name, "Anil Sharma").press("Ctrl-S")
    desk.expectLine(containing: "Is Anil Sharma here already?")
    await desk.press(.escape)
    #expect(desk.intake?.distinct.clients.isEmpty == true)
  }
}
