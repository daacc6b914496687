import LabCore
@testable import LabStore
import Postgres
import TestSupport
import Testing

/// A client's file in one look: bookings, items, what is overdue, what is owed, coupons and weights.
@Suite("Client files", .clinic)
struct ClientFileTests {
  private let meera = ClientID(6)

  @Test("Bookings come newest first with their items and reports")
  func history() async throws {
    let world = try await everything()
    _ = try await world.query(
      """
      insert into test_reports (organization_id, booking_item_id, pet_id, test_id)
      select organization_id, 3, 7, test_id from booking_items where id = 3
      """)
    let file = try await signedIn().clientFile(meera)
    #expect(file.record.client.name.text == "Meera Iyer" && file.record.pets.count == 2)
    #expect(file.history.bookings.map(\.number) == ["B-000003", "B-000002"] && file.history.next == nil)
    let (latest, first) = (file.history.bookings[0], file.history.bookings[1])
    #expect(latest.status == .atLab && latest.petName == "Tuffy" && latest.items.map(\.code) == ["CBC"])
    #expect(first.items[0].report == .pending && first.items[0].reportID != nil && first.items[0].status == .completed)
    // What is in the laboratory has its report to be written.
    #expect(latest.items[0].report == .pending && latest.items[0].status == .processing)
    #expect(latest.total.minorUnits == 45_000 && latest.paid == .zero)
    // Of every offer one coupon that holds today.
    #expect(file.coupons.map(\.coupon.code) == ["WELCOME10", "FLAT200"])
  }

  @Test("The file of a pet has its own bookings and its weights")
  func petFile() async throws {
    let desk = try await signedIn()
    let tuffy = try await desk.clientFile(meera, pet: PetID(7))
    #expect(tuffy.history.bookings.count == 2 && tuffy.weights.map(\.weight.text) == ["11 kg"])
    let pip = try await desk.clientFile(meera, pet: PetID(8))
    #expect(pip.history.bookings == [] && pip.weights.map(\.weight.text) == ["90 g"] && pip.overdue == [])
    // Another client's pet leads nowhere.
    #expect(try await desk.clientFile(meera, pet: PetID(1)).history.bookings == [])
  }

  @Test(
    "What is owed is what was billed less what was paid; drafts are told apart, voided and credited bills count nowhere"
  )
  func balance() async throws {
    let world = try await everything()
    let bills: [(String, Int)] = [
      ("draft", 100), ("finalized", 2_000), ("invoiced", 30_000), ("paid", 400_000), ("credited", 5_000_000),
      ("voided", 60_000_000),
    ]
    for (number, (status, amount)) in bills.enumerated() {
      _ = try await world.transaction([
        "set local session_replication_role = replica",
        """
        insert into billing_records (organization_id, booking_id, user_id, base_amount, final_amount, billing_date, status,
          invoice_number, invoice_date, paid_date)
        values (1, 2, 6, \(amount), \(amount), current_date, \(status), \("I-\(number)"), now(), now())
        """,
      ])
    }
    let file = try await signedIn().clientFile(meera)
    let balance = try #require(file.balance)
    #expect(balance.billed.minorUnits == 432_000 && balance.settled.minorUnits == 400_000)
    #expect(balance.unpaid.minorUnits == 32_000 && balance.toCome.minorUnits == 100)
    #expect(file.history.bookings.map(\.paid?.minorUnits) == [0, 400_000])
    #expect(try await signedIn().clientFile(ClientID(1)).balance?.unpaid == .zero)

    _ = try await world.query("delete from role_permissions where permission = 'billing.read'")
    let blind = try await signedIn().clientFile(meera)
    #expect(blind.balance == nil && blind.history.bookings.map(\.paid) == [nil, nil])
  }

  @Test("What is overdue on the work list of the lab is overdue in the file, and nothing else")
  func overdue() async throws {
    let world = try await everything()
    let desk = try await signedIn()
    func overdue(due: SQL) async throws -> [String] {
      _ = try await world.query(
        "update lab_tasks set received_at = now() - interval '9 days', running_since = now() - interval '9 days', due_at = \(due) where id = 4"
      )
      let file = try await desk.clientFile(meera)
      #expect(file.history.bookings[0].items[0].isOverdue == !file.overdue.isEmpty)
      return file.overdue.map { "\($0.code) \($0.bookingNumber)" }
    }
    #expect(try await overdue(due: "now() + interval '1 hour'") == [])
    #expect(try await overdue(due: "now() - interval '1 hour'") == ["CBC B-000003"])
    #expect(try await overdue(due: "null") == [])
  }

  @Test("Pages follow one another without a gap, bookings of the same moment included")
  func pages() async throws {
    let world = try await everything()
    _ = try await world.query(
      """
      insert into bookings (organization_id, user_id, pet_id, booking_date, status, collection_method)
      select 1, 6, 7, timestamptz '2026-05-01 09:00:00.123456Z' + make_interval(days => n / 25), 'confirmed', 'walk_in'
      from generate_series(1, 50) n
      """)
    let desk = try await signedIn()
    var (seen, lengths): ([BookingID], [Int]) = ([], [])
    var cursor: HistoryCursor?
    repeat {
      let page = try await desk.bookingHistory(of: meera, pet: PetID(7), after: cursor)
      seen += page.bookings.map(\.id)
      lengths.append(page.bookings.count)
      cursor = page.next
    } while cursor != nil
    #expect(lengths == [20, 20, 12] && Set(seen).count == 52)
    #expect(
      try await world.texts(
        "select id::text from bookings b where user_id = 6 and pet_id = 7 order by booking_date desc, b.id desc")
        == seen.map(\.description))
  }

  @Test("No part of a file reads a large table from end to end, as the desk that asks and behind its policies")
  func indexes() async throws {
    let session = try await BareSession.begin()
    let (client, pet) = (ClientID(6), PetID(7))
    let cursor = HistoryCursor(microseconds: 1_790_000_000_000_000, booking: BookingID(9))
    let entry = ClientEntry(
      name: try PersonName("Meera Iyer"), phone: try #require(PhoneNumber(stored: "+918023456789")))
    var statements = ClientRecord.statements(client) + ClientFile.statements(client, pet)
    for (pet, cursor) in [(nil, nil), (pet, nil), (nil, cursor), (pet, cursor)] as [(PetID?, HistoryCursor?)] {
      statements += BookingHistory.statements(client, pet, after: cursor)
    }
    statements.append(LabTaskQuery.pet(pet).statement)
    statements.append(LikelyClient.statement(entry, pet: "Tuffy", known: nil))
    let large = [
      "users", "pets", "addresses", "bookings", "booking_items", "billing_records", "status_events", "pet_weights",
    ]
    for statement in statements {
      let plan = try await session.run([
        "set local enable_seqscan = off", "set local enable_bitmapscan = off", "explain \(statement)",
      ])[2].rows.map { try $0.decode(at: 0, as: String.self) }
      let scans = plan.filter { line in large.contains { line.contains("Seq Scan on \($0) ") } }
      #expect(scans == [], "\(plan.joined(separator: "\n"))")
    }
  }
}
