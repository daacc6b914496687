package import LabCore
import Postgres

extension Desk {
  /// Reads everything about the report of an item in one round trip; nil where there is no such item.
  package func report(of item: BookingItemID) async throws -> ReportPage? {
    let results = try await transaction(
      .lookUp,
      [
        ReportPage.statement(item), ReportPage.parametersStatement(item), ReportPage.templatesStatement(item),
        ReportPage.versionsStatement(item), ReportPage.resultsStatement(item), ReportPage.deliveriesStatement(item),
        ReportPage.tubesStatement(item), ReportPage.siblingsStatement(item), ReportPage.eventsStatement(item),
      ])
    guard let row = results[0].rows.first else { return nil }
    var page = try ReportPage(row)
    page.parameters = try results[1].rows.map(TestParameter.init)
    page.templates = try results[2].rows.map(ReportTemplate.init)
    let lines = Dictionary(
      grouping: try results[4].rows.map { (version: try $0.decode("version_id", as: Int64.self), row: $0) },
      by: \.version)
    page.versions = try results[3].rows.map { row in
      var version = try ReportVersion(row)
      version.results = try (lines[version.id.rawValue] ?? []).map { try ReportResult($0.row) }
      return version
    }
    page.deliveries = try results[5].rows.map(ReportDelivery.init)
    page.specimens = try results[6].rows.map(ReportPage.Tube.init)
    page.siblings = try results[7].rows.map(ReportPage.Sibling.init)
    page.events = try results[8].rows.map(ReportPage.Event.init)
    return page
  }
}

extension ReportPage {
  /// The report of an item within another statement.
  private static func reportID(_ item: BookingItemID) -> SQL {
    """
    (select r.id from test_reports r
      where r.organization_id = (select desk.organization_id()) and r.booking_item_id = \(item))
    """
  }

  fileprivate static func statement(_ item: BookingItemID) -> SQL {
    """
    select i.id, i.status, i.test_id, coalesce(t.code, t.name) as code, t.name as test_name, b.id as booking_id,
      coalesce(b.booking_number, b.id::text) as number, b.status as booking, c.is_refunded, p.name as pet_name, p.species,
      p.breed, p.sex, c.client_id, coalesce(c.full_name, '') as client_name, c.preferred_name, c.phone, c.second_phone,
      c.email, o.name as laboratory, k.clinic_address, k.whatsapp_number, r.id as report_id, r.report_number,
      r.status as report, r.version, r.generated_by_staff_id, coalesce(r.findings, '') as findings,
      array(select e.key from jsonb_each_text(r.entered) e order by e.key) as entered_keys,
      array(select e.value from jsonb_each_text(r.entered) e order by e.key) as entered_values,
      l.due_at, coalesce(l.is_overdue, false) as is_overdue
    from scoped.lab_items i
    join organizations o on o.id = i.organization_id
    join scoped.lab_bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
    join scoped.report_clients c on c.organization_id = b.organization_id and c.booking_id = b.id
    join scoped.lab_pets p on p.organization_id = b.organization_id and p.id = b.pet_id
    join tests t on t.organization_id = i.organization_id and t.id = i.test_id
    left join clinic_info k on k.organization_id = i.organization_id
    left join test_reports r on r.organization_id = i.organization_id and r.booking_item_id = i.id
    left join scoped.lab_turnarounds l on l.organization_id = i.organization_id and l.id = i.id
    where i.organization_id = (select desk.organization_id()) and i.id = \(item)
    """
  }

  fileprivate init(_ row: Row) throws {
    let name: String = try row.decode("client_name")
    let phones = [try row.decode("phone", as: String?.self), try row.decode("second_phone", as: String?.self)]
    let keys: [String] = try row.decode("entered_keys")
    let values: [String] = try row.decode("entered_values")
    self.init(
      item: try row.decode("id"), itemStatus: try row.decode("status"), test: try row.decode("test_id"),
      testCode: try row.decode("code"), testName: try row.decode("test_name"), booking: try row.decode("booking_id"),
      bookingNumber: try row.decode("number"), bookingStatus: try row.decode("booking"),
      isRefunded: try row.decode("is_refunded"), petName: try row.decode("pet_name"),
      species: Species(storedName: try row.decode("species", as: String.self)), breed: try row.decode("breed"),
      sex: try row.decode("sex"),
      client: Recipient(
        id: try row.decode("client_id"), name: name,
        address: try row.decode("preferred_name", as: String?.self) ?? name,
        phones: phones.compactMap { $0.flatMap { PhoneNumber(stored: $0) } },
        email: try row.decode("email", as: String?.self).flatMap { try? EmailAddress($0) }),
      laboratory: try row.decode("laboratory"),
      laboratoryDetails: [
        try row.decode("clinic_address", as: String?.self), try row.decode("whatsapp_number", as: String?.self),
      ].compactMap(\.self).filter { !$0.isEmpty },
      report: try Head(row),
      copy: ReportCopy(
        findings: try row.decode("findings"),
        entered: Dictionary(
          zip(keys, values).compactMap { key, value in Int64(key).map { (ParameterID($0), value) } },
          uniquingKeysWith: { first, _ in first })),
      parameters: [], templates: [], versions: [], deliveries: [], specimens: [], siblings: [], events: [],
      dueAt: try row.decode("due_at"), isOverdue: try row.decode("is_overdue"))
  }

  fileprivate static func templatesStatement(_ item: BookingItemID) -> SQL {
    """
    select m.id, m.test_id, m.title, m.body, m.is_active, m.version
    from report_templates m
    where m.organization_id = (select desk.organization_id()) and m.is_active
      and (m.test_id is null or m.test_id = (select i.test_id from scoped.lab_items i where i.id = \(item)))
    order by m.test_id nulls last, lower(m.title), m.id
    """
  }

  fileprivate static func parametersStatement(_ item: BookingItemID) -> SQL {
    """
    select p.id, p.code, p.name, p.unit, p.decimals, p.kind, p.is_active, n.species, n.low, n.high, n.critical_low,
      n.critical_high
    from scoped.lab_items i
    join scoped.lab_bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
    join scoped.lab_pets t on t.organization_id = b.organization_id and t.id = b.pet_id
    join test_parameters p on p.organization_id = i.organization_id and p.test_id = i.test_id
    left join lateral (select v.* from reference_intervals v
      where v.organization_id = p.organization_id and v.parameter_id = p.id
        and (v.species is null or lower(v.species) = lower(btrim(t.species)))
      order by v.species is null limit 1) n on true
    where i.organization_id = (select desk.organization_id()) and i.id = \(item)
    order by p.position, p.id
    """
  }

  fileprivate static func versionsStatement(_ item: BookingItemID) -> SQL {
    """
    select v.id, v.number, v.kind, v.reason, v.findings, a.name as author, f.name as verifier,
      v.generated_at at time zone o.time_zone as generated_at, v.verified_at at time zone o.time_zone as verified_at,
      v.superseded_at at time zone o.time_zone as superseded_at, v.retracted_at at time zone o.time_zone as retracted_at,
      v.withdrawn_at at time zone o.time_zone as withdrawn_at
    from report_versions v
    join organizations o on o.id = v.organization_id
    left join staff a on a.organization_id = v.organization_id and a.id = v.author_id
    left join staff f on f.organization_id = v.organization_id and f.id = v.verified_by
    where v.organization_id = (select desk.organization_id()) and v.report_id = \(reportID(item))
    order by v.id
    """
  }

  fileprivate static func resultsStatement(_ item: BookingItemID) -> SQL {
    """
    select s.version_id, s.parameter_id, s.name, s.unit, coalesce(s.value_text, concat(s.comparator, s.value)) as text,
      s.low, s.high, s.flag
    from version_results s
    join report_versions v on v.organization_id = s.organization_id and v.id = s.version_id
    where s.organization_id = (select desk.organization_id()) and v.report_id = \(reportID(item))
    order by s.version_id, s.position
    """
  }

  fileprivate static func deliveriesStatement(_ item: BookingItemID) -> SQL {
    """
    select d.id, d.version, v.number, d.kind, d.channel, d.recipient, d.status, d.reason,
      d.created_at at time zone o.time_zone as created_at, d.handed_over_at at time zone o.time_zone as handed_over_at,
      d.confirmed_at at time zone o.time_zone as confirmed_at, d.waived_at at time zone o.time_zone as waived_at,
      h.name as handed_over_by, c.name as confirmed_by, w.name as waived_by
    from scoped.lab_deliveries d
    join organizations o on o.id = d.organization_id
    join report_versions v on v.organization_id = d.organization_id and v.id = d.version_id
    left join staff h on h.organization_id = d.organization_id and h.id = d.handed_over_by
    left join staff c on c.organization_id = d.organization_id and c.id = d.confirmed_by
    left join staff w on w.organization_id = d.organization_id and w.id = d.waived_by
    where d.organization_id = (select desk.organization_id()) and d.report_id = \(reportID(item))
    order by d.id
    """
  }

  fileprivate static func tubesStatement(_ item: BookingItemID) -> SQL {
    """
    select s.accession_number, s.sample_type, s.tube_type, s.status,
      s.collected_at at time zone o.time_zone as collected_at, s.received_at at time zone o.time_zone as received_at
    from specimen_items l
    join specimens s on s.organization_id = l.organization_id and s.id = l.specimen_id
    join organizations o on o.id = s.organization_id
    where l.organization_id = (select desk.organization_id()) and l.booking_item_id = \(item)
    order by s.id
    """
  }

  /// Items of the panel without a report of their own are in it by the panel that was booked.
  fileprivate static func siblingsStatement(_ item: BookingItemID) -> SQL {
    """
    select i.id, coalesce(t.code, t.name) as code, t.name as test_name, i.status, k.id as report_id, k.status as report,
      k.version
    from test_reports r
    join scoped.lab_items s on s.organization_id = r.organization_id and s.id = r.booking_item_id
    join scoped.lab_items i on i.organization_id = s.organization_id and i.booking_id = s.booking_id and i.id <> s.id
    join tests t on t.organization_id = i.organization_id and t.id = i.test_id
    left join scoped.lab_panels g on g.organization_id = r.organization_id and g.id = r.batch_group_id
    left join test_reports k on k.organization_id = i.organization_id and k.booking_item_id = i.id
    where r.organization_id = (select desk.organization_id()) and r.booking_item_id = \(item)
      and (k.batch_group_id = r.batch_group_id or k.id is null and i.test_id = any (g.tests))
    order by i.id
    """
  }

  fileprivate static func eventsStatement(_ item: BookingItemID) -> SQL {
    """
    select e.created_at at time zone o.time_zone as at, e.to_status, s.name as by, a.name as approved_by, e.reason
    from status_events e
    join organizations o on o.id = e.organization_id
    left join staff s on s.organization_id = e.organization_id and s.id = e.staff_id
    left join staff a on a.organization_id = e.organization_id and a.id = e.approved_by
    where e.organization_id = (select desk.organization_id()) and e.machine = 'report' and e.record_id = \(reportID(item))
    order by e.id
    """
  }
}
