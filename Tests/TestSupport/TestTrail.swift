package import Postgres

/// An audit trail with fixed times in place of the one that the making of a test's database left behind.
///
/// The trail is append-only, so it is written by the superuser with the triggers of the tables asleep.
package enum TestTrail {
  /// How many sign-ins of the second receptionist stand below the entries of note.
  package static let oldSignIns = 250

  package static func write(on connection: isolated Connection) async throws {
    try await connection.run(script: script)
  }

  private static let script = """
    set session_replication_role = replica;
    delete from audit_logs;
    insert into audit_logs (organization_id, user_id, session_id, action, entity_type, entity_id, reason, old_values,
      new_values, created_at, ip_address, user_agent)
    select 1, 2, 100 + n, 'SIGN_IN', 'staff', 2, null, null, null,
      '2026-10-01 08:00Z'::timestamptz + n * interval '1 hour', '10.0.0.7', 'labrador 1.0'
    from generate_series(1, \(oldSignIns)) n;
    insert into audit_logs (organization_id, user_id, session_id, action, entity_type, entity_id, reason, old_values,
      new_values, created_at, ip_address, user_agent)
    values
      (1, null, null, 'CREATE', 'organizations', 1, null, null, '{"id": 1, "name": "City Vet Lab", "channel": "[redacted]"}',
        '2026-11-18 06:00Z', null, null),
      (1, 8, 41, 'CREATE', 'permissions', 77, null, null, '{"id": 77, "user_id": 1, "permission": "audit.read"}',
        '2026-11-19 08:00Z', '10.0.0.8', 'labrador 1.0'),
      (1, 8, 41, 'DELETE', 'permissions', 77, null, '{"id": 77, "user_id": 1, "permission": "audit.read"}', null,
        '2026-11-19 08:05Z', '10.0.0.8', 'labrador 1.0'),
      (1, 1, 42, 'CREATE', 'bookings', 6, null, null,
        '{"id": 6, "status": "confirmed", "total": 73000, "notes": null, "booking_date": "2026-11-21T15:00:00+00:00"}',
        '2026-11-20 09:00:05Z', '10.0.0.7', 'labrador 1.0'),
      (1, 1, 42, 'CREATE', 'booking_items', 8, null, null, '{"id": 8, "booking_id": 6, "unit_price": 65000}',
        '2026-11-20 09:00:06Z', '10.0.0.7', 'labrador 1.0'),
      (1, 8, 43, 'UPDATE', 'bookings', 6, 'The client rang; the gate is on the other side',
        '{"total": 73000, "notes": null, "status": "confirmed", "booking_date": "2026-11-21T15:00:00+00:00", "collection_staff_id": null}',
        '{"total": 65000, "notes": "Ring twice. \(longNote)", "status": "en_route", "booking_date": "2026-11-21T16:30:00+00:00", "collection_staff_id": 3}',
        '2026-11-20 10:30Z', '10.0.0.8', 'labrador 1.0'),
      (1, 3, null, 'SIGN_IN_FAILED', 'staff', 3, null, null, '{"attempts": 4}', '2026-11-21 07:00Z', '/dev/pts/4',
        'labrador 1.0'),
      (1, 3, null, 'LOCK', 'staff', 3, null, null, '{"attempts": 5}', '2026-11-21 07:01Z', '/dev/pts/4', 'labrador 1.0'),
      (1, 8, 44, 'UNLOCK', 'staff', 3, 'He called from his own number', null, null, '2026-11-21 07:10Z', '10.0.0.8',
        'labrador 1.0'),
      (1, 8, 44, 'UPDATE', 'staff', 3, null, '{"hashed_password": "[redacted]"}', '{"hashed_password": "[redacted]"}',
        '2026-11-21 07:12Z', '10.0.0.8', 'labrador 1.0'),
      (2, 10, 45, 'UPDATE', 'tests', 13, null, '{"price": 2500}', '{"price": 2700}', '2026-11-21 08:00Z', '10.0.9.9',
        'labrador 1.0');
    """

  /// A note that takes several rows of the entry.
  package static let longNote =
    "The bell of the second gate does not work, so call first; the dog is friendly but has to be held on the lead"
    + " while the sample is taken. The last word is umbrella."
}
