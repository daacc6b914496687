import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// The settings of the clinic: what is refused, what follows from a change, and what two desks do at once.
@Suite("Settings of the clinic", .clinic)
struct SettingsTests {
  private func change(_ items: [(ClinicSetting, String?, String?)]) -> SettingsChange {
    SettingsChange(items.map { SettingsChange.Item($0.0, from: $0.1, to: $0.2) })
  }

  private func code(_ error: DeskError?) -> String? {
    if case .rule(let constraint) = error?.code { constraint } else { nil }
  }

  // MARK: Reading and saving

  @Test("What is saved is read again, with who changed it; the chat link is the one that the program makes")
  func roundTrip() async throws {
    let desk = try await signedIn(as: TestClinic.owner)
    let before = try await desk.settings()
    #expect(before[.name] == "City Vet Lab" && before[.email] == nil && before.hasMoney)
    #expect(before.lastChange(of: .contact) == nil)
    #expect(before.week.text == "Mon–Sun 08:00–20:00")
    let place = try ClinicPlace.parse("12.97, 77.59")
    let outcome = try await desk.save(
      change([
        (.name, "City Vet Lab", "City Vets"), (.whatsAppNumber, nil, "+91 98450 12345"), (.mapLink, nil, place.link),
        (.latitude, "12.9752", "12.97"), (.longitude, "77.605", "77.59"), (.email, nil, "lab@example.org"),
      ]))
    #expect(outcome == SettingsOutcome())
    let after = try await desk.settings()
    #expect(after[.name] == "City Vets" && after[.email] == "lab@example.org")
    #expect(after.point == place.point && after.mapLink == "https://maps.google.com/?q=12.97,77.59")
    #expect(after.chatLink == ChatLink(to: try PhoneNumber.parse("98450 12345")).text)
    #expect(after.lastChange(of: .contact)?.person == "Vikram Sethi")
    #expect(after.lastChange(of: .hours) == nil)
    #expect(try await desk.profile().organizationName == "City Vets")
  }

  @Test("Only whoever may change the settings reads and changes them")
  func rights() async throws {
    for account in [TestClinic.receptionist, TestClinic.labTechnician, TestClinic.analyst, TestClinic.collector] {
      let desk = try await signedIn(as: account)
      let wanted = change([(.idleLock, "5", "60")])
      #expect(await failure { _ = try await desk.settings() }?.code == .notAllowed)
      #expect(await failure { _ = try await desk.save(wanted) }?.code == .notAllowed)
      #expect(await failure { _ = try await desk.foretell(wanted) }?.code == .notAllowed)
    }
  }

  @Test("What was only tried is as it was, and says what the change itself then says")
  func trial() async throws {
    let desk = try await signedIn(as: TestClinic.owner)
    let world = try await everything()
    let state: SQL = """
      select concat(i.version, i.booking_rules, o.version, (select count(*) from audit_logs),
        (select md5(string_agg(d::text, ',' order by d.opens_at)) from lab_days d),
        (select md5(string_agg(t::text, ',' order by t.id)) from lab_tasks t))
      from clinic_info i join organizations o on o.id = i.organization_id where o.id = 1
      """
    let before = try await world.texts(state)
    let wanted = change([(.clock, "false", "true"), (.defaultHours, nil, "24"), (.name, "City Vet Lab", "City")])
    let foretold = try await desk.foretell(wanted)
    #expect(try await world.texts(state) == before)
    #expect(try await desk.save(wanted) == foretold)
    #expect(try await world.texts(state) != before)
  }

  // MARK: Guards

  @Test("Currency and time zone stay once money exists, and change before it")
  func money() async throws {
    let desk = try await signedIn(as: TestClinic.owner)
    let currency = await failure { _ = try await desk.save(change([(.currency, "INR", "EUR")])) }
    #expect(code(currency) == "LB150")
    #expect(currency?.sentence == "The currency stays INR: amounts have been booked in it. Nothing was saved.")
    let zone = await failure { _ = try await desk.save(change([(.timeZone, "UTC", "Asia/Kolkata")])) }
    #expect(code(zone) == "LB151")
    #expect(
      zone?.sentence
        == "The time zone stays UTC: the days of bookings and bills are counted by it. Nothing was saved.")
    let world = try await everything()
    _ = try await world.query("set session_replication_role = replica")
    for table in ["bookings", "billing_records", "payment_transactions", "coupon_redemptions"] {
      _ = try await world.query("delete from \(identifier: table) where organization_id = 1")
    }
    // Prices are stored in minor units, so yen would make 50,000 of 500.00.
    #expect(code(await failure { _ = try await desk.save(change([(.currency, "INR", "JPY")])) }) == "LB155")
    _ = try await desk.save(change([(.currency, "INR", "EUR"), (.timeZone, "UTC", "Asia/Tokyo")]))
    let profile = try await desk.profile()
    #expect(profile.currency.code == "EUR" && profile.currency.exponent == 2 && profile.timeZone == "Asia/Tokyo")
    #expect(
      code(await failure { _ = try await desk.save(change([(.timeZone, "Asia/Tokyo", "Moon/Crater")])) }) == "LB052")
    #expect(try await desk.timeZones().contains("Asia/Kolkata"))
  }

  @Test(
    "Hours that are none are refused, whoever sends them",
    arguments: ["13:00-08:00", "08:00-13:00, 12:00-18:00", "eight", "08:00", "25:00-26:00", "08:00-12:00,"])
  func hours(_ text: String) async throws {
    let desk = try await signedIn(as: TestClinic.owner)
    let error = await failure { _ = try await desk.save(change([(.hours(.monday), "08:00-20:00", text)])) }
    #expect(code(error) == "LB152")
  }

  @Test("A week without an open day, an unknown setting and numbers out of range are refused")
  func refused() async throws {
    let desk = try await signedIn(as: TestClinic.owner)
    let off = Weekday.allCases.map { (ClinicSetting.hours($0), "08:00-20:00" as String?, "off" as String?) }
    #expect(code(await failure { _ = try await desk.save(change(off)) }) == "LB152")
    #expect(code(await failure { _ = try await desk.save(SettingsChange()) }) == "LB154")
    for (setting, before, after, rule) in [
      (ClinicSetting.idleLock, "5", "0", "ck_organizations_idle_lock_minutes"),
      (.attachmentLimit, "10", "11", "ck_clinic_info_attachment_limit_mb"),
      (.dueSoon, "60", "1441", "ck_clinic_info_due_soon_minutes"), (.name, "City Vet Lab", "", "ck_organizations_name"),
    ] {
      #expect(code(await failure { _ = try await desk.save(change([(setting, before, after)])) }) == rule)
    }
  }

  @Test("A document larger than the clinic allows is refused by the database as well")
  func attachments() async throws {
    let desk = try await signedIn(as: TestClinic.owner)
    _ = try await desk.save(change([(.attachmentLimit, "10", "1")]))
    #expect(try await desk.readShelf().clinic.attachmentLimit == AttachmentLimit(mebibytes: 1))
    let world = try await everything()
    let upload = try await world.count(
      """
      insert into prescription_uploads (organization_id, user_id, booking_id, file_name, file_type, file_size_bytes)
      values (1, 1, 1, 'a.pdf', 'application/pdf', 1) returning id::integer
      """)
    for (bytes, expected) in [(1_048_572, nil), (1_048_573, "LB153")] as [(Int, String?)] {
      let error = await failure {
        _ = try await world.query(
          """
          insert into prescription_files (organization_id, prescription_upload_id, content)
          values (1, \(upload), '%PDF'::bytea || '-'::bytea || decode(repeat('00', \(bytes) - 1), 'hex'))
          on conflict on constraint uq_prescription_files_prescription_upload_id do update set content = excluded.content
          """)
      }
      #expect(code(error) == expected, "\(error?.sentence ?? "")")
    }
  }

  // MARK: Two desks

  @Test("Two desks that save different settings at once both do")
  func differentSettings() async throws {
    let desks = [try await signedIn(as: TestClinic.admin), try await signedIn(as: TestClinic.owner)]
    let outcomes = await failures(of: desks) { desk, number in
      try await patiently {
        _ = try await desk.save(
          number == 0
            ? change([(.dueSoon, "60", "90"), (.clinicAddress, "12 Church Street, Bengaluru", "1 Lake Road")])
            : change([(.hours(.sunday), "08:00-20:00", "off"), (.idleLock, "5", "7")]))
      }
    }
    #expect(outcomes.compactMap(\.self) == [])
    let now = try await desks[0].settings()
    #expect(now[.dueSoon] == "90" && now[.clinicAddress] == "1 Lake Road")
    #expect(now[.hours(.sunday)] == "off" && now[.hours(.monday)] == "08:00-20:00" && now[.idleLock] == "7")
  }

  @Test("Of two desks that save the same setting at once, one does, and the other is told to look again")
  func sameSetting() async throws {
    let desks = [try await signedIn(as: TestClinic.admin), try await signedIn(as: TestClinic.owner)]
    let outcomes = await failures(of: desks) { desk, number in
      try await patiently { _ = try await desk.save(change([(.dueSoon, "60", "\(90 + number)")])) }
    }
    #expect(outcomes.compactMap { $0?.code } == [.stale])
    let winner = try #require(outcomes.firstIndex { $0 == nil })
    #expect(try await desks[0].settings()[.dueSoon] == "\(90 + winner)")
  }

  /// Tries again where the database asks for it, as people do.
  private func patiently(_ body: () async throws -> Void) async throws {
    for _ in 0..<20 {
      do {
        return try await body()
      } catch let error as DeskError where error.code == .busy || error.code == .tooSlow {
        continue
      } catch let error as PostgresError where [.busy, .tooSlow].contains(DeskError(error).code) {
        continue
      }
    }
    try await body()
  }
}
