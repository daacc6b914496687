import EmbeddedPostgres
import Postgres
import TestSupport
import Testing

/// Every role tries every verb on every table, each over a connection of its own, and comes as far as `AccessMatrix` says.
@Suite("Role, table and verb", .clinic)
struct AccessMatrixTests {
  @Test("What each role can do with each table is what is written down")
  func matrix() async throws {
    try await FurnishedClinic.furnish()
    try await FurnishedClinic.silenceTriggers()
    var sessions: [(letter: Character, session: BareSession)] = []
    for (letter, account) in AccessMatrix.callers {
      sessions.append((letter, try await BareSession.begin(as: account)))
    }
    let trials = try await Trial.all()
    for trial in trials where AccessMatrix.lines[trial.relation] == nil {
      Issue.record(
        """
        \(trial.relation) has no line in AccessMatrix.text. Decide which roles may select, insert, update and delete, give \
        each a row in table_permissions, run desk.apply_policies(), and write the letters down there.
        """)
    }
    for trial in trials where trial.ownRows == 0 {
      Issue.record("\(trial.relation) holds no row to try on: add one to FurnishedClinic.rows.")
    }
    let gone = Set(AccessMatrix.lines.keys).subtracting(trials.map(\.relation))
    #expect(gone.isEmpty, "These lines of AccessMatrix.text stand for nothing: \(gone.sorted())")

    // One after the other: what is rolled back is locked until then.
    var outcomes: [Outcome] = []
    for (letter, session) in sessions {
      for trial in trials {
        for (verb, statement) in zip(AccessMatrix.verbs, trial.statements) {
          outcomes.append(Outcome(trial, verb, letter, try await session.attempt(statement)))
        }
      }
    }
    for outcome in outcomes where outcome.remark != nil { Issue.record("\(outcome)") }
    let found = trials.map { trial in
      AccessMatrix.line(
        trial.relation,
        AccessMatrix.verbs.map { verb in
          let letters = AccessMatrix.callers.map(\.letter).filter { letter in
            outcomes.contains {
              $0.relation == trial.relation && $0.verb == verb && $0.letter == letter && $0.isAllowed
            }
          }
          return letters.isEmpty ? "-" : String(letters)
        })
    }
    let expected = trials.map { AccessMatrix.line($0.relation, AccessMatrix.lines[$0.relation] ?? []) }
    #expect(found == expected, "What was found:\n\(found.joined(separator: "\n"))")
    #expect(outcomes.count == trials.count * 4 * AccessMatrix.callers.count)
  }
}

/// What one role came to with one verb on one relation.
private struct Outcome: Sendable, CustomStringConvertible {
  let relation: String
  let verb: String
  let letter: Character
  let isAllowed: Bool
  /// What makes the trial worthless, or a hole even where the verb is allowed.
  var remark: String?

  var description: String { "\(verb) on \(relation) by \(letter): \(remark ?? (isAllowed ? "allowed" : "refused"))" }

  init(_ trial: Trial, _ verb: String, _ letter: Character, _ attempt: Attempt) {
    relation = trial.relation
    self.verb = verb
    self.letter = letter
    switch attempt {
    case .done(let result):
      isAllowed = result.affectedRows > 0
      if isAllowed, verb != "insert", trial.isTable, result.affectedRows != trial.ownRows {
        remark = "\(result.affectedRows) rows, where the organisation has \(trial.ownRows)"
      }
    case .refused(let error):
      // Whoever comes to a constraint has passed grant and policy; 55000 is a view that takes no rows from anybody.
      isAllowed =
        [.uniqueViolation, .exclusionViolation, .foreignKeyViolation, .notNullViolation].contains(error.code)
      if !isAllowed, error.code != .insufficientPrivilege, error.code != .custom("55000") { remark = "\(error)" }
    }
  }
}

/// The four statements that are tried on one relation, made from the catalogue.
private struct Trial: Sendable {
  var relation: String
  var isTable: Bool
  /// What the city has of it.
  var ownRows: Int
  var statements: [SQL]

  static func all() async throws -> [Trial] {
    let world = try await everything()
    let rows = try await world.query(
      """
      select format('%I.%I', n.nspname, c.relname) as relation, c.relkind = 'r' as is_table,
        case when c.oid = 'organizations'::regclass then 'id = 1'
          when bool_or(a.attname = 'organization_id') then 'organization_id = 1' else 'true' end as own,
        coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = ''
            and has_column_privilege('labrador_desk', c.oid, a.attnum, 'insert')),
          array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '')) as given,
        coalesce(
          min(quote_ident(a.attname)) filter (where has_column_privilege('labrador_desk', c.oid, a.attnum, 'update')
            and has_column_privilege('labrador_desk', c.oid, a.attnum, 'select')),
          min(quote_ident(a.attname)) filter (where a.attgenerated = '')) as changed
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where n.nspname in ('public', 'desk', 'search', 'scoped') and c.relkind in ('r', 'p', 'v', 'm', 'f')
      group by c.oid, n.nspname, c.relname, c.relkind
      order by 1
      """
    ).rows
    var trials: [Trial] = []
    for row in rows {
      let relation: String = try row.decode("relation")
      let isTable: Bool = try row.decode("is_table")
      let changed: String = try row.decode("changed")
      let given: [String] = try row.decode("given")
      let own: String = try row.decode("own")
      var ownRows = 1
      var insert = "insert into \(relation) default values"
      if isTable {
        ownRows = try await world.count("select count(*) from \(unsafeSQL: relation) where \(unsafeSQL: own)")
        let copy = try await world.query(
          """
          select string_agg(quote_ident(c.name), ', ' order by c.place) as columns,
            string_agg(quote_nullable(case when exists (select from pg_attribute a
                where a.attrelid = \(relation)::regclass and a.attname = c.name and a.attndims > 0)
              then translate(to_jsonb(t) ->> c.name, '[]', '{}') else to_jsonb(t) ->> c.name end),
              ', ' order by c.place) as values
          from (select * from \(unsafeSQL: relation) where \(unsafeSQL: own) limit 1) t
          cross join unnest(\(given)::text[]) with ordinality as c (name, place)
          """
        ).onlyRow()
        let columns = try copy.decode("columns", as: String?.self) ?? ""
        let values = try copy.decode("values", as: String?.self) ?? ""
        insert = "insert into \(relation) (\(columns)) values (\(values))"
      }
      trials.append(
        Trial(
          relation: relation, isTable: isTable, ownRows: ownRows,
          statements: [
            "select from \(unsafeSQL: relation)", "\(unsafeSQL: insert)",
            "update \(unsafeSQL: relation) set \(unsafeSQL: changed) = \(unsafeSQL: changed)",
            "delete from \(unsafeSQL: relation)",
          ]))
    }
    await world.close()
    return trials
  }
}
