-- Back to the seeds' tables alone. Clients, pets, bookings, items, reports, billing and coupons stay as they stand;
-- visits, events, panels, stored prescriptions and everything else that 0007 added goes.

set local client_min_messages = warning;

drop view scoped.lab_pets, scoped.lab_bookings, scoped.lab_items, scoped.analyst_bookings, scoped.analyst_items,
  scoped.stop_items,
  scoped.stops;

-- Triggers of this migration are those that call functions which are about to go.
do $$
declare
  added record;
begin
  for added in
    select c.relname, t.tgname
    from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    join pg_proc p on p.oid = t.tgfoid
    join pg_namespace n on n.oid = p.pronamespace
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
      and (n.nspname = 'search' or n.nspname = 'desk' and p.proname
        in ('guard_status', 'note_status', 'protect', 'prepare_booking',
        'prepare_item', 'balance_booking', 'prepare_visit', 'follow_visit', 'guard_report', 'complete_item', 'guard_billing',
          'close_booking',
        'stamp_redemption', 'redeem', 'count_redemption', 'bump_version', 'bump_version_and_time', 'notify'))
  loop
    execute format('drop trigger %I on public.%I', added.tgname, added.relname);
  end loop;
end $$;

drop schema search cascade;
drop table visits, status_events, approvals, prescription_files, test_panel_tests, test_panels, draw_limits,
  organization_counters;
drop table desk.allowed_moves cascade;

alter table users
  drop column preferred_name, drop column second_phone_digits, drop column second_phone_reversed,
    drop column second_phone,
  drop column phone_digits, drop column phone_reversed, drop column name_key, drop column version;
drop index ix_users_email_key;
alter table pets
  drop column sex, drop column date_of_birth, drop column birth_precision, drop column is_deceased,
  drop column deceased_on, drop column microchip, drop column name_key, drop column version;
alter table addresses
  drop column label, drop column area, drop column latitude, drop column longitude, drop column version;
alter table tests drop column preparation, drop column search_key, drop column code, drop column tax_code, drop column version;
drop table tax_codes;
alter table offers drop column is_stackable, drop column covers_distance, drop column is_automatic,
  drop column version;
alter table coupons drop column version;
alter table bookings
  drop constraint ck_bookings_status,
  drop column booking_number, drop column request_key, drop column collection_method,
    drop column distance_pricing_config_id,
  drop column estimated_distance_m, drop column coupon_id, drop column subtotal, drop column discount,
    drop column distance_charge,
  drop column tax, drop column total, drop column created_by_staff_id, drop column collection_address_id,
  drop column collection_area, drop column collection_latitude, drop column collection_longitude, drop column version;
drop index ix_bookings_pet_recent, ix_bookings_client_recent;
alter table booking_items drop column version;
alter table prescription_uploads drop column version;
alter table clinic_info drop column version;
alter table distance_pricing_configs drop column version;
alter table staff drop column version;
alter table test_reports
  drop column generated_by_staff_id, drop column verified_at, drop column verified_by_staff_id,
    drop column retracted_at,
  drop column version;
alter table billing_records drop constraint ck_billing_records_sum, drop column tax_amount, drop column version;

-- Without the column every redemption is a use.
alter table coupon_redemptions disable trigger user;
delete from coupon_redemptions where status = 'released';
alter table coupon_redemptions enable trigger user;
alter table coupon_redemptions
  drop column status, drop column released_at,
  add constraint uq_coupon_redemptions_coupon_id unique (organization_id, coupon_id, booking_id);

create view scoped.lab_pets with (security_barrier) as
select p.organization_id, p.id, p.user_id, p.name, p.species, p.breed, p.age_years, p.weight_kg, p.medical_history,
  p.is_active
from public.pets p
where p.organization_id = (select desk.organization_id()) and (select desk.allowed('reports.read'));
comment on view scoped.lab_pets is 'Pets as the laboratory sees them.';

create or replace function desk.seed_organization(p_organization_id bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  insert into clinic_info (organization_id) values (p_organization_id)
  on conflict on constraint uq_clinic_info_organization_id do nothing;
  insert into distance_pricing_configs (organization_id, base_charge, charge_per_km, max_free_distance_km,
    effective_from)
  select o.id, 0, 0, 0, (now() at time zone o.time_zone)::date from organizations o
  where o.id = p_organization_id
    and not exists (select from distance_pricing_configs c where c.organization_id = p_organization_id);
end $$;

drop function desk.assign(bigint, bigint, text), desk.collector_day(date),
  desk.approve(text, text, text, bigint, text),
  desk.move(text, bigint, text, text, bigint, bigint), desk.next_invoice_number(bigint),
    desk.next_number(bigint, text),
  desk.status_table(text), desk.guard_status(), desk.note_status(), desk.protect(), desk.prepare_booking(),
    desk.prepare_item(), desk.balance_booking(), desk.lives_there(bigint, bigint, bigint),
  desk.prepare_visit(), desk.follow_visit(), desk.guard_report(), desk.complete_item(), desk.guard_billing(),
    desk.close_booking(),
  desk.stamp_redemption(), desk.redeem(), desk.count_redemption(), desk.bump_version(), desk.bump_version_and_time(),
    desk.notify(),
  desk.words(text), desk.fold(text), desk.reschedule(bigint, timestamp, integer, text);

delete from table_permissions where table_name in (
  'visits', 'status_events', 'tax_codes', 'test_panels', 'test_panel_tests', 'draw_limits', 'prescription_files');
delete from desk.managed_columns where (table_name, column_name) in (
  ('bookings', 'booking_number'), ('bookings', 'created_by_staff_id'), ('bookings', 'estimated_distance_km'),
  ('visits', 'attempt'), ('test_reports', 'generated_by_staff_id'), ('test_reports', 'verified_at'),
  ('test_reports', 'verified_by_staff_id'), ('test_reports', 'retracted_at'), ('coupon_redemptions', 'released_at'));
delete from desk.unaudited_tables where table_name in ('status_events', 'approvals', 'organization_counters');
select desk.apply_policies();
select desk.apply_audit();
grant select on scoped.lab_pets to labrador_desk;
