import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// SQL and control characters in every text that the store takes: kept as they are or refused, and nothing else happens.
@Suite("Hostile text", .clinic)
struct HostileTextTests {
  static let texts = [
    "Robert'); drop table bookings; --", "' or '1' = '1", "\\'; select pg_sleep(60); --", "$$ $1 $body$ :name ?",
    "%s %n %_% {0} #{1} ${HOME} `id`", "\"; copy staff to program 'id'; --", "/* unended", "\u{1B}[31mred\u{7}\u{8}",
    "one\r\ntwo\tthree", "\u{202E}gpj.exe\u{2066}", "é e\u{301} 𓃠 \u{1F43E}\u{200D} \u{FEFF}", "null", "NaN", "{a,b}",
    String(repeating: "x'", count: 2000),
  ]

  /// The number of rows of every table that the texts have no business with.
  private func census() async throws -> [String] {
    let world = try await everything()
    let tables = try await world.texts(
      """
      select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'desk', 'search') and c.relkind = 'r'
        and c.relname not in ('staff', 'staff_sessions', 'audit_logs', 'sign_in_failures', 'tries')
      order by 1
      """)
    let counts = tables.map { "select '\($0) ' || count(*) from \($0)" }.joined(separator: " union all ")
    return try await world.texts("\(unsafeSQL: counts) order by 1")
  }

  /// Runs a body that may be refused with a sentence, and says whether it went through.
  private func isTaken(_ body: () async throws -> Void) async throws -> Bool {
    do {
      try await body()
      return true
    } catch let error as DeskError {
      #expect(!error.sentence.isEmpty && error.code != .connectionLost, "\(error)")
      return false
    }
  }

  @Test("Names, areas and reasons of accounts")
  func accounts() async throws {
    let before = try await census()
    let owner = try await signedIn(as: TestClinic.owner)
    let world = try await everything()
    let phone = try PhoneNumber.parse("+919811100001")
    var version = Int64(try await world.count("select version from staff where id = 1"))
    for (number, text) in Self.texts.enumerated() {
      if try await isTaken({
        try await owner.edit(
          ColleagueEdit(
            id: StaffID(1), version: version, name: text, phone: phone, email: nil, assignedArea: text))
      }) {
        version += 1
        #expect(try await world.texts("select name from staff where id = 1") == [text])
        #expect(try await world.texts("select assigned_area from staff where id = 1") == [text])
      }
      let role: StaffRole = number.isMultiple(of: 2) ? .labTech : .receptionist
      if try await isTaken({ try await owner.changeRole(of: StaffID(2), to: role, reason: text) }) {
        #expect(
          try await world.texts("select reason from audit_logs order by id desc limit 1")
            == [text.trimmingPrefix { $0 == " " }.description])
      }
    }
    let new = NewColleague(
      name: Self.texts[0], phone: try PhoneNumber.parse("+919811100077"), email: nil, role: .analyst,
      assignedArea: Self.texts[1], password: Self.texts[2], isApproved: true)
    let hired = try await owner.hire(new)
    #expect(
      try await world.texts("select name || assigned_area from staff where id = \(hired)")
        == [Self.texts[0] + Self.texts[1]])
    let desk = try await unsignedDesk()
    let outcome = try await desk.signIn(
      slug: TestClinic.slug, phone: new.phone.e164, password: Self.texts[2], origin: Self.texts[7])
    guard case .signedIn = outcome else {
      Issue.record("A password of odd characters does not sign in: \(outcome)")
      return
    }
    #expect(try await desk.ownSessions().map(\.origin) == [Self.texts[7]])
    #expect(try await census() == before)
  }

  @Test("What is searched, filtered and looked up")
  func questions() async throws {
    let before = try await census()
    let desk = try await signedIn()
    let owner = try await signedIn(as: TestClinic.owner)
    for text in Self.texts {
      #expect(try await desk.findClients(text).allSatisfy { $0.name != "Hanna Berg" })
      #expect(try await desk.findCoupon(text, for: ClientID(1)).request.coupon == nil)
      #expect(try await owner.auditTrail(AuditFilter(scope: .everyone, record: .booking(number: text))).isEmpty)
      let step = Step(machine: text, recordID: 1, to: text)
      #expect(try await isTaken { try await desk.move(step, reason: text) } == false)
      #expect(
        try await isTaken {
          try await desk.move(Step(machine: "booking", recordID: 6, to: text), reason: text)
        } == false)
    }
    for pattern in ["%", "_____", "98450%", "*", ".*"] {
      #expect(try await desk.findClients(pattern).isEmpty, "\(pattern)")
    }
    #expect(try await census() == before)
  }

  @Test("Names, notes and occasions of offers, codes and their beginnings")
  func offers() async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    let world = try await everything()
    for (number, text) in Self.texts.enumerated() {
      let draft = try OfferTests.draft(text) {
        $0.description = text
        $0.eventTag = text
      }
      if try await isTaken({ _ = try await owner.add(draft) }) {
        #expect(
          try await world.texts(
            "select unnest(array[name, description, event_tag]) from offers order by id desc limit 3")
            == [text, text, text])
      }
      let terms = try CouponBatchTests.terms()
      let isAdded = try await isTaken { _ = try await owner.addCoupon(text, for: OfferID(1), terms) }
      let code = Coupon.normalized(text)
      #expect(try await owner.findCoupon(text, for: nil).request.coupon?.code == (isAdded ? code : nil))
      let found = try await owner.couponPage(CouponFilter(offerID: OfferID(1), fragment: text))
      #expect(found.coupons.allSatisfy { $0.coupon.code.contains(code) })
      let order = try CouponBatchTests.order(number, text)
      #expect(try await isTaken { _ = try await owner.issue(order) } == (text == "null" || text == "NaN"))
      let filter = CouponFilter(offerID: OfferID(2), fragment: text)
      #expect(try await isTaken { _ = try await owner.end(filter, expecting: 0, reason: text) })
    }
    #expect(try await world.count("select count(*) from coupons where not is_active") == 0)
    #expect(try await world.count("select count(*) from offers where organization_id = 2") == 0)
  }

  @Test("What is typed before anybody is signed in")
  func signIn() async throws {
    let before = try await census()
    let desk = try await unsignedDesk()
    for text in Self.texts {
      let outcome = try await desk.signIn(slug: text, phone: text, password: text, origin: text)
      guard case .wrong = outcome else {
        Issue.record("\(text): \(outcome)")
        continue
      }
    }
    let code = try await desk.redeemCode(
      slug: Self.texts[1], phone: Self.texts[1], code: Self.texts[1], password: Self.texts[1], origin: Self.texts[1])
    #expect(code == .wrong)
    #expect(try await census() == before)
  }

  @Test("Notes of a booking, and every particular of an organisation")
  func notes() async throws {
    let desk = try await signedIn()
    let world = try await everything()
    var request = try await Requests(desk).visit(1)
    request.draft.notes = Self.texts.joined(separator: " | ")
    if try await isTaken({ _ = try await desk.confirm(request) }) {
      #expect(
        try await world.texts("select notes from bookings where request_key is not null") == [request.draft.notes])
    }
    try await FurnishedClinic.furnish()
    let before = try await census()
    let superuser = try await signedIn(as: FurnishedClinic.superuser)
    for text in Self.texts {
      let standing = try #require(try await superuser.organizations().first { $0.id.rawValue == 1 })
      var new = standing.particulars
      (new.name, new.address, new.taxID, new.logoURL) = (text, text, text, text)
      if try await isTaken({ try await superuser.edit(standing.id, version: standing.version, new) }) {
        let stored = try await world.texts(
          "select unnest(array[name, address, tax_id, logo_url]) from organizations where id = 1")
        #expect(stored == Array(repeating: text, count: 4))
      }
      new.timeZone = text
      #expect(try await isTaken { try await superuser.edit(standing.id, version: standing.version, new) } == false)
    }
    #expect(try await census() == before)
  }

  @Test("A text that PostgreSQL cannot hold is refused whole, never cut short")
  func zero() async throws {
    let desk = try await signedIn()
    #expect(try await isTaken { _ = try await desk.findClients("Bru\u{0}no") } == false)
    let owner = try await signedIn(as: TestClinic.owner)
    #expect(
      try await isTaken { try await owner.changeRole(of: StaffID(1), to: .labTech, reason: "be\u{0}cause") } == false)
    #expect(try await everything().texts("select role from staff where id = 1") == ["receptionist"])
  }
}
