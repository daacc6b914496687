internal import Postgres

extension LoadedClinic {
  /// What tests measure, the versions of the reports with their results, and one that was amended since.
  func resultStatements() -> [SQL] {
    [parameters, intervals, templates, "select desk.version_old_reports(\(id))", results] + amendment
  }

  private var parameters: SQL {
    let all = Measurement.all
    return """
      insert into test_parameters (organization_id, test_id, position, code, name, unit, decimals)
      select t.organization_id, t.id, m.place, m.code, m.name, m.unit, m.decimals
      from unnest(\(all.map(\.test))::text[], \(all.map(\.code))::text[], \(all.map(\.name))::text[],
        \(all.map(\.unit))::text[], \(all.map(\.decimals))::integer[])
        with ordinality as m (test, code, name, unit, decimals, place)
      join tests t on t.organization_id = \(id) and t.code = m.test
      order by m.place
      """
  }

  private var intervals: SQL {
    let all = Measurement.all
    func texts(_ bound: (Measurement.Bounds) -> Double?) -> [String?] {
      (all.map(\.dog) + all.map(\.cat)).map { bound($0).map { "\($0)" } }
    }
    let tests = all.map(\.test) + all.map(\.test)
    let codes = all.map(\.code) + all.map(\.code)
    let species = all.map { _ in "Dog" } + all.map { _ in "Cat" }
    return """
      insert into reference_intervals (organization_id, parameter_id, species, low, high, critical_low, critical_high)
      select p.organization_id, p.id, m.species, m.low, m.high, m.critical_low, m.critical_high
      from unnest(\(tests)::text[], \(codes)::text[], \(species)::text[], \(texts(\.low))::numeric[],
        \(texts(\.high))::numeric[], \(texts(\.criticalLow))::numeric[], \(texts(\.criticalHigh))::numeric[])
        with ordinality as m (test, code, species, low, high, critical_low, critical_high, place)
      join tests t on t.organization_id = \(id) and t.code = m.test
      join test_parameters p on p.organization_id = t.organization_id and p.test_id = t.id and p.code = m.code
      order by m.place
      """
  }

  private var templates: SQL {
    let all = Measurement.templates
    return """
      insert into report_templates (organization_id, test_id, title, body)
      select \(id), t.id, m.title, m.body
      from unnest(\(all.map(\.test))::text[], \(all.map(\.title))::text[], \(all.map(\.body))::text[])
        with ordinality as m (test, title, body, place)
      left join tests t on t.organization_id = \(id) and t.code = m.test
      where m.test is null or t.id is not null
      order by m.place
      """
  }

  /// Values that the findings name are those; the others lie within their interval, always the same for the same report.
  private var results: SQL {
    let named = Measurement.named
    return """
      insert into version_results (organization_id, version_id, parameter_id, position, name, unit, value, low, high, flag,
        created_at)
      select v.organization_id, v.id, p.id, row_number() over (partition by v.id order by p.position, p.id), p.name, p.unit,
        m.value, n.low, n.high, desk.result_flag(m.value, null, n.low, n.high, n.critical_low, n.critical_high),
        v.created_at
      from report_versions v
      join test_reports r on r.organization_id = v.organization_id and r.id = v.report_id
      join tests t on t.organization_id = r.organization_id and t.id = r.test_id
      join pets a on a.organization_id = r.organization_id and a.id = r.pet_id
      join test_parameters p on p.organization_id = r.organization_id and p.test_id = r.test_id
      join reference_intervals n on n.organization_id = p.organization_id and n.parameter_id = p.id and n.species = a.species
      left join unnest(\(named.map(\.test))::text[], \(named.map(\.words))::text[], \(named.map(\.code))::text[],
        \(named.map(\.value))::numeric[]) as f (test, words, code, value)
        on f.test = t.code and f.code = p.code and position(f.words in v.findings) > 0
      cross join lateral (select coalesce(f.value,
        round(n.low + (n.high - n.low) * (20 + (r.id * 7919 + p.position * 104729) % 61) / 100, p.decimals)) as value) m
      where v.organization_id = \(id)
      order by v.id, p.position, p.id
      """
  }

  /// The newest report that has been out for a while was amended since: the client is still to have the new version.
  private var amendment: [SQL] {
    let chosen: SQL = """
      select r.*, v.id as version_id, v.author_id, v.verified_by, b.id as booking_id
      from test_reports r
      join report_versions v on v.organization_id = r.organization_id and v.report_id = r.id
      join booking_items i on i.organization_id = r.organization_id and i.id = r.booking_item_id
      join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
      where r.organization_id = \(id) and r.status = 'delivered' and v.author_id <> v.verified_by and v.findings is not null
        and not exists (select from billing_records k where k.organization_id = b.organization_id
          and k.booking_id = b.id and k.status = 'credited')
        and r.delivered_at < (select max(e.created_at) - interval '3 hours' from status_events e
          where e.organization_id = r.organization_id)
      order by r.delivered_at desc, r.id desc
      limit 1
      """
    let waiting: SQL = """
      select v.* from report_versions v where v.organization_id = \(id) and v.number = 2 and v.verified_at is null
      """
    return [
      """
      insert into report_versions (organization_id, report_id, number, kind, findings, reason, author_id, generated_at,
        created_at)
      select c.organization_id, c.id, 2, 'amendment', c.findings || E'\\nThe sample was taken after a meal.',
        'The meal before the sample was not mentioned', c.author_id, c.delivered_at + interval '30 minutes',
        c.delivered_at + interval '30 minutes'
      from (\(chosen)) c
      """,
      """
      insert into version_results (organization_id, version_id, parameter_id, position, name, unit, value, comparator,
        value_text, low, high, flag, created_at)
      select s.organization_id, w.id, s.parameter_id, s.position, s.name, s.unit, s.value, s.comparator, s.value_text, s.low,
        s.high, s.flag, w.created_at
      from (\(waiting)) w
      join report_versions v on v.organization_id = w.organization_id and v.report_id = w.report_id and v.number = 1
      join version_results s on s.organization_id = v.organization_id and s.version_id = v.id
      order by s.position
      """,
      """
      insert into status_events (organization_id, machine, record_id, booking_id, from_status, to_status, reason, staff_id,
        approved_by, created_at)
      select r.organization_id, 'report', r.id, i.booking_id, 'delivered', 'generated', w.reason, w.author_id,
        v.verified_by, w.generated_at
      from (\(waiting)) w
      join test_reports r on r.organization_id = w.organization_id and r.id = w.report_id
      join booking_items i on i.organization_id = r.organization_id and i.id = r.booking_item_id
      join report_versions v on v.organization_id = w.organization_id and v.report_id = w.report_id and v.number = 1
      """,
      """
      insert into status_events (organization_id, machine, record_id, booking_id, from_status, to_status, staff_id,
        created_at)
      select r.organization_id, 'report', r.id, i.booking_id, 'generated', 'verified', v.verified_by,
        w.generated_at + interval '20 minutes'
      from (\(waiting)) w
      join test_reports r on r.organization_id = w.organization_id and r.id = w.report_id
      join booking_items i on i.organization_id = r.organization_id and i.id = r.booking_item_id
      join report_versions v on v.organization_id = w.organization_id and v.report_id = w.report_id and v.number = 1
      """,
      """
      update test_reports r set status = 'generated', generated_at = w.generated_at, verified_at = null,
        verified_by_staff_id = null, delivered_at = null, updated_at = w.generated_at
      from (\(waiting)) w where r.organization_id = w.organization_id and r.id = w.report_id
      """,
      """
      update test_reports r set status = 'verified', findings = w.findings,
        verified_at = w.generated_at + interval '20 minutes', verified_by_staff_id = v.verified_by,
        updated_at = w.generated_at + interval '20 minutes'
      from (\(waiting)) w
      join report_versions v on v.organization_id = w.organization_id and v.report_id = w.report_id and v.number = 1
      where r.organization_id = w.organization_id and r.id = w.report_id
      """,
    ]
  }
}
