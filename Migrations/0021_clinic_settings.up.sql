-- Settings of the clinic: opening hours with breaks, what turnaround times are counted by, limits of the desks, and one
-- function that changes any of them, field by field, and says what follows.

-- Opening hours with breaks --------------------------------------------------------------------------------------------

create function desk.minute_of(p_time time) returns integer
language sql immutable strict parallel safe
return extract(epoch from p_time)::integer / 60;
comment on function desk.minute_of(time) is 'Minutes since midnight; 1440 for the end of the day.';

create function desk.time_at(p_minute integer) returns time
language sql immutable strict parallel safe
return case when p_minute >= 1440 then time '24:00' else time '00:00' + make_interval(mins => p_minute) end;
comment on function desk.time_at(integer) is 'The time so many minutes after midnight.';

create function desk.open_stretches(p_clinic clinic_info, p_date date) returns table (starts_at time, ends_at time)
language plpgsql immutable set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  hours record;
  told jsonb := p_clinic.booking_exceptions -> to_char(p_date, 'YYYY-MM-DD');
begin
  select * into hours from desk.hours_on(p_clinic, p_date) h;
  if hours.is_closed then
    return;
  end if;
  starts_at := coalesce(hours.opens_at, '00:00');
  ends_at := coalesce(hours.closes_at, '24:00');
  -- The breaks stand with the hours that hold.
  if (desk.read_time(told ->> 'end_time') > desk.read_time(told ->> 'start_time')) is not true then
    told := p_clinic.booking_rules -> (array['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
      [extract(isodow from p_date)::integer];
  end if;
  if jsonb_typeof(told -> 'breaks') is distinct from 'array' then
    return next;
    return;
  end if;
  return query
  select desk.time_at(lower(s.open)), desk.time_at(upper(s.open))
  from unnest(int4multirange(int4range(desk.minute_of(starts_at), desk.minute_of(ends_at)))
    - coalesce((select range_agg(int4range(b.s, b.e)) from jsonb_array_elements(told -> 'breaks') e
      cross join lateral (select desk.minute_of(desk.read_time(e ->> 'start_time')),
        desk.minute_of(desk.read_time(e ->> 'end_time'))) b (s, e)
      where b.s < b.e), '{}'::int4multirange)) s (open)
  order by 1;
end $$;
comment on function desk.open_stretches(clinic_info, date) is
  'The stretches in which a clinic is open on a day: its hours without their breaks; none on a day on which it is closed, and '
  'the whole day where no hours are known.';
comment on column clinic_info.booking_rules is
  'Weekday plan: {"monday": {"enabled": true, "start_time": "08:00", "end_time": "20:00", "breaks": '
  '[{"start_time": "13:00", "end_time": "14:00"}]}}; breaks can be left out.';

create function desk.day_rule(p_starts time[], p_ends time[]) returns jsonb
language sql immutable strict parallel safe set search_path = pg_catalog, public, extensions, pg_temp as $$
  select case when count(*) = 0 then jsonb_build_object('enabled', false) else jsonb_strip_nulls(jsonb_build_object(
    'enabled', true, 'start_time', to_char(min(t.s), 'HH24:MI'),
    'end_time', case when max(t.e) = '24:00' then '24:00' else to_char(max(t.e), 'HH24:MI') end,
    'breaks', jsonb_agg(jsonb_build_object('start_time', to_char(t.e, 'HH24:MI'), 'end_time', to_char(t.next, 'HH24:MI'))
      order by t.s) filter (where t.next > t.e))) end
  from (select u.s, u.e, lead(u.s) over (order by u.s) as next from unnest(p_starts, p_ends) as u (s, e)) t
$$;
comment on function desk.day_rule(time[], time[]) is
  'Stretches of a day as the plans of the clinic hold them: the first beginning, the last end, and the breaks between.';

drop function desk.clinic_plan();
create function desk.clinic_plan() returns table (
  weekday integer, day date, is_closed boolean, name text, from_minutes integer[], until_minutes integer[]
)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  clinic clinic_info;
begin
  select i.* into clinic from clinic_info i where i.organization_id = desk.organization_id();
  return query
  select null::integer, e.day, coalesce(h.is_closed, false), h.name, s.starts, s.ends
  from (select k.text, case when k.text ~ '^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
      then to_date(left(k.text, 7), 'YYYY-MM') + right(k.text, 2)::integer - 1 end as day
    from jsonb_object_keys(clinic.booking_exceptions) as k (text)) e
  cross join lateral desk.hours_on(clinic, e.day) h
  cross join lateral desk.stretch_minutes(clinic, e.day) s
  -- A key that names no day, such as 2026-02-30, says nothing.
  where to_char(e.day, 'YYYY-MM-DD') = e.text
  order by e.day;
  clinic.booking_exceptions := '{}';
  return query
  select d, null::date, coalesce(h.is_closed, false), h.name, s.starts, s.ends
  -- Any Monday and the six days after it.
  from generate_series(1, 7) d cross join lateral desk.hours_on(clinic, date '2000-01-02' + d) h
  cross join lateral desk.stretch_minutes(clinic, date '2000-01-02' + d) s
  where clinic.id is not null
  order by d;
end $$;
comment on function desk.clinic_plan() is
  'The stretches of each weekday, and of each day of which something else is said, in minutes since midnight; nulls where '
  'they are not known. Whoever is signed in may ask.';

create function desk.stretch_minutes(p_clinic clinic_info, p_date date, out starts integer[], out ends integer[])
language sql immutable set search_path = pg_catalog, public, extensions, pg_temp as $$
  select case when h.is_known then coalesce(array_agg(desk.minute_of(s.starts_at) order by s.starts_at)
      filter (where s.starts_at is not null), '{}') end,
    case when h.is_known then coalesce(array_agg(desk.minute_of(s.ends_at) order by s.starts_at)
      filter (where s.starts_at is not null), '{}') end
  from (select coalesce(d.is_closed, false) or num_nonnulls(d.opens_at, d.closes_at) > 0 as is_known
    from desk.hours_on(p_clinic, p_date) d) h
  left join desk.open_stretches(p_clinic, p_date) s on true
  group by h.is_known
$$;
comment on function desk.stretch_minutes(clinic_info, date) is
  'The stretches of a day in minutes since midnight; empty where it is closed, null where no hours are known.';

create or replace function desk.working_day(p_organization_id bigint, p_staff_id bigint, p_date date)
returns table (kind text, reason text, starts_at time[], ends_at time[])
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  clinic record;
  special record;
begin
  starts_at := '{}';
  ends_at := '{}';
  select * into clinic from desk.clinic_hours(p_organization_id, p_date);
  if clinic.is_closed then
    kind := 'closed';
    reason := clinic.name;
    return next;
    return;
  end if;
  select count(*) as rows, bool_or(e.starts_at is null) as is_off, max(e.reason) as reason,
    array_agg(e.starts_at order by e.starts_at) as starts, array_agg(e.ends_at order by e.starts_at) as ends
  into special
  from availability_exceptions e
  where e.organization_id = p_organization_id and e.staff_id = p_staff_id and e.day = p_date;
  if special.rows > 0 then
    kind := case when special.is_off then 'off' else 'working' end;
    reason := special.reason;
    if not special.is_off then
      starts_at := special.starts;
      ends_at := special.ends;
    end if;
    return next;
    return;
  end if;
  select count(*) as rows, array_agg(r.starts_at order by r.starts_at) filter (where r.is_today) as starts,
    array_agg(r.ends_at order by r.starts_at) filter (where r.is_today) as ends
  into special
  from (select r.*, r.weekday = extract(isodow from p_date) as is_today from availability_rules r
    where r.organization_id = p_organization_id and r.staff_id = p_staff_id
      and p_date between r.effective_from and coalesce(r.effective_until, 'infinity')) r;
  kind := 'working';
  if special.rows = 0 then
    select coalesce(array_agg(s.starts_at order by s.starts_at), '{}'), coalesce(array_agg(s.ends_at order by s.starts_at), '{}')
    into starts_at, ends_at
    from clinic_info i cross join lateral desk.open_stretches(i, p_date) s where i.organization_id = p_organization_id;
    if not exists (select from clinic_info i where i.organization_id = p_organization_id) then
      starts_at := array[time '00:00'];
      ends_at := array[time '24:00'];
    end if;
  elsif special.starts is not null then
    starts_at := special.starts;
    ends_at := special.ends;
  end if;
  return next;
end $$;

drop function desk.open_day(date, time, time, text);
create function desk.open_day(p_date date, p_starts time[] default null, p_ends time[] default null, p_name text default null)
returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('clinic.write');
  name constant text := nullif(btrim(p_name), '');
  today constant text := to_char(p_date, 'YYYY-MM-DD');
  is_back constant boolean := coalesce(cardinality(p_starts), 0) = 0 and coalesce(cardinality(p_ends), 0) = 0;
begin
  if p_date is null or p_date not between '2000-01-01' and '9998-12-31' or length(name) > 80
    or not is_back and not desk.are_stretches(p_starts, p_ends) then
    raise exception using errcode = 'LB097', table = 'clinic_info',
      message = 'a day with other hours has a date, and stretches that begin before they end';
  end if;
  perform set_config('labrador.reason', coalesce(name, ''), true);
  update clinic_info i set booking_exceptions = i.booking_exceptions - today || case when is_back then '{}'
    else jsonb_build_object(today, desk.day_rule(p_starts, p_ends) || jsonb_strip_nulls(jsonb_build_object('name', name))) end
  where i.organization_id = session.organization_id;
end $$;
comment on function desk.open_day(date, time[], time[], text) is
  'Takes back what was said of a day, so that the weekly plan of the clinic holds again, or opens it for other hours.';

create function desk.are_stretches(p_starts time[], p_ends time[]) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, public, extensions, pg_temp as $$
  select coalesce(cardinality(p_starts) = cardinality(p_ends) and cardinality(p_starts) between 1 and 24
    and bool_and((t.s < t.e and t.e <= coalesce(t.next, '24:00')) is true), false)
  from (select u.s, u.e, lead(u.s) over (order by u.s) as next from unnest(p_starts, p_ends) as u (s, e)) t
$$;
comment on function desk.are_stretches(time[], time[]) is
  'Whether these are stretches of one day, each with a beginning before its end, and none over another.';

-- What turnaround times are counted by ---------------------------------------------------------------------------------

alter table clinic_info
  add column tat_around_the_clock boolean not null default false,
  add column default_tat_hours integer
    constraint ck_clinic_info_default_tat_hours check (default_tat_hours between 1 and 2000),
  add column due_soon_minutes integer not null default 60
    constraint ck_clinic_info_due_soon_minutes check (due_soon_minutes between 0 and 1440),
  add column attachment_limit_mb integer not null default 10
    constraint ck_clinic_info_attachment_limit_mb check (attachment_limit_mb between 1 and 10);
comment on column clinic_info.tat_around_the_clock is
  'Whether turnaround times run day and night; else they run in the opening hours alone.';
comment on column clinic_info.default_tat_hours is
  'How long a test may take where neither it nor its panel says; null: as long as it takes, and it is never overdue.';
comment on column clinic_info.due_soon_minutes is
  'The working minutes before it is due from which on work counts as due soon; 0 for never.';
comment on column clinic_info.attachment_limit_mb is
  'How large a document a desk may attach, in MiB; ck_prescription_files_size is the most that is ever stored.';

-- Several stretches a day: a row for each.
alter table lab_days
  drop constraint pk_lab_days,
  drop constraint uq_lab_days_opens_at,
  add constraint pk_lab_days primary key (organization_id, opens_at);
create index ix_lab_days_day on lab_days (organization_id, day);
comment on table lab_days is
  'The stretches in which the laboratory works, by the clinic''s hours as they were on that day: past days never change. Days '
  'on which it is closed have no row; where turnaround times run around the clock every day has one.';

create or replace function desk.plan_lab_days(p_organization_id bigint, p_from date) returns void
language plpgsql volatile set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  delete from lab_days d where d.organization_id = p_organization_id and d.day >= p_from;
  insert into lab_days (organization_id, day, opens_at, closes_at, minutes_before)
  with clinic as (
    select i as page, jsonb_populate_record(i, '{"booking_exceptions": {}}') as usual, i.tat_around_the_clock as is_always, o.time_zone
    from organizations o join clinic_info i on i.organization_id = o.id where o.id = p_organization_id
  ),
  days as (
    select d.day::date as day, (c.page).booking_exceptions ? to_char(d.day, 'YYYY-MM-DD') as is_special
    from clinic c cross join generate_series(p_from, desk.today_in(p_organization_id) + 730, interval '1 day') as d (day)
  ),
  -- The hours of a weekday are worked out once, any Monday and the six days after it.
  week as materialized (
    select n as weekday, s.starts_at, s.ends_at
    from clinic c cross join generate_series(1, 7) n cross join lateral desk.open_stretches(c.usual, date '2000-01-02' + n) s
  ),
  stretches as (
    select d.day, time '00:00' as starts_at, time '24:00' as ends_at from days d, clinic c where c.is_always
    union all
    select d.day, w.starts_at, w.ends_at from days d join week w on w.weekday = extract(isodow from d.day), clinic c
    where not c.is_always and not d.is_special
    union all
    select d.day, s.starts_at, s.ends_at from days d, clinic c cross join lateral desk.open_stretches(c.page, d.day) s
    where not c.is_always and d.is_special
  ),
  open_days as (
    select s.day, (s.day + s.starts_at) at time zone c.time_zone as opens_at, (s.day + s.ends_at) at time zone c.time_zone as closes_at
    from stretches s, clinic c
  ),
  -- Where clocks are put back two stretches of wall time meet; none goes over into the next.
  bounded as (
    select o.day, o.opens_at, least(o.closes_at, lead(o.opens_at) over (order by o.opens_at)) as closes_at from open_days o
  ),
  measured as (
    select b.*, floor(extract(epoch from b.closes_at - b.opens_at) / 60)::bigint as minutes from bounded b
    where b.closes_at > b.opens_at
  )
  select p_organization_id, m.day, m.opens_at, m.closes_at,
    coalesce((select d.minutes_before + floor(extract(epoch from d.closes_at - d.opens_at) / 60)::bigint from lab_days d
        where d.organization_id = p_organization_id and d.day < p_from order by d.opens_at desc limit 1), 0)
      + coalesce(sum(m.minutes) over (order by m.opens_at rows between unbounded preceding and 1 preceding), 0)
  from measured m
  -- Two desks that come to the end of the plan at once plan the same.
  on conflict do nothing;
end $$;
comment on function desk.plan_lab_days(bigint, date) is
  'Plans the working stretches anew from a day on, for two years ahead: the hours of the clinic, or whole days where turnaround '
  'times run around the clock.';

create function desk.catalogue_time(p_item booking_items) returns integer
language sql stable set search_path = pg_catalog, public, extensions, pg_temp as $$
  select nullif(max(t.tat_hours), 0) * 60 from tests t
  where t.organization_id = p_item.organization_id and (t.id = p_item.test_id or t.id in (
    select m.test_id from test_reports r
    join test_batch_groups g on g.organization_id = r.organization_id and g.id = r.batch_group_id
    join test_panel_tests m on m.organization_id = g.organization_id and m.panel_id = g.panel_id
    where r.organization_id = p_item.organization_id and r.booking_item_id = p_item.id))
$$;
comment on function desk.catalogue_time(booking_items) is
  'The turnaround time of an item in working minutes by the catalogue: the longest of its panel where that was booked whole; '
  'null for none.';

create or replace function desk.time_allowed(p_item booking_items) returns integer
language sql stable set search_path = pg_catalog, public, extensions, pg_temp as $$
  select coalesce(desk.catalogue_time(p_item),
    (select i.default_tat_hours * 60 from clinic_info i where i.organization_id = p_item.organization_id))
$$;
comment on function desk.time_allowed(booking_items) is
  'The turnaround time of an item in working minutes: the catalogue''s, else that of the clinic for tests without one; null '
  'for none.';

create or replace function desk.follow_hours() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  organization constant bigint := case tg_table_name when 'organizations' then new.id
    else (to_jsonb(new) ->> 'organization_id')::bigint end;
  was constant integer := (to_jsonb(old) ->> 'default_tat_hours')::integer * 60;
  becomes constant integer := (to_jsonb(new) ->> 'default_tat_hours')::integer * 60;
begin
  perform desk.lock_clinic_hours(organization, true);
  -- What the catalogue gave a test that is in the lab, it keeps.
  if was is distinct from becomes then
    update lab_tasks t set tat_minutes = becomes, due_at = case when becomes is not null then t.due_at end
    from booking_items i
    where t.organization_id = organization and t.stage <> 'done' and t.received_at is not null and t.finished_at is null
      and t.tat_minutes is not distinct from was
      and i.organization_id = t.organization_id and i.id = t.id and desk.catalogue_time(i) is null;
  end if;
  if exists (select from lab_days d where d.organization_id = organization) then
    perform desk.plan_lab_days(organization, desk.today_in(organization));
  end if;
  update lab_tasks t set due_at = due.at
  from (select n.id, desk.lab_time(organization, desk.lab_minute(organization, n.running_since) + n.tat_minutes
      - n.used_minutes) as at
    from lab_tasks n where n.organization_id = organization and n.running_since is not null and n.tat_minutes is not null
  ) due
  where t.organization_id = organization and t.id = due.id and t.due_at is distinct from due.at;
  return null;
end $$;
comment on function desk.follow_hours() is
  'Other hours, holidays or rules of turnaround times change the working stretches from today on, and with them when open '
  'work is due.';
drop trigger tr_clinic_info_lab on clinic_info;
create trigger tr_clinic_info_lab after update on clinic_info for each row
  when ((new.booking_rules, new.booking_exceptions, new.opening_time, new.closing_time, new.tat_around_the_clock,
      new.default_tat_hours)
    is distinct from (old.booking_rules, old.booking_exceptions, old.opening_time, old.closing_time,
      old.tat_around_the_clock, old.default_tat_hours))
  execute function desk.follow_hours();

-- Guards ---------------------------------------------------------------------------------------------------------------

create function desk.has_money(p_organization_id bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, extensions, pg_temp
return exists (select from bookings b where b.organization_id = p_organization_id)
  or exists (select from billing_records k where k.organization_id = p_organization_id)
  or exists (select from payment_transactions p where p.organization_id = p_organization_id)
  or exists (select from coupon_redemptions r where r.organization_id = p_organization_id);
comment on function desk.has_money(bigint) is 'Whether amounts were booked, billed, paid or redeemed in an organisation.';

create function desk.keep_currency() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  -- A booking that is being saved holds the row until then; whoever books next waits for this change.
  -- What it sees has to be as new as its lock, which an older snapshot is not.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using errcode = 'LB014', table = 'organizations', message = 'money and time are changed at read committed alone';
  end if;
  perform from organizations o where o.id = new.id for update;
  if new.currency_exponent <> old.currency_exponent and (exists (select from tests t where t.organization_id = new.id)
      or exists (select from offers f where f.organization_id = new.id)) then
    raise exception using errcode = 'LB155', table = 'organizations', column = 'currency',
      message = format('prices in %s have other decimals than those in %s', old.currency, new.currency);
  end if;
  if not desk.has_money(new.id) then
    return new;
  end if;
  if (new.currency, new.currency_exponent) is distinct from (old.currency, old.currency_exponent) then
    raise exception using errcode = 'LB150', table = 'organizations', column = 'currency',
      message = format('the currency stays %s: amounts have been booked in it', old.currency);
  end if;
  raise exception using errcode = 'LB151', table = 'organizations', column = 'time_zone',
    message = format('the time zone stays %s: the days of bookings and bills are counted by it', old.time_zone);
end $$;
comment on function desk.keep_currency() is 'LB150 and LB151: a desk changes neither currency nor time zone once money exists; LB155: prices keep their decimals.';
create trigger tr_organizations_money before update of currency, currency_exponent, time_zone on organizations for each row
  when (desk.staff_id() is not null and (new.currency, new.currency_exponent, new.time_zone)
    is distinct from (old.currency, old.currency_exponent, old.time_zone))
  execute function desk.keep_currency();

create function desk.keep_attachment() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  allowed constant integer := (select i.attachment_limit_mb from clinic_info i where i.organization_id = new.organization_id);
begin
  if octet_length(new.content) > allowed * 1048576 then
    raise exception using errcode = 'LB153', table = 'prescription_files',
      message = format('the document has %s MiB, and at most %s MiB can be attached here',
        to_char(ceil(octet_length(new.content) / 104857.6) / 10, 'FM999990.0'), allowed);
  end if;
  return null;
end $$;
comment on function desk.keep_attachment() is 'LB153 for a document that is larger than the clinic allows.';
create trigger tr_prescription_files_limit after insert or update of content on prescription_files
  for each row execute function desk.keep_attachment();

-- Reading --------------------------------------------------------------------------------------------------------------

create function desk.weekday_texts(p_clinic clinic_info) returns jsonb
language sql immutable set search_path = pg_catalog, public, extensions, pg_temp as $$
  select jsonb_object_agg(lower(to_char(d.day, 'FMDay')), case when m.starts is null then null
    when cardinality(m.starts) = 0 then 'off'
    else (select string_agg(to_char(desk.time_at(t.s), 'HH24:MI') || '-' || to_char(desk.time_at(t.e), 'HH24:MI'), ', ' order by t.s)
      from unnest(m.starts, m.ends) as t (s, e)) end)
  from (select date '2000-01-02' + n as day from generate_series(1, 7) n) d
  cross join lateral desk.stretch_minutes(jsonb_populate_record(p_clinic, '{"booking_exceptions": {}}'), d.day) m
$$;
comment on function desk.weekday_texts(clinic_info) is
  'The hours of each weekday by its name, such as 08:00-13:00, 14:00-20:00, or off; null where none are known.';

create function desk.read_stretches(p_text text, out starts time[], out ends time[])
language plpgsql immutable set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  starts := '{}';
  ends := '{}';
  if p_text = 'off' then
    return;
  end if;
  select array_agg(desk.read_time(btrim(split_part(t, '-', 1)))), array_agg(desk.read_time(btrim(split_part(t, '-', 2))))
  into starts, ends
  from regexp_split_to_table(p_text, ',') t;
  if not desk.are_stretches(starts, ends) then
    raise exception using errcode = 'LB152', table = 'clinic_info',
      message = 'the hours of a day are stretches such as 08:00-13:00, 14:00-18:00, or off', hint = 'None lies over another.';
  end if;
end $$;
comment on function desk.read_stretches(text) is 'The stretches of a text such as 08:00-13:00, 14:00-20:00; none for off.';

create function desk.setting_values(p_organization_id bigint) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
  select jsonb_build_object('name', o.name, 'address', o.address, 'phone', o.phone, 'email', o.email, 'tax_id', o.tax_id,
    'clinic_address', i.clinic_address, 'whatsapp_number', i.whatsapp_number, 'google_maps_link', i.google_maps_link,
    'latitude', i.latitude::text, 'longitude', i.longitude::text, 'currency', o.currency, 'time_zone', o.time_zone,
    'tat_around_the_clock', i.tat_around_the_clock::text, 'default_tat_hours', i.default_tat_hours::text,
    'due_soon_minutes', i.due_soon_minutes::text, 'idle_lock_minutes', o.idle_lock_minutes::text,
    'attachment_limit_mb', i.attachment_limit_mb::text) || desk.weekday_texts(i)
  from organizations o join clinic_info i on i.organization_id = o.id where o.id = p_organization_id
$$;
comment on function desk.setting_values(bigint) is 'Every setting of an organisation by its name, each as a text or null.';

create function desk.clinic_settings() returns table (
  fields text[], settings text[], whatsapp_link text, has_money boolean, clinic_id bigint, changed text[], changed_by text[],
  changed_at timestamp[]
)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  session staff_sessions := desk.require('clinic.write');
  organization constant bigint := session.organization_id;
begin
  select array_agg(v.key order by v.key), array_agg(v.value order by v.key) into fields, settings
  from jsonb_each_text(desk.setting_values(organization)) v;
  select i.whatsapp_link, i.id into whatsapp_link, clinic_id from clinic_info i where i.organization_id = organization;
  has_money := desk.has_money(organization);
  select array_agg(l.name order by l.name), array_agg(l.person order by l.name), array_agg(l.at order by l.name)
  into changed, changed_by, changed_at
  from (
    select distinct on (k.name) k.name, s.name::text as person, a.created_at at time zone o.time_zone as at
    from audit_logs a
    join organizations o on o.id = a.organization_id
    join staff s on s.organization_id = a.organization_id and s.id = a.user_id
    cross join lateral jsonb_object_keys(a.new_values) as k (name)
    where a.organization_id = organization and a.action = 'UPDATE'
      and (a.entity_type, a.entity_id) in (('organizations', organization), ('clinic_info', clinic_id))
    order by k.name, a.id desc
  ) l;
  return next;
end $$;
comment on function desk.clinic_settings() is
  'The settings by name, and who changed which column last, local times; for whoever may change them.';

create function desk.time_zones() returns setof text
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  perform desk.require('clinic.write');
  return query select z.name from pg_timezone_names z
  where z.name ~ '^[A-Z][A-Za-z_]+/' and z.name !~ '^(Etc|SystemV|US|Canada|Brazil|Chile|Mexico)/' or z.name = 'UTC'
  order by z.name;
end $$;
comment on function desk.time_zones() is 'The names of time zones that a clinic can be in.';

-- Changing -------------------------------------------------------------------------------------------------------------

create function desk.visits_outside(p_organization_id bigint) returns bigint[]
language sql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
  select coalesce(array_agg(v.id), '{}')
  from visits v
  join organizations o on o.id = v.organization_id
  join clinic_info i on i.organization_id = o.id
  cross join lateral (select v.starts_at at time zone o.time_zone as begins) t
  where v.organization_id = p_organization_id and v.status in ('confirmed', 'assigned') and v.starts_at >= now()
    and not (select h.is_closed from desk.hours_on(i, t.begins::date) h)
    and not exists (
      select from desk.open_stretches(i, t.begins::date) s
      where v.staff_id is null and t.begins >= t.begins::date + s.starts_at and t.begins < t.begins::date + s.ends_at
      union all
      select from desk.working_day(v.organization_id, v.staff_id, t.begins::date) w
      cross join lateral unnest(w.starts_at, w.ends_at) as h (s, e)
      where v.staff_id is not null and t.begins >= t.begins::date + h.s
        and t.begins + make_interval(mins => v.duration_minutes) <= t.begins::date + h.e)
$$;
comment on function desk.visits_outside(bigint) is
  'Visits to come that lie on an open day but outside the hours: of their collector, or of the clinic where they have none.';

create function desk.change_settings(p_fields text[], p_before text[], p_after text[]) returns table (
  visits_outside bigint, visits_returned bigint, bookings_asking bigint, tests_moved bigint, tests_late bigint
)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_variable
declare
  session staff_sessions := desk.require('clinic.write');
  organization constant bigint := session.organization_id;
  weekdays constant text[] := '{monday,tuesday,wednesday,thursday,friday,saturday,sunday}';
  wanted jsonb;
  known jsonb;
  rules jsonb := '{}';
  stretches record;
  weekday text;
  outside bigint[];
  held bigint;
  asking bigint;
  due jsonb;
  late bigint;
begin
  if p_fields is null or cardinality(p_fields) = 0 or cardinality(p_fields) is distinct from cardinality(p_before)
    or cardinality(p_fields) is distinct from cardinality(p_after)
    or cardinality(p_fields) <> (select count(distinct f) from unnest(p_fields) f) then
    raise exception using errcode = 'LB154', table = 'clinic_info',
      message = 'a change names each setting once, with what it was and what it becomes';
  end if;
  perform from organizations o where o.id = organization for no key update;
  perform from clinic_info i where i.organization_id = organization for no key update;
  known := desk.setting_values(organization);
  if exists (select from unnest(p_fields) f where f is null or not known ? f) then
    raise exception using errcode = 'LB154', table = 'clinic_info', message = 'there is no such setting';
  end if;
  if exists (select from unnest(p_fields, p_before) as t (field, before) where known ->> t.field is distinct from t.before) then
    raise exception using errcode = 'LB014', table = 'clinic_info', message = 'another desk has changed the same setting';
  end if;
  wanted := known || (select jsonb_object_agg(t.field, nullif(btrim(t.after), '')) from unnest(p_fields, p_after) as t (field, after));

  outside := desk.visits_outside(organization);
  select count(*) into held from visits v where v.organization_id = organization and v.staff_id is not null
    and v.status in ('assigned', 'en_route', 'arrived');
  select count(*) into asking from bookings b where b.organization_id = organization and b.attention = 'clinic_closed';
  select coalesce(jsonb_object_agg(t.id, extract(epoch from t.due_at)), '{}'), count(*) filter (where t.due_at < now())
  into due, late
  from lab_tasks t where t.organization_id = organization and t.stage <> 'done';

  if p_fields && '{name,address,phone,email,tax_id,currency,time_zone,idle_lock_minutes}' then
    -- The list of names is read from files, so it is asked for another zone alone.
    if wanted ->> 'time_zone' is distinct from known ->> 'time_zone'
      and not exists (select from pg_timezone_names z where z.name = wanted ->> 'time_zone') then
      raise exception using errcode = 'LB052', table = 'organizations',
        message = format('%s is not a time zone', wanted ->> 'time_zone'), hint = 'Name one like Asia/Kolkata.';
    end if;
    update organizations o set name = coalesce(wanted ->> 'name', ''), address = wanted ->> 'address',
      phone = wanted ->> 'phone', email = wanted ->> 'email', tax_id = wanted ->> 'tax_id',
      currency = upper(wanted ->> 'currency'), time_zone = wanted ->> 'time_zone',
      currency_exponent = case when upper(wanted ->> 'currency') = o.currency then o.currency_exponent
        when upper(wanted ->> 'currency') in ('JPY', 'KRW', 'VND') then 0
        when upper(wanted ->> 'currency') in ('KWD', 'BHD', 'OMR', 'JOD', 'TND') then 3 else 2 end,
      idle_lock_minutes = (wanted ->> 'idle_lock_minutes')::integer
    where o.id = organization;
  end if;
  if p_fields && weekdays then
    foreach weekday in array weekdays loop
      if wanted ->> weekday is null then
        raise exception using errcode = 'LB152', table = 'clinic_info', message = format('%s has no hours', weekday),
          hint = 'Say off for a day of rest.';
      end if;
      select * into stretches from desk.read_stretches(wanted ->> weekday);
      rules := rules || jsonb_build_object(weekday, desk.day_rule(stretches.starts, stretches.ends));
    end loop;
    if not exists (select from jsonb_each(rules) r where r.value -> 'enabled' = 'true') then
      raise exception using errcode = 'LB152', table = 'clinic_info', message = 'the clinic is open on one weekday at least',
        hint = 'Close single days instead.';
    end if;
  end if;
  if p_fields && (weekdays || '{clinic_address,whatsapp_number,google_maps_link,latitude,longitude,tat_around_the_clock,default_tat_hours,due_soon_minutes,attachment_limit_mb}') then
    update clinic_info i set clinic_address = wanted ->> 'clinic_address', whatsapp_number = wanted ->> 'whatsapp_number',
      google_maps_link = wanted ->> 'google_maps_link', latitude = (wanted ->> 'latitude')::float8,
      longitude = (wanted ->> 'longitude')::float8,
      booking_rules = case when p_fields && weekdays then rules else i.booking_rules end,
      tat_around_the_clock = (wanted ->> 'tat_around_the_clock')::boolean,
      default_tat_hours = (wanted ->> 'default_tat_hours')::integer,
      due_soon_minutes = coalesce((wanted ->> 'due_soon_minutes')::integer, 0),
      attachment_limit_mb = (wanted ->> 'attachment_limit_mb')::integer,
      updated_by_admin_id = session.staff_id, updated_at = now()
    where i.organization_id = organization;
  end if;

  visits_outside := (select count(*) from unnest(desk.visits_outside(organization)) v where v <> all (outside));
  visits_returned := held - (select count(*) from visits v where v.organization_id = organization and v.staff_id is not null
    and v.status in ('assigned', 'en_route', 'arrived'));
  bookings_asking := (select count(*) from bookings b where b.organization_id = organization and b.attention = 'clinic_closed')
    - asking;
  select count(*) filter (where extract(epoch from t.due_at) is distinct from (due ->> t.id::text)::numeric),
    count(*) filter (where t.due_at < now()) - late
  into tests_moved, tests_late
  from lab_tasks t where t.organization_id = organization and t.stage <> 'done';
  return next;
end $$;
comment on function desk.change_settings(text[], text[], text[]) is
  'Changes settings, each from what was seen to what it becomes, and counts what follows: visits that then lie outside the hours, '
  'that came back, bookings that ask for another day (negative: no longer), tests that are due at another time, and how many '
  'more of them late. LB014 where another desk has changed one of them since; other settings may have changed.';

create function desk.save_settings(p_fields text[], p_before text[], p_after text[]) returns table (
  visits_outside bigint, visits_returned bigint, bookings_asking bigint, tests_moved bigint, tests_late bigint
)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  perform desk.require('clinic.write');
  return query select * from desk.change_settings(p_fields, p_before, p_after);
end $$;
comment on function desk.save_settings(text[], text[], text[]) is 'As desk.change_settings.';

create function desk.try_settings(p_fields text[], p_before text[], p_after text[]) returns table (
  visits_outside bigint, visits_returned bigint, bookings_asking bigint, tests_moved bigint, tests_late bigint
)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
begin
  perform desk.require('clinic.write');
  begin
    select c.* into visits_outside, visits_returned, bookings_asking, tests_moved, tests_late
    from desk.change_settings(p_fields, p_before, p_after) c;
    -- The very change is made and taken back, so that what is foretold is what comes.
    raise exception using errcode = 'LB159', message = 'this change was only tried';
  exception when sqlstate 'LB159' then
    return next;
  end;
end $$;
comment on function desk.try_settings(text[], text[], text[]) is
  'Says what a change of settings would lead to, and is refused as the change would be; nothing is saved.';

-- Rights ---------------------------------------------------------------------------------------------------------------

select desk.apply_policies();
select desk.apply_audit();
revoke execute on function desk.minute_of(time), desk.time_at(integer), desk.open_stretches(clinic_info, date),
  desk.day_rule(time[], time[]), desk.clinic_plan(), desk.stretch_minutes(clinic_info, date),
  desk.open_day(date, time[], time[], text), desk.are_stretches(time[], time[]), desk.catalogue_time(booking_items),
  desk.has_money(bigint), desk.keep_currency(), desk.keep_attachment(), desk.weekday_texts(clinic_info),
  desk.read_stretches(text), desk.setting_values(bigint), desk.clinic_settings(), desk.time_zones(),
  desk.visits_outside(bigint), desk.change_settings(text[], text[], text[]), desk.save_settings(text[], text[], text[]),
  desk.try_settings(text[], text[], text[]) from public;
grant execute on function desk.clinic_plan(), desk.open_day(date, time[], time[], text), desk.clinic_settings(),
  desk.time_zones(), desk.save_settings(text[], text[], text[]), desk.try_settings(text[], text[], text[]) to labrador_desk;
