@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// Looking clients and pets up, and their files.
@Suite("Clients and pets", .clinic)
@MainActor
struct PetsTests {
  private func names(_ desk: DeskDriver) -> [String] {
    desk.pets?.lookup.table.visibleRows.map { $0.cells[0].text } ?? []
  }

  private func desk(as account: TestClinic.Account = TestClinic.receptionist) async throws -> DeskDriver {
    let desk = try await DeskDriver.signedIn(as: account)
    await desk.press("F3")
    return desk.expectPlace(.pets)
  }

  /// A desk with the file of a client open, found by what is typed.
  private func file(_ text: String) async throws -> DeskDriver {
    let desk = try await desk()
    await desk.type(text).press(.enter)
    return desk
  }

  // MARK: Looking up

  @Test("The page opens with the cursor in the prompt and those who came last below it")
  func opens() async throws {
    let desk = try await desk()
    #expect(desk.canvas.cursor == Point(row: 2, column: 7))
    #expect(Set(names(desk)).isSuperset(of: ["Priya Sharma", "Thomas D'Souza", "Meera Iyer"]))
  }

  @Test(
    "A number is found by any part of it, in any format, and a name by its beginning",
    arguments: ["98450-12345", "+91 98450", "2345", "098450 12345", "bruno", "sharma priya", "bru 2345"])
  func finds(_ text: String) async throws {
    let desk = try await desk()
    await desk.type(text)
    #expect(names(desk).contains("Priya Sharma"))
  }

  @Test("What was typed is marked where it was found")
  func marks() async throws {
    let desk = try await desk()
    await desk.type("thom").press(.down)
    let marked = (0..<desk.canvas.size.rows).flatMap { row in
      (0..<desk.canvas.size.columns).filter { desk.canvas[row, $0].role == .tableMatch }.map { _ in row }
    }
    #expect(marked.count == 4)
  }

  @Test("Typed without a pause, Enter opens the best of what was typed, not of what was there before")
  func rapid() async throws {
    let desk = try await desk()
    await desk.rapidly("t", "u", "f", "f", "y", .enter)
    desk.expectLine(containing: "Meera Iyer").expectLine(containing: "Tuffy · Dog, Beagle")
    #expect(desk.pets?.page?.selection == .pet(PetID(7)))
  }

  @Test("Keys behind such an Enter reach the file")
  func keysBehind() async throws {
    let desk = try await desk()
    await desk.rapidly("n", "a", "l", "a", .enter, "Ctrl-T")
    desk.expectLine(containing: "Weight of Nala")
  }

  @Test("A pet that has died stands there dimmed, with the word")
  func deceased() async throws {
    let desk = try await desk()
    await desk.type("rex")
    desk.expectLine(containing: "(deceased) Rex")
    #expect(desk.pets?.lookup.table.visibleRows.first?.role == .textDim)
  }

  @Test("Esc goes back to the look-up, whose text the next one replaces; the row stays selected")
  func back() async throws {
    let desk = try await file("nala")
    await desk.press(.escape)
    #expect(desk.pets?.lookup.selected?.petName == "Nala")
    await desk.type("bruno")
    #expect(names(desk) == ["Priya Sharma"])
  }

  @Test("A change on another desk renews what was found; the selection stays with its record")
  func notice() async throws {
    let desk = try await desk()
    await desk.type("sharma").press(.down)
    let selected = desk.pets?.lookup.selected?.rowID
    try await changeElsewhere("update users set full_name = 'Priyanka Sharma' where full_name = 'Priya Sharma'")
    desk.app.notice(table: "users", id: 1)
    await desk.idle()
    desk.expectLine(containing: "Priyanka Sharma")
    #expect(desk.pets?.lookup.selected?.rowID == selected)
  }

  @Test("Pasted text is looked for")
  func paste() async throws {
    let desk = try await desk()
    await desk.paste("+91 98450\t12345\n")
    #expect(names(desk).contains("Priya Sharma"))
  }

  @Test("The laboratory finds pets without phone numbers, the analyst has no such screen")
  func others() async throws {
    let lab = try await desk(as: TestClinic.labTechnician)
    await lab.type("bruno")
    lab.expectLine(containing: "Bruno").expectNoLine(containing: "98450")
    let analyst = try await DeskDriver.signedIn(as: TestClinic.analyst)
    await analyst.press("F3")
    #expect(analyst.place != .pets)
  }

  // MARK: Files

  @Test("A booking of the file opens where bookings are, and F3 leads back to the file")
  func opensBooking() async throws {
    let desk = try await file("tuffy")
    await desk.type("B-000003").press(.enter)
    desk.expectPlace(.bookings).expectLine(containing: "Booking B-000003")
    await desk.press("F3")
    desk.expectPlace(.pets).expectLine(containing: "Meera Iyer")
  }

  @Test("A test of the file opens among the reports of its pet, and Ctrl-K lists them all")
  func opensReport() async throws {
    let desk = try await file("tuffy")
    await desk.type("in the lab").press(.enter)
    desk.expectPlace(.reports).expectLine(containing: "Reports of Tuffy, Meera Iyer")
    await desk.press("F3", "Ctrl-U").type("2026-").press("Ctrl-U", "Ctrl-K")
    desk.expectPlace(.reports).expectLine(containing: "B-000002")
  }

  @Test("Enter gives the laboratory the reports of the pet")
  func labOpens() async throws {
    let lab = try await desk(as: TestClinic.labTechnician)
    await lab.type("tuffy").press(.enter)
    lab.expectPlace(.reports).expectLine(containing: "Tuffy")
  }

  @Test("Ctrl-N takes a booking for the pet, from the list and from the file")
  func books() async throws {
    let desk = try await desk()
    await desk.type("nala").press("Ctrl-N")
    desk.expectPlace(.bookings).expectPicks(.client, ["Thomas D'Souza"]).expectPicks(.pet, ["Nala"])
    desk.expectFocus(.tests)
    let second = try await file("bruno")
    await second.press("Ctrl-N")
    second.expectPlace(.bookings).expectPicks(.pet, ["Bruno"])
  }

  @Test("A booking that is open for somebody else is asked about first")
  func booksOver() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().press("F3").type("nala").press("Ctrl-N")
    desk.expectDialog("Another booking is open")
    await desk.press(.enter)
    desk.expectPicks(.client, ["Priya Sharma"])
    await desk.press("F3", "Ctrl-N", "d")
    desk.expectPicks(.client, ["Thomas D'Souza"]).expectPicks(.pet, ["Nala"])
  }

  @Test("A client is edited, and the list shows it at once")
  func edits() async throws {
    let desk = try await file("bruno")
    await desk.press(.home, "Ctrl-E", .tab).type("प्रिया").press("Ctrl-S")
    desk.expectMessage("Priya Sharma is saved.").expectLine(containing: "प्रिया")
    await desk.press(.escape, "Ctrl-U").type("प्रिया")
    #expect(names(desk).first?.hasPrefix("Priya Sharma") == true)
  }

  @Test("A weight is noted, and the pet has it")
  func weighs() async throws {
    let desk = try await file("bruno")
    await desk.press("Ctrl-T").type("29.1").press("Ctrl-S")
    desk.expectMessage("29.1 kg is noted.").expectLine(containing: "29.1 kg")
    await desk.press(.enter)
    desk.expectLine(containing: "28.4 kg").expectLine(containing: "+0.7 kg")
  }

  @Test("An address takes its place from a link to a map; a link without coordinates says so")
  func address() async throws {
    let desk = try await file("bruno")
    await desk.press("Ctrl-L").type("4 Lake Road").press(.tab, .tab).type("Ulsoor").press(.tab, .tab, .tab, .tab)
    await desk.type("https://maps.app.goo.gl/abc").press(.tab)
    desk.expectLine(containing: "names no coordinates")
    await desk.press(.backTab, "Ctrl-U").type("https://www.google.com/maps/@12.9716,77.5946,17z").press("Ctrl-S")
    desk.expectMessage("The address is added.").expectLine(containing: "4 Lake Road, Ulsoor")
    await desk.press(.enter)
    desk.expectLine(containing: "12.9716, 77.5946")
  }

  @Test("That a pet has died asks for the day, names the visits to come and is taken back")
  func died() async throws {
    let desk = try await file("nala")
    await desk.press("Ctrl-X")
    desk.expectLine(containing: "B-000005")
    await desk.type("dec").press(.enter, .enter)
    desk.expectMessage("Nala is marked as deceased. 1 booking to come asks for a decision.")
    desk.expectLine(containing: "deceased")
    await desk.press("Ctrl-B")
    desk.expectDialog("Make Nala active")
    await desk.press("y")
    desk.expectMessage("Nala is active again.")
  }

  @Test("A pet that another desk changed meanwhile is marked at the second attempt; what was typed stays")
  func marksNewer() async throws {
    let desk = try await file("nala")
    await desk.press("Ctrl-X").type("dec").press(.enter)
    try await changeElsewhere("update pets set breed = 'Indie mix' where name = 'Nala'")
    await desk.press("Ctrl-S")
    desk.expectMessage("changed in the meantime").expectLine(containing: "Deceased")
    await desk.press("Ctrl-S")
    desk.expectMessage("Nala is marked as deceased.")
  }

  @Test("Why a pet is inactive is asked for and kept")
  func inactive() async throws {
    let desk = try await file("tuffy")
    await desk.press("Ctrl-X").type("inac").press(.enter, .enter)
    desk.expectMessage("Reason is needed")
    await desk.type("moved to Pune").press("Ctrl-S")
    desk.expectMessage("Tuffy is inactive.")
    await desk.press(.escape, "Ctrl-U").type("tuffy")
    desk.expectLine(containing: "(inactive) Tuffy")
  }

  @Test("What is typed into a sheet is not lost by Esc")
  func leaving() async throws {
    let desk = try await file("bruno")
    await desk.press("Ctrl-E").type("Brunno").press(.escape)
    desk.expectDialog("not saved yet")
    await desk.press(.enter)
    desk.expectLine(containing: "Brunno")
    await desk.press(.escape, "d")
    desk.expectNoLine(containing: "Brunno")
  }

  // MARK: Conflicts and duplicates

  @Test("What another desk saved meanwhile stands beside what was typed; the chosen side of each field is saved")
  func conflict() async throws {
    let desk = try await file("bruno")
    await desk.press("Ctrl-E").type("Brunno").press(.tab, .tab, .tab, "Ctrl-U").type("Beagle")
    try await changeElsewhere("update pets set name = 'Bruno II', microchip = '900164001234567' where name = 'Bruno'")
    await desk.press("Ctrl-S")
    desk.expectLine(containing: "was changed on another desk").expectLine(containing: "Brunno")
      .expectLine(containing: "Bruno II")
    // Both changed the name: nothing is saved until somebody chooses.
    await desk.press("Ctrl-S")
    desk.expectMessage("Both desks changed this field")
    await desk.press(.right, "Ctrl-S")
    desk.expectMessage("Bruno II is saved.").expectLine(containing: "Bruno II · Dog, Beagle")
    let rows = try await Rows.open()
    #expect(
      try await rows.text("select concat_ws(' ', name, breed, microchip) from pets where id = 1")
        == "Bruno II Beagle 900164001234567")
  }

  @Test("Esc from the two sides goes back to the form with everything that was typed")
  func conflictLeft() async throws {
    let desk = try await file("bruno")
    await desk.press("Ctrl-E").type("Brunno")
    try await changeElsewhere("update pets set name = 'Bruno II' where name = 'Bruno'")
    await desk.press("Ctrl-S", .escape)
    desk.expectLine(containing: "Edit Bruno").expectLine(containing: "Brunno")
    await desk.press("Ctrl-S", .left, "Ctrl-S")
    desk.expectMessage("Brunno is saved.")
  }

  @Test("A client who may be there already is shown first, and taken by Enter")
  func likely() async throws {
    let desk = try await desk()
    await desk.type("9845012345").press("Ctrl-O").type("Priya Sharmaa").press("Ctrl-S")
    desk.expectLine(containing: "Is Priya Sharmaa here already?").expectLine(containing: "same number")
    await desk.press(.escape)
    desk.expectLine(containing: "Priya Sharmaa")
    await desk.press("Ctrl-S", .enter)
    desk.expectLine(containing: "Bruno · Dog, Labrador")
  }

  @Test("Somebody else with that number is added, and the two are not held for one again")
  func distinct() async throws {
    let desk = try await desk()
    await desk.type("9845012345").press("Ctrl-O").type("Rahul Sharma").press("Ctrl-S", .down, .down, .down, .enter)
    desk.expectMessage("Rahul Sharma is added.").expectLine(containing: "Rahul Sharma")
    let rows = try await Rows.open()
    #expect(try await rows.text("select count(*)::text from not_duplicates") != "0")
  }

  @Test("A pet is added to the open file and can be booked at once")
  func addsPet() async throws {
    let desk = try await file("bruno")
    await desk.press("Ctrl-O").type("Zorro").press(.tab, .tab).type("cat").press(.enter, "Ctrl-S")
    desk.expectMessage("Zorro is added.")
    await desk.press("Ctrl-N")
    desk.expectPicks(.pet, ["Zorro"])
  }

  @Test("Ctrl-G shows what happened to the pet")
  func history() async throws {
    let desk = try await file("bruno")
    await desk.press("Ctrl-T").type("29.1").press("Ctrl-S", "Ctrl-G")
    desk.expectPlace(.history)
    await desk.press(.escape)
    desk.expectPlace(.pets).expectLine(containing: "Priya Sharma")
  }

  @Test("Growing and shrinking the window keeps prompt, rows and selection")
  func resize() async throws {
    let desk = try await desk()
    await desk.type("sharma").press(.down)
    let before = CanvasSnapshot(desk.canvas).description
    await desk.resize(to: Size(rows: 50, columns: 160)).resize(to: Size(rows: 20, columns: 60))
      .resize(to: Size(rows: 24, columns: 80))
    #expect(CanvasSnapshot(desk.canvas).description == before)
  }
}
