import Postgres

/// Looks through the catalogue and the rows for what the migrations did not leave there.
struct SchemaValidation {
  /// A check of all rows may take long.
  private static let timeout = Duration.seconds(3600)

  let connection: Connection

  func report(status: MigrationStatus) async throws -> ValidationReport {
    var findings = status.complaints.map { complaint in
      ValidationReport.Finding(kind: .migration, object: complaint.prefixWord, message: complaint + ".")
    }
    findings += try await catalogueFindings()
    let checks = try await rowChecks()
    for check in checks {
      let broken: Int = try await connection.query(check.count, timeout: Self.timeout).onlyRow().decode(at: 0)
      guard broken > 0 else { continue }
      findings.append(
        ValidationReport.Finding(
          kind: check.kind, object: check.constraint,
          message: "\(broken) rows of \(check.table) break \(check.constraint)."))
    }
    return ValidationReport(version: status.version, constraintsChecked: checks.count, findings: findings)
  }

  private func catalogueFindings() async throws -> [ValidationReport.Finding] {
    try await connection.transaction(Self.catalogueQueries.map(\.sql), mode: .readOnly).enumerated().flatMap {
      index, result in
      try result.rows.map { row in
        ValidationReport.Finding(
          kind: Self.catalogueQueries[index].kind, object: try row.decode("object"), message: try row.decode("message"))
      }
    }
  }

  private struct RowCheck {
    let kind: ValidationReport.Kind
    let table: String
    let constraint: String
    let count: SQL
  }

  /// One count of offending rows for each check and foreign key; `validate constraint` skips what it once believed valid.
  private func rowChecks() async throws -> [RowCheck] {
    let rows = try await connection.query(Self.rowCheckQuery).rows
    return try rows.map { row in
      RowCheck(
        kind: try row.decode("is_reference") ? .brokenReference : .brokenRule, table: try row.decode("table_name"),
        constraint: try row.decode("constraint_name"), count: SQL(unsafeSQL: try row.decode("statement")))
    }
  }

  /// Schemas of the product: neither PostgreSQL's own nor those of extensions.
  private static let ours: SQL = """
    nspname not in ('pg_catalog', 'information_schema', 'extensions') and nspname not like 'pg\\_%'
    """

  private static let catalogueQueries: [(kind: ValidationReport.Kind, sql: SQL)] = [
    (
      .notValidated,
      """
      select conname as object, format('%s on %s is not validated.', conname, conrelid::regclass) as message
      from pg_constraint join pg_namespace n on n.oid = connamespace where not convalidated and \(ours) order by 1
      """
    ),
    (
      .invalidIndex,
      """
      select relname as object, format('The index %s on %s is not valid.', relname, indrelid::regclass) as message
      from pg_index join pg_class on pg_class.oid = indexrelid join pg_namespace n on n.oid = relnamespace
      where not (indisvalid and indisready and indislive) and \(ours) order by 1
      """
    ),
    (
      .disabledTrigger,
      """
      select tgname as object, format('The trigger %s on %s is disabled.', tgname, tgrelid::regclass) as message
      from pg_trigger join pg_class on pg_class.oid = tgrelid join pg_namespace n on n.oid = relnamespace
      where tgenabled in ('D', 'R') and \(ours) order by 1
      """
    ),
    (
      .rowSecurity,
      """
      select pg_class.oid::regclass::text as object, format(case
          when not relrowsecurity then '%s belongs to organisations but has no row-level security.'
          when not relforcerowsecurity then '%s does not force row-level security on its owner.'
          else '%s has row-level security but no policy.' end, pg_class.oid::regclass) as message
      from pg_class join pg_namespace n on n.oid = relnamespace
      where relkind in ('r', 'p') and \(ours)
        and exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'organization_id'
          and not attisdropped)
        and not (relrowsecurity and relforcerowsecurity and exists (select from pg_policy where polrelid = pg_class.oid))
      order by 1
      """
    ),
  ]

  private static let rowCheckQuery: SQL = """
    select contype = 'f' as is_reference, conrelid::regclass::text as table_name, conname as constraint_name,
      case contype
        when 'c' then format('select count(*) from only %s where not (%s)', conrelid::regclass,
          pg_get_expr(conbin, conrelid))
        else format('select count(*) from only %s as child where %s and not exists (select from %s as parent where %s)',
          conrelid::regclass,
          (select string_agg(format('child.%I is not null', attname), ' and ') from pg_attribute
            where attrelid = conrelid and attnum = any (conkey)),
          confrelid::regclass,
          (select string_agg(format('parent.%I = child.%I', theirs.attname, mine.attname), ' and ')
            from unnest(conkey, confkey) as pair (mine, theirs)
            join pg_attribute mine on mine.attrelid = conrelid and mine.attnum = pair.mine
            join pg_attribute theirs on theirs.attrelid = confrelid and theirs.attnum = pair.theirs))
      end as statement
    from pg_constraint join pg_class on pg_class.oid = conrelid join pg_namespace n on n.oid = connamespace
    where contype in ('c', 'f') and relkind = 'r' and \(ours) order by 2, 3
    """
}

extension String {
  /// The first word: the label of a migration in a complaint.
  fileprivate var prefixWord: String { String(prefix { $0 != " " }) }
}
