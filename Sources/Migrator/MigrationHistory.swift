import Postgres

/// The append-only record of what was done to the schema, kept in a schema of its own.
enum MigrationHistory {
  /// Makes the tables if they are not there; runs while the migration lock is held.
  static func prepare(_ connection: Connection) async throws {
    guard try await !exists(connection) else { return }
    try await connection.withTransaction { connection in try await connection.run(script: schema) }
  }

  static func exists(_ connection: Connection) async throws -> Bool {
    try await connection.query("select to_regclass('migration.applied') is not null").onlyRow().decode(at: 0)
  }

  /// What is live now, by version.
  static func applied(_ connection: Connection) async throws -> [AppliedMigration] {
    guard try await exists(connection) else { return [] }
    return try await connection.query(
      """
      select version, name, action, checksum, db_user, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
      from migration.applied order by version
      """
    ).rows.map { row in
      AppliedMigration(
        version: try row.decode("version"), name: try row.decode("name"), action: try row.decode("action"),
        checksum: try row.decode("checksum"), user: try row.decode("db_user"), at: try row.decode("at"))
    }
  }

  static func events(_ connection: Connection) async throws -> [MigrationEvent] {
    guard try await exists(connection) else { return [] }
    return try await connection.query(
      """
      select seq, version, name, action, checksum, application, db_user, elapsed_ms,
        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
      from migration.events order by seq
      """
    ).rows.map { row in
      MigrationEvent(
        sequence: try row.decode("seq"), version: try row.decode("version"), name: try row.decode("name"),
        action: try row.decode("action"), checksum: try row.decode("checksum"),
        application: try row.decode("application"), user: try row.decode("db_user"), at: try row.decode("at"),
        elapsedMilliseconds: try row.decode("elapsed_ms"))
    }
  }

  /// The statement that records an event; it belongs into the transaction of what it records.
  static func record(_ migration: Migration, _ action: MigrationEvent.Action, checksum: String) -> SQL {
    """
    insert into migration.events (version, name, action, checksum, application, elapsed_ms)
    values (\(migration.version), \(migration.name), \(action), \(checksum), current_setting('application_name'),
      extract(epoch from clock_timestamp() - now()) * 1000)
    """
  }

  /// The checksum of each text, computed by PostgreSQL.
  static func checksums(of texts: [String], _ connection: Connection) async throws -> [String] {
    try await connection.query(
      """
      select 'sha256:' || encode(sha256(convert_to(text, 'UTF8')), 'hex')
      from unnest(\(texts)::text[]) with ordinality as file (text, place) order by place
      """
    ).rows.map { try $0.decode(at: 0) }
  }

  private static let schema = """
    create schema migration;
    comment on schema migration is 'What was done to the structure of this database.';
    create table migration.events (
      seq bigint generated always as identity constraint pk_events primary key,
      version int not null constraint ck_events_version check (version > 0),
      name text not null,
      action text not null constraint ck_events_action check (action in ('apply', 'rollback', 'stamp')),
      checksum text not null,
      application text not null,
      db_user text not null default session_user,
      at timestamptz not null default clock_timestamp(),
      elapsed_ms int not null
    );
    comment on table migration.events is 'One row for each migration applied, rolled back or taken as already applied.';
    comment on column migration.events.checksum is 'Algorithm and hash of the canonical text of the up script.';
    comment on column migration.events.application is 'The program that did it, as it named itself to the server.';
    create function migration.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the history of migrations is never changed' using errcode = 'restrict_violation';
    end $$;
    create trigger events_are_kept before update or delete or truncate on migration.events
      for each statement execute function migration.refuse_change();
    create view migration.applied as
      select version, name, action, checksum, application, db_user, at
      from (select distinct on (version) * from migration.events order by version, seq desc) as latest
      where action <> 'rollback';
    comment on view migration.applied is 'The migrations that the database stands on now.';
    grant usage on schema migration to public;
    grant select on migration.applied to public;
    """
}

/// A migration that the database stands on.
struct AppliedMigration: Sendable, Hashable {
  let version: Int
  let name: String
  let action: MigrationEvent.Action
  let checksum: String
  let user: String
  let at: String
}
