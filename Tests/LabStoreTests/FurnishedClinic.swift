import LabStore
import Postgres
import TestSupport

/// The small clinic with at least one row in every table, and all of it once more at the neighbours.
enum FurnishedClinic {
  /// A system administrator, who is an analyst besides: what the flag adds to a role is seen on a role that may do little.
  static let superuser = TestClinic.Account(
    role: "superuser", name: TestClinic.superuser.name, phone: TestClinic.superuser.phone, slug: TestClinic.slug)

  /// Furnishes the database of the running test.
  static func furnish() async throws {
    let world = try await everything()
    try await world.run(script: rows)
    try await world.run(script: neighbours)
    await world.close()
  }

  /// Makes triggers keep quiet, so that grants and policies alone are what refuses.
  static func silenceTriggers() async throws {
    try await everything().run(
      script: """
        do $$
        declare
          owned regclass;
        begin
          for owned in select c.oid from pg_class c
            where c.relnamespace in ('public'::regnamespace, 'desk'::regnamespace, 'search'::regnamespace)
              and c.relkind = 'r'
          loop
            execute format('alter table %s disable trigger user', owned);
          end loop;
        end $$
        """)
  }

  /// As a replica writes it: neither triggers nor foreign keys have a say.
  private static let rows = """
    set session_replication_role = replica;
    update staff set role = 'analyst' where is_superuser;
    insert into availability_rules (organization_id, staff_id, weekday, starts_at, ends_at, effective_from)
    values (1, 4, 1, '07:00', '13:00', '2026-01-01');
    insert into availability_exceptions (organization_id, staff_id, day, reason) values (1, 4, '2026-12-24', 'Leave');
    insert into panel_prices (organization_id, panel_id, price, effective_from) values (1, 1, 150000, '2026-01-01');
    insert into not_duplicates (organization_id, first_client_id, second_client_id) values (1, 1, 2);
    insert into permissions (organization_id, user_id, permission, granted_by) values (1, 4, 'audit.own', 9);
    insert into approvals (organization_id, machine, record_id, record_version, to_status, requested_by, approved_by)
    values (1, 'booking', 4, 1, 'cancelled', 8, 9);
    insert into billing_records (organization_id, booking_id, user_id, base_amount, final_amount, billing_date)
    select organization_id, id, user_id, total, total, current_date from bookings where id = 5;
    insert into specimens (organization_id, accession_number, booking_id, pet_id, collected_by)
    select organization_id, '26-900000', id, pet_id, 3 from bookings where id = 5;
    insert into specimen_items (organization_id, specimen_id, booking_item_id)
    select organization_id, id, 6 from specimens where booking_id = 5;
    insert into item_rejections (organization_id, booking_item_id, code) values (1, 6, 'RH');
    insert into payment_transactions (organization_id, client_id, billing_record_id, staff_id, request_key, amount, currency,
      payment_method, completed_at)
    select organization_id, user_id, id, 3, gen_random_uuid(), 1, 'INR', 'cash', now() from billing_records;
    insert into coupon_batches (organization_id, offer_id, request_key, prefix, quantity)
    values (1, 1, gen_random_uuid(), 'X', 1);
    insert into coupon_redemptions (organization_id, coupon_id, booking_id, user_id, discount_amount)
    select organization_id, 1, id, user_id, 0 from bookings where id = 5;
    insert into booking_discounts (organization_id, booking_id, offer_id, coupon_id, name, amount)
    select organization_id, id, 1, 1, 'Welcome', 1 from bookings where id = 5;
    insert into otps (organization_id, phone, code, expires_at, staff_id, issued_by)
    select organization_id, phone, hashed_password, now() + interval '1 hour', id, 8 from staff where id = 4;
    insert into token_blacklist (organization_id, token, user_id, expires_at) values (1, 'x', 1, now());
    insert into prescription_uploads (organization_id, booking_id, user_id, file_name, file_type, file_size_bytes)
    select organization_id, id, user_id, 'note.pdf', 'application/pdf', 5 from bookings where id = 5;
    insert into prescription_files (organization_id, prescription_upload_id, content)
    select organization_id, id, '%PDF-' from prescription_uploads;
    insert into request_log (organization_id, request_key, kind, payload_hash) values (1, gen_random_uuid(), 'x', 'x');
    insert into test_batch_groups (organization_id, booking_id) values (1, 5);
    insert into test_reports (organization_id, booking_item_id, pet_id, test_id, batch_group_id)
    select i.organization_id, i.id, b.pet_id, i.test_id, g.id
    from booking_items i
    join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
    join test_batch_groups g on g.organization_id = i.organization_id
    where i.id = 6;
    insert into report_versions (organization_id, report_id, number, generated_at)
    select organization_id, id, 1, now() from test_reports where booking_item_id = 6;
    insert into test_parameters (organization_id, test_id, name) values (1, 1, 'White cells');
    insert into reference_intervals (organization_id, parameter_id, low) select organization_id, id, 1 from test_parameters;
    insert into report_templates (organization_id, test_id, title, body) values (1, 1, 'Normal', 'Nothing unusual');
    insert into version_results (organization_id, version_id, parameter_id, position, name, value)
    select v.organization_id, v.id, p.id, 1, p.name, 5 from report_versions v, test_parameters p;
    insert into report_deliveries (organization_id, report_id, version_id, client_id, channel, recipient)
    select organization_id, report_id, id, 1, 'hand', 'Priya' from report_versions;
    insert into desk.sign_in_failures (identity, attempts) values ('x', 1);
    insert into desk.tries (organization_id, staff_id, forgiven) values (1, 4, 0);
    insert into staff_sessions (organization_id, staff_id, token_hash) values (1, 4, sha256('x'));
    insert into audit_logs (organization_id, user_id, action, entity_type)
    select organization_id, id, 'SIGN_IN', 'staff' from staff where organization_id = 1;
    update visits set starts_at = date_trunc('day', now()) + interval '12 hours',
      blocked_until = date_trunc('day', now()) + interval '13 hours' where booking_id = 5;
    reset session_replication_role;
    """

  /// Every row of the city once more in the hills, under numbers of its own.
  private static let neighbours = """
    set session_replication_role = replica;
    do $$
    declare
      copied record;
    begin
      for copied in
        select n.nspname, c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns,
          string_agg(case
            when a.attname = 'organization_id' then '2'
            when a.attname = 'token_hash' then 'sha256(token_hash)'
            when k.is_key and a.atttypid in ('int8'::regtype, 'int4'::regtype) then format('%I + 1000000', a.attname)
            when k.is_key and c.relname in ('tax_codes', 'tests') then format('%I || ''-2''', a.attname)
            else quote_ident(a.attname) end, ', ' order by a.attnum) as values
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        cross join lateral (select exists (select from pg_constraint f
          where f.conrelid = c.oid and f.contype in ('p', 'f') and a.attnum = any (f.conkey)
            and a.attname not like '%organization_id') as is_key) k
        where n.nspname in ('public', 'search') and c.relkind = 'r'
          and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'organization_id')
        group by 1, 2
      loop
        execute format('insert into %1$I.%2$I (%3$s) select %4$s from %1$I.%2$I where organization_id = 1 '
          '%5$s', copied.nspname, copied.relname, copied.columns, copied.values,
          -- Where a clash is held when the statement ends, there is nothing to do about it before.
          case when copied.relname <> 'visits' then 'on conflict do nothing' end);
      end loop;
    end $$;
    reset session_replication_role;
    """
}
