-- Back to collectors who work at any time on any day, and to visits whose clashes are held row by row.

drop trigger tr_staff_notify on staff;
create trigger tr_staff_notify after insert or delete or update of name, phone, email, role, assigned_area, is_active,
  is_locked, approved_at, is_organization_owner, is_superuser, password_set_by on staff
  for each row execute function desk.notify();
drop function desk.pin_visit(bigint, bigint, boolean);
drop function desk.plan_route(bigint, date, bigint[], bigint[], timestamp[]);
drop function desk.swap_visits(bigint, bigint, bigint, bigint);
drop function desk.assign(bigint, bigint, text, bigint, timestamp);
drop function desk.hold_bookings(bigint, bigint[], bigint[]);
drop function desk.set_week(bigint, date, integer[], time[], time[], integer, bigint[], integer);
drop function desk.set_usual(bigint, date);
drop function desk.set_hours(bigint, date, time[], time[], text);
drop function desk.refuse_stretches(time[], time[]);
drop function desk.set_off(bigint, date, text);
drop function desk.put_exception(bigint, bigint, date, time[], time[], text, bigint);
drop function desk.require_collector(bigint, text);
drop function desk.open_day(date, time, time, text);
drop function desk.close_day(date, text);
drop trigger tr_clinic_info_follow on clinic_info;
drop function desk.follow_clinic();
drop function desk.lock_all(bigint, bigint[]);
drop function desk.open_bookings(bigint, date[]);
drop function desk.days_that_change(clinic_info, clinic_info);
drop trigger tr_visits_capacity_update on visits;
drop trigger tr_visits_capacity_insert on visits;
drop function desk.keep_capacity();
drop trigger tr_visits_roster on visits;
drop function desk.keep_hours();
drop function desk.refuse_closed(bigint, date);
drop function desk.roster_day(date);
drop function desk.working_day(bigint, bigint, date);
drop function desk.hours_words(time[], time[]);
drop function desk.day_words(date);
drop function desk.lock_collector_days(bigint, bigint[], date[]);
drop function desk.lock_clinic_hours(bigint, boolean);

create or replace function desk.flag_bookings() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  mark text;
begin
  if tg_table_name = 'pets' then
    mark := case when new.is_deceased then 'pet_deceased' when not new.is_active then 'pet_inactive' end;
    if mark is not null then
      update bookings b set attention = mark
      where b.organization_id = new.organization_id and b.pet_id = new.id and desk.is_ahead(b.status)
        and b.attention is distinct from mark;
    else
      update bookings b set attention = case when not u.is_active then 'client_inactive' end
      from users u
      where b.organization_id = new.organization_id and b.pet_id = new.id
        and b.attention in ('pet_deceased', 'pet_inactive')
        and u.organization_id = b.organization_id and u.id = b.user_id;
    end if;
  elsif new.is_active then
    update bookings b set attention = null
    where b.organization_id = new.organization_id and b.user_id = new.id and b.attention = 'client_inactive';
  else
    update bookings b set attention = 'client_inactive'
    where b.organization_id = new.organization_id and b.user_id = new.id and desk.is_ahead(b.status)
      and b.attention is null;
  end if;
  return null;
end $$;
comment on function desk.flag_bookings() is
  'Marks the bookings that wait for a visit of a pet or client that is no longer booked for; takes the mark back with it.';

create or replace function desk.set_active(p_staff_id bigint, p_is_active boolean, p_reason text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require_turn(p_staff_id);
  returned integer := 0;
begin
  perform set_config('labrador.reason', coalesce(btrim(p_reason), ''), true);
  if not p_is_active and coalesce(btrim(p_reason), '') = '' then
    raise exception using errcode = 'LB004', message = 'deactivating an account needs a reason';
  end if;
  if p_is_active and exists (select from staff s
    where s.organization_id = session.organization_id and s.id = p_staff_id and s.approved_at is null) then
    raise exception using errcode = 'LB019', message = 'this account waits for approval';
  end if;
  update staff set is_active = p_is_active
  where organization_id = session.organization_id and id = p_staff_id and is_active <> p_is_active;
  if not p_is_active then
    perform desk.end_sessions_of(session.organization_id, p_staff_id, null);
    returned := desk.return_visits(session.organization_id, p_staff_id);
  end if;
  return returned;
end $$;
comment on function desk.set_active(bigint, boolean, text) is
  'Deactivates or reactivates an account. Deactivating ends its sessions at once and returns its open visits to '
  'unassigned; answers how many.';

create or replace function desk.change_role(p_staff_id bigint, p_role text, p_reason text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require_turn(p_staff_id);
begin
  perform desk.require_role(p_role);
  perform set_config('labrador.reason', coalesce(btrim(p_reason), ''), true);
  update staff set role = p_role, is_organization_owner = p_role = 'organization_owner'
  where organization_id = session.organization_id and id = p_staff_id;
  if p_role <> 'collector' then
    perform desk.return_visits(session.organization_id, p_staff_id);
  end if;
end $$;
comment on function desk.change_role(bigint, text, text) is
  'Gives a colleague another role of no higher rank; whoever stops collecting gives their open visits back.';

create or replace function desk.return_visits(p_organization_id bigint, p_staff_id bigint) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  returned integer;
begin
  -- Bookings before visits, as desk.move locks them.
  perform from bookings b where b.organization_id = p_organization_id and b.id in (
    select v.booking_id from visits v where v.organization_id = p_organization_id and v.staff_id = p_staff_id
      and v.status in ('assigned', 'en_route', 'arrived'))
  order by b.id for no key update;
  update visits v set status = 'confirmed', staff_id = null, sequence = null
  where v.organization_id = p_organization_id and v.staff_id = p_staff_id
    and v.status in ('assigned', 'en_route', 'arrived');
  get diagnostics returned = row_count;
  return returned;
end $$;
comment on function desk.return_visits(bigint, bigint) is
  'Takes the open visits of a collector back to unassigned; answers how many.';

create or replace function desk.follow_visit() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  standing text;
begin
  if tg_op = 'INSERT' then
    -- Set-up and the demo load bookings and visits as they stand; only a desk books.
    if desk.staff_id() is null then
      return null;
    end if;
    select b.status into standing from bookings b where b.organization_id = new.organization_id
      and b.id = new.booking_id;
    if standing not in ('confirmed', 'no_show', 'failed_visit') then
      raise exception using errcode = 'LB010', table = 'bookings',
        message = format('this booking cannot go from %s to %s', standing, new.status);
    end if;
    update bookings b set status = 'confirmed'
    where b.organization_id = new.organization_id and b.id = new.booking_id and b.status <> 'confirmed';
  end if;
  update bookings b set status = new.status, booking_date = new.starts_at, collection_staff_id = new.staff_id,
    collection_method = new.collection_method
  where b.organization_id = new.organization_id and b.id = new.booking_id
    and (b.status, b.booking_date, b.collection_staff_id, b.collection_method)
      is distinct from (new.status, new.starts_at, new.staff_id, new.collection_method);
  return null;
end $$;
comment on function desk.follow_visit() is
  'Keeps status, time, collector and method of the booking as its latest visit has them.';

drop function desk.take_back(bigint, bigint[], text);
drop function desk.lock_open_visits(bigint, bigint);
drop function desk.clinic_plan();
drop function desk.clinic_hours(bigint, date);
drop function desk.hours_on(clinic_info, date);
drop function desk.read_time(text);

create function desk.assign(p_booking_id bigint, p_staff_id bigint, p_reason text default null) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('visits.assign');
  stop visits;
begin
  perform from bookings b where b.organization_id = session.organization_id and b.id = p_booking_id for no key update;
  select v.* into stop from visits v
  where v.organization_id = session.organization_id and v.booking_id = p_booking_id
    and v.status not in ('cancelled', 'no_show', 'failed_visit')
  for no key update;
  if stop.id is null then
    raise exception using errcode = 'LB007', message = 'this booking has no visit to assign';
  end if;
  if stop.status not in ('confirmed', 'assigned') then
    raise exception using errcode = 'LB010', table = 'visits',
      message = format('this booking cannot go from %s to assigned', stop.status);
  end if;
  perform set_config('labrador.reason', coalesce(p_reason, ''), true);
  update visits v set staff_id = p_staff_id,
    status = case when p_staff_id is null then 'confirmed' else 'assigned' end,
    sequence = case when p_staff_id is not distinct from stop.staff_id then stop.sequence end
  where v.organization_id = session.organization_id and v.id = stop.id;
  return stop.id;
end $$;
comment on function desk.assign(bigint, bigint, text) is
  'Gives the visit of a booking to a collector, or takes it back with null; answers the visit. '
  'ex_visits_staff_overlap when busy.';

create function desk.collector_day(p_date date) returns table (
  staff_id bigint, name text, assigned_area text, visit_id bigint, booking_id bigint, booking_number text,
  starts_at timestamp, blocked_until timestamp, status text, area text, sequence integer
)
language sql stable set search_path = pg_catalog, public, extensions, pg_temp as $$
  select s.id, s.name, s.assigned_area, v.id, v.booking_id, b.booking_number, v.starts_at at time zone o.time_zone,
    v.blocked_until at time zone o.time_zone, v.status, b.collection_area, v.sequence
  from staff s
  join organizations o on o.id = s.organization_id
  left join visits v on v.organization_id = s.organization_id and v.staff_id = s.id
    and v.status in ('assigned', 'en_route', 'arrived')
    and v.starts_at < ((p_date + 1)::timestamp at time zone o.time_zone)
    and v.blocked_until > (p_date::timestamp at time zone o.time_zone)
  left join bookings b on b.organization_id = v.organization_id and b.id = v.booking_id
  where s.organization_id = (select desk.organization_id()) and s.role = 'collector' and s.is_active
  order by s.name, s.id, v.starts_at
$$;
comment on function desk.collector_day(date) is
  'Each active collector with the visits that block them on a day, local times; one row with nulls when free all day.';

drop table availability_exceptions, availability_rules;
drop function desk.notify_roster();
alter table staff drop column daily_capacity;
-- What was closed asks for nothing that this version knows.
alter table bookings disable trigger user;
update bookings set attention = null where attention = 'clinic_closed';
alter table bookings enable trigger user;
alter table bookings drop constraint ck_bookings_attention;
alter table bookings add constraint ck_bookings_attention
  check (attention in ('pet_deceased', 'pet_inactive', 'client_inactive'));
alter table visits
  drop column is_pinned,
  drop column returned_reason,
  drop constraint ex_visits_staff_overlap,
  add constraint ex_visits_staff_overlap exclude using gist (
    organization_id with =, staff_id with =, tstzrange(starts_at, blocked_until) with &&)
    where (staff_id is not null and status in ('confirmed', 'assigned', 'en_route', 'arrived'));

delete from table_permissions where table_name in ('availability_rules', 'availability_exceptions');
delete from desk.managed_columns where (table_name, column_name) in (
  ('staff', 'daily_capacity'), ('visits', 'is_pinned'), ('visits', 'returned_reason'));
select desk.apply_policies();
select desk.apply_audit();
revoke execute on function desk.assign(bigint, bigint, text), desk.collector_day(date) from public;
grant execute on function desk.assign(bigint, bigint, text), desk.collector_day(date) to labrador_desk;
