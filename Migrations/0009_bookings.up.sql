-- The booking view: a visit moved under the version that was read, a new attempt after one that failed, and
-- prescriptions that are held against the booking by somebody who may.

-- Moving a visit ----------------------------------------------------------------------------------------------------

drop function desk.reschedule(bigint, timestamp, integer, text);
create function desk.reschedule(
  p_booking_id bigint, p_starts_at timestamp, p_duration_minutes integer default null, p_reason text default null,
  p_version bigint default null
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('visits.assign');
  standing bookings;
  begins timestamptz;
  moved bigint;
begin
  select b.* into standing from bookings b where b.organization_id = session.organization_id and b.id = p_booking_id
  for no key update;
  if p_version is not null and p_version <> standing.version then
    raise exception using errcode = 'LB014', table = 'bookings',
      message = 'this booking was changed in the meantime', detail = format('It is %s now.', standing.status);
  end if;
  select p_starts_at at time zone o.time_zone into begins from organizations o where o.id = session.organization_id;
  perform set_config('labrador.reason', coalesce(p_reason, ''), true);
  update visits v set starts_at = begins, duration_minutes = coalesce(p_duration_minutes, v.duration_minutes),
    sequence = null
  where v.organization_id = session.organization_id and v.booking_id = p_booking_id
    and v.status not in ('cancelled', 'no_show', 'failed_visit')
  returning v.id into moved;
  if moved is null and standing.status in ('no_show', 'failed_visit') then
    perform desk.require('bookings.write');
    insert into visits (organization_id, booking_id, collection_method, address_id, starts_at, duration_minutes,
      travel_buffer_minutes, blocked_until, status)
    select v.organization_id, v.booking_id, v.collection_method, v.address_id, begins,
      coalesce(p_duration_minutes, v.duration_minutes), v.travel_buffer_minutes, begins + interval '1 minute',
      'confirmed'
    from visits v
    where v.organization_id = session.organization_id and v.booking_id = p_booking_id
    order by v.attempt desc limit 1
    returning id into moved;
  end if;
  if moved is null then
    raise exception using errcode = 'LB007', message = 'this booking has no visit to move';
  end if;
  return moved;
end $$;
comment on function desk.reschedule(bigint, timestamp, integer, text, bigint) is
  'Moves the visit of a booking to another local time with the same collector, or makes another attempt where nobody '
  'was there or the visit failed; answers the visit. LB014 where the booking is no longer the version that was read, '
  'ex_visits_staff_overlap when busy.';

-- Prescriptions -----------------------------------------------------------------------------------------------------

insert into role_permissions (role, permission) values
  ('admin', 'prescriptions.verify'), ('organization_owner', 'prescriptions.verify');
insert into desk.managed_columns (table_name, column_name) values
  ('prescription_uploads', 'verified_by_admin_id'), ('prescription_uploads', 'verification_notes');
comment on column prescription_uploads.verification_notes is
  'What the verifier noted; without verified_by_admin_id it is the query that has to be cleared first.';

create function desk.check_prescription(
  p_id bigint, p_is_verified boolean, p_notes text default null, p_version bigint default null
) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('prescriptions.verify');
  notes constant text := nullif(btrim(p_notes), '');
  standing bigint;
begin
  select u.version into standing from prescription_uploads u
  where u.organization_id = session.organization_id and u.id = p_id for no key update;
  if standing is null then
    raise exception using errcode = 'LB007', message = 'there is no such prescription';
  end if;
  if p_version is not null and p_version <> standing then
    raise exception using errcode = 'LB014', table = 'prescription_uploads',
      message = 'this prescription was checked in the meantime';
  end if;
  if not coalesce(p_is_verified, false) and notes is null then
    raise exception using errcode = 'LB034', table = 'prescription_uploads',
      message = 'a query says what is in question';
  end if;
  update prescription_uploads u set verified_by_admin_id = case when p_is_verified then session.staff_id end,
    verification_notes = notes
  where u.organization_id = session.organization_id and u.id = p_id;
end $$;
comment on function desk.check_prescription(bigint, boolean, text, bigint) is
  'Notes that the session''s person has held a booking against its prescription, or what is in question; LB014 where '
  'somebody else has checked it since.';

-- What the open booking shows and no change of the booking itself tells -----------------------------------------------

create trigger tr_booking_items_notify after update on booking_items for each row execute function desk.notify();
create trigger tr_billing_records_notify after update on billing_records for each row execute function desk.notify();
create trigger tr_prescription_uploads_notify after update on prescription_uploads
  for each row execute function desk.notify();

select desk.apply_policies();
revoke execute on function desk.reschedule(bigint, timestamp, integer, text, bigint),
  desk.check_prescription(bigint, boolean, text, bigint) from public;
grant execute on function desk.reschedule(bigint, timestamp, integer, text, bigint),
  desk.check_prescription(bigint, boolean, text, bigint) to labrador_desk;
