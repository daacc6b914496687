package import Postgres

/// A database of any size to measure with: four organisations, the first of which has seven tenths of everything.
///
/// Every row follows from its number, so that two databases of one size are the same but for the dates of bookings.
package enum MeasuringDatabase {
  package static let organization = "measuring"
  package static let phone = "+919100000001"
  package static let password = "measure-the-desk"

  private static let organizations = [organization, "measuring-2", "measuring-3", "measuring-4"]
  /// Rows of one statement, after each of which progress is told.
  private static let batch = 100_000

  /// Says whether the organisations are in the database; the connection has to be the owner's.
  package static func isLoaded(_ connection: Connection) async throws -> Bool {
    let found = try await connection.query(
      "select exists (select from organizations where slug = \(organization)) as found")
    return try found.onlyRow().decode("found")
  }

  /// Fills a migrated database as its owner in one transaction, and then lets the planner look at it.
  ///
  /// Throws, and leaves nothing behind, when the organisations are there already.
  package static func load(
    _ size: MeasuringSize, into connection: Connection,
    progress: @escaping @Sendable (MeasuringProgress) -> Void = { _ in }
  ) async throws {
    try await connection.withTransaction { connection in
      let triggers = try await QuietTriggers.find(connection)
      let keys = try await LateKeys.find(connection)
      _ = try await connection.pipeline(triggers.off + keys.drop)
      try await prepare(connection)
      // After the organisations: what they are seeded with is looked up by indexes.
      let indexes = try await LateIndexes.find(connection)
      _ = try await connection.pipeline(indexes.drop)
      try await fill(connection, .clients, size.clients, progress, clients)
      try await fill(connection, .addresses, size.clients, progress, addresses)
      try await fill(connection, .pets, size.pets, progress) { pets($0, clients: size.clients) }
      try await fill(connection, .bookings, size.bookings, progress) { bookings($0, pets: size.pets) }
      try await fill(connection, .items, size.bookings, progress, items)
      try await fill(connection, .reports, size.bookings, progress, reports)
      _ = try await connection.query(
        """
        update organization_counters c set last = \(size.bookings) from measured m
        where c.organization_id = m.id and c.series = 'booking'
        """)
      _ = try await connection.pipeline(["analyze users", "analyze pets"])
      try await fill(connection, .clientWords, size.clients, progress) { words($0, of: clientNames) }
      try await fill(connection, .petWords, size.pets, progress) { words($0, of: petNames) }
      progress(MeasuringProgress(step: .keys, done: 0, total: 0))
      _ = try await connection.pipeline(
        [distinctWords] + LoadedClinic.advanceIdentities() + indexes.make + keys.make + triggers.on, timeout: nil)
    }
    progress(MeasuringProgress(step: .statistics, done: 0, total: 0))
    // Outside of a transaction, and each by itself, as vacuum wants it.
    for table in [
      "users", "addresses", "pets", "bookings", "booking_items", "test_reports", "search.tokens", "search.words",
    ] {
      _ = try await connection.query("vacuum (analyze) \(unsafeSQL: table)", timeout: nil)
    }
  }

  /// Makes the rows of one step in batches, so that whoever watches sees them grow.
  private static func fill(
    _ connection: isolated Connection, _ step: MeasuringProgress.Step, _ total: Int,
    _ progress: (MeasuringProgress) -> Void, _ statement: (Range<Int>) -> SQL
  ) async throws {
    for start in stride(from: 1, through: total, by: batch) {
      progress(MeasuringProgress(step: step, done: start - 1, total: total))
      _ = try await connection.query(statement(start..<min(start + batch, total + 1)), timeout: nil)
    }
  }

  // MARK: Statements

  /// The organisations, an account at the desk of the first, a test in each, the pool of names, and what makes numbers of numbers.
  private static func prepare(_ connection: isolated Connection) async throws {
    let names = MeasuringNames()
    var statements: [SQL] = [
      "create temporary table measured (place integer primary key, id bigint not null, test_id bigint) on commit drop",
      """
      create temporary table names (kind text, position integer, name text not null, local_name text,
        primary key (kind, position)) on commit drop
      """,
      """
      insert into names select * from unnest(\(names.kinds)::text[], \(names.positions)::int[], \(names.names)::text[],
        \(names.localNames)::text[])
      """,
      "analyze names",
      """
      create function pg_temp.share(n bigint, salt integer, parts bigint) returns bigint language sql immutable
      return (hashint8extended(n, salt) & 9223372036854775807) % parts
      """,
    ]
    for (place, slug) in organizations.enumerated() {
      let name = "Measuring \(place + 1)"
      statements.append(
        """
        insert into measured (place, id) select \(place), desk.add_organization(\(name), \(slug), 'INR', 'Asia/Kolkata', 'IN')
        """)
    }
    statements += [
      """
      with category as (
        insert into test_categories (organization_id, name) select id, 'Haematology' from measured
        returning organization_id, id
      ), test as (
        insert into tests (organization_id, category_id, code, name, price)
        select organization_id, id, 'CBC', 'Complete blood count', 49000 from category returning organization_id, id
      )
      select organization_id, id from test
      """,
      "update measured m set test_id = t.id from tests t where t.organization_id = m.id",
      """
      insert into staff (organization_id, name, phone, role, hashed_password, approved_at)
      select id, 'Reception', \(phone), 'receptionist', desk.hash_password(\(password)), now() from measured where place = 0
      """,
      // Rows are numbered past those of others, whose numbers they must not take.
      """
      create temporary table bases on commit drop as select
        (select coalesce(max(id), 0) from users) as users, (select coalesce(max(id), 0) from pets) as pets,
        (select coalesce(max(id), 0) from bookings) as bookings, (select coalesce(max(id), 0) from booking_items) as items
      """,
    ]
    _ = try await connection.pipeline(statements)
    for (kind, count) in names.counts {
      // Few names are frequent: the third power of an even share.
      _ = try await connection.query(
        """
        create function pg_temp.\(unsafeSQL: kind)(n bigint, salt integer) returns integer language sql immutable
        return 1 + floor(\(unsafeSQL: String(count)) * power(pg_temp.share(n, salt, 1000000007) / 1000000007.0, 3))::integer
        """)
    }
  }

  /// Seven of ten are the first organisation's.
  private static let place: SQL = "greatest(0, client % 10 - 6)::integer"

  private static func clients(_ rows: Range<Int>) -> SQL {
    """
    insert into users (organization_id, id, full_name, local_name, phone, second_phone, email)
    select m.id, b.users + client, g.name || ' ' || f.name, case when client % 4 = 0 then g.local_name || ' ' || f.local_name end,
      '+91' || 6000000000 + pg_temp.share(client, 1, 4000000000),
      case when client % 8 = 0 then '+91' || 6000000000 + pg_temp.share(client, 2, 4000000000) end,
      case when client % 3 = 0 then desk.fold(g.name) || '.' || client || '@example.com' end
    from bases b cross join generate_series(\(rows.lowerBound)::bigint, \(rows.upperBound - 1)::bigint) as client
    join measured m on m.place = \(place)
    join names g on g.kind = 'given' and g.position = pg_temp.given(client, 3)
    join names f on f.kind = 'family' and f.position = pg_temp.family(client, 4)
    """
  }

  private static func addresses(_ rows: Range<Int>) -> SQL {
    """
    insert into addresses (organization_id, user_id, label, address_line1, area, city, postal_code, is_default)
    select u.organization_id, u.id, 'Home', (u.id % 400)::text || ', Lake Road', 'Indiranagar', 'Bengaluru', '560038', true
    from bases b cross join measured m
    join users u on u.organization_id = m.id
      and u.id between b.users + \(rows.lowerBound)::bigint and b.users + \(rows.upperBound - 1)::bigint
    """
  }

  /// The first pets go round the clients, the others to any of them.
  private static func client(of number: String, among count: Int) -> SQL {
    SQL(
      unsafeSQL: "case when \(number) <= \(count) then \(number) else 1 + pg_temp.share(\(number), 5, \(count)) end")
  }

  private static func pets(_ rows: Range<Int>, clients: Int) -> SQL {
    """
    insert into pets (organization_id, id, user_id, name, species, breed, date_of_birth, birth_precision, weight_kg, microchip)
    select m.id, b.pets + pet, b.users + client, p.name, case when pet % 4 = 0 then 'Cat' else 'Dog' end,
      case when pet % 4 = 0 then 'Indian shorthair' else 'Labrador' end,
      date '2010-01-01' + pg_temp.share(pet, 7, 5800)::integer, 'month', 2 + pg_temp.share(pet, 8, 300) / 10.0,
      case when pet % 5 = 0 then '9' || lpad((b.pets + pet)::text, 14, '0') end
    from bases b cross join generate_series(\(rows.lowerBound)::bigint, \(rows.upperBound - 1)::bigint) as pet
    cross join lateral (select \(client(of: "pet", among: clients)) as client) as owned
    join measured m on m.place = \(place)
    join names p on p.kind = 'pet' and p.position = pg_temp.pet(pet, 6)
    """
  }

  /// Walk-ins of the past four years that are done with; a pet that came may have come often.
  private static func bookings(_ rows: Range<Int>, pets: Int) -> SQL {
    """
    insert into bookings (organization_id, id, user_id, pet_id, booking_number, booking_date, status, collection_method,
      subtotal, total, created_at)
    select p.organization_id, b.bookings + booking, p.user_id, p.id, 'B-' || lpad(booking::text, greatest(6, length(booking::text)), '0'),
      day.at, 'closed', 'walk_in', 49000, 49000, day.at
    from bases b cross join generate_series(\(rows.lowerBound)::bigint, \(rows.upperBound - 1)::bigint) as booking
    cross join lateral (
      select date_trunc('hour', now()) - (1 + pg_temp.share(booking, 10, 35000)) * interval '1 hour' as at) as day
    join pets p on p.id = b.pets + 1 + pg_temp.share(booking, 9, \(pets)::bigint)
    join measured m on m.id = p.organization_id
    """
  }

  private static func items(_ rows: Range<Int>) -> SQL {
    """
    insert into booking_items (organization_id, id, booking_id, test_id, quantity, unit_price, status)
    select k.organization_id, b.items + k.id - b.bookings, k.id, m.test_id, 1, 49000, 'completed'
    from bases b cross join measured m
    join bookings k on k.organization_id = m.id
      and k.id between b.bookings + \(rows.lowerBound)::bigint and b.bookings + \(rows.upperBound - 1)::bigint
    """
  }

  private static func reports(_ rows: Range<Int>) -> SQL {
    """
    insert into test_reports (organization_id, booking_item_id, pet_id, test_id, status, created_at, generated_at,
      verified_at, delivered_at)
    select i.organization_id, i.id, k.pet_id, i.test_id, 'delivered', k.booking_date, k.booking_date + interval '5 hours',
      k.booking_date + interval '6 hours', k.booking_date + interval '7 hours'
    from bases b cross join measured m
    join booking_items i on i.organization_id = m.id
      and i.id between b.items + \(rows.lowerBound)::bigint and b.items + \(rows.upperBound - 1)::bigint
    join bookings k on k.organization_id = i.organization_id and k.id = i.booking_id
    """
  }

  private static let clientNames: SQL = """
    select u.organization_id, u.id as client_id, 0::bigint as pet_id, concat_ws(' ', u.full_name, u.local_name) as name
    from bases b cross join measured m
    join users u on u.organization_id = m.id and u.id between b.users + rows.first and b.users + rows.last
    """

  private static let petNames: SQL = """
    select p.organization_id, p.user_id, p.id, p.name
    from bases b cross join measured m
    join pets p on p.organization_id = m.id and p.id between b.pets + rows.first and b.pets + rows.last
    """

  /// Each name is taken apart once, however many have it.
  private static func words(_ rows: Range<Int>, of names: SQL) -> SQL {
    """
    insert into search.tokens (organization_id, word, client_id, pet_id)
    with named (organization_id, client_id, pet_id, name) as materialized (
      select named.* from (select \(rows.lowerBound)::bigint as first, \(rows.upperBound - 1)::bigint as last) as rows
      cross join lateral (\(names)) as named
    ), taken as materialized (
      select name, desk.words(name) as words from (select distinct name from named) as distinct_names
    )
    select n.organization_id, word, n.client_id, n.pet_id
    from named n join taken t on t.name = n.name cross join lateral unnest(t.words) as word
    """
  }

  private static let distinctWords: SQL = """
    insert into search.words (organization_id, word)
    select distinct t.organization_id, t.word from search.tokens t join measured m on m.id = t.organization_id order by 1, 2
    on conflict do nothing
    """
}
