-- Back to one stretch of opening hours a day, without settings of turnaround times and attachments.

-- What is open gets the due times of opening hours again.
update clinic_info set tat_around_the_clock = false where tat_around_the_clock;

drop function desk.try_settings(text[], text[], text[]);
drop function desk.save_settings(text[], text[], text[]);
drop function desk.change_settings(text[], text[], text[]);
drop function desk.visits_outside(bigint);
drop function desk.time_zones();
drop function desk.clinic_settings();
drop function desk.setting_values(bigint);
drop function desk.read_stretches(text);
drop function desk.weekday_texts(clinic_info);
drop trigger tr_prescription_files_limit on prescription_files;
drop function desk.keep_attachment();
drop trigger tr_organizations_money on organizations;
drop function desk.keep_currency();
drop function desk.has_money(bigint);

drop trigger tr_clinic_info_lab on clinic_info;
create trigger tr_clinic_info_lab after update on clinic_info for each row
  when ((new.booking_rules, new.booking_exceptions, new.opening_time, new.closing_time)
    is distinct from (old.booking_rules, old.booking_exceptions, old.opening_time, old.closing_time))
  execute function desk.follow_hours();

create or replace function desk.follow_hours() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  organization constant bigint := case tg_table_name when 'organizations' then new.id
    else (to_jsonb(new) ->> 'organization_id')::bigint end;
begin
  perform desk.lock_clinic_hours(organization, true);
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
  'Other hours or holidays change the working days from today on, and with them when open work is due.';

create or replace function desk.time_allowed(p_item booking_items) returns integer
language sql stable set search_path = pg_catalog, public, extensions, pg_temp as $$
  select nullif(max(t.tat_hours), 0) * 60 from tests t
  where t.organization_id = p_item.organization_id and (t.id = p_item.test_id or t.id in (
    select m.test_id from test_reports r
    join test_batch_groups g on g.organization_id = r.organization_id and g.id = r.batch_group_id
    join test_panel_tests m on m.organization_id = g.organization_id and m.panel_id = g.panel_id
    where r.organization_id = p_item.organization_id and r.booking_item_id = p_item.id))
$$;
comment on function desk.time_allowed(booking_items) is
  'The turnaround time of an item in working minutes: the longest of its panel where that was booked whole; null for none.';
drop function desk.catalogue_time(booking_items);

create or replace function desk.plan_lab_days(p_organization_id bigint, p_from date) returns void
language plpgsql volatile set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  delete from lab_days d where d.organization_id = p_organization_id and d.day >= p_from;
  insert into lab_days (organization_id, day, opens_at, closes_at, minutes_before)
  with open_days as (
    select d.day::date as day, (d.day::date + coalesce(h.opens_at, time '00:00')) at time zone o.time_zone as opens_at,
      (d.day::date + coalesce(h.closes_at, time '24:00') + case when h.closes_at <= h.opens_at then interval '1 day'
        else interval '0' end) at time zone o.time_zone as closes_at
    from organizations o
    join clinic_info i on i.organization_id = o.id
    cross join generate_series(p_from, desk.today_in(o.id) + 730, interval '1 day') as d (day)
    cross join lateral desk.hours_on(i, d.day::date) h
    where o.id = p_organization_id and not coalesce(h.is_closed, false)
  ),
  -- Hours over midnight end where the next day begins.
  bounded as (
    select o.day, o.opens_at, least(o.closes_at, lead(o.opens_at) over (order by o.day)) as closes_at from open_days o
  ),
  measured as (
    select b.*, floor(extract(epoch from b.closes_at - b.opens_at) / 60)::bigint as minutes from bounded b
    where b.closes_at > b.opens_at
  )
  select p_organization_id, m.day, m.opens_at, m.closes_at,
    coalesce((select d.minutes_before + floor(extract(epoch from d.closes_at - d.opens_at) / 60)::bigint from lab_days d
        where d.organization_id = p_organization_id and d.day < p_from order by d.day desc limit 1), 0)
      + coalesce(sum(m.minutes) over (order by m.day rows between unbounded preceding and 1 preceding), 0)
  from measured m
  -- Two desks that come to the end of the plan at once plan the same.
  on conflict do nothing;
end $$;
comment on function desk.plan_lab_days(bigint, date) is
  'Plans the working days anew from a day on, for two years ahead, by the hours of the clinic.';

-- A day has one row again, from its first opening to its last closing; the minutes before each are counted anew.
create temporary table whole_days on commit drop as
select d.organization_id, d.day, min(d.opens_at) as opens_at, max(d.closes_at) as closes_at, count(*) as stretches
from lab_days d group by d.organization_id, d.day;
delete from lab_days d using whole_days w
where w.organization_id = d.organization_id and w.day = d.day and w.stretches > 1 and d.opens_at > w.opens_at;
update lab_days d set closes_at = w.closes_at from whole_days w
where w.organization_id = d.organization_id and w.day = d.day and d.closes_at <> w.closes_at;
update lab_days d set minutes_before = m.minutes
from (select w.organization_id, w.day,
    coalesce(sum(floor(extract(epoch from w.closes_at - w.opens_at) / 60)) over (partition by w.organization_id
      order by w.day rows between unbounded preceding and 1 preceding), 0)::bigint as minutes
  from whole_days w) m
where m.organization_id = d.organization_id and m.day = d.day and d.minutes_before <> m.minutes
  and exists (select from whole_days w where w.organization_id = d.organization_id and w.stretches > 1);
drop table whole_days;
drop index ix_lab_days_day;
alter table lab_days
  drop constraint pk_lab_days,
  add constraint pk_lab_days primary key (organization_id, day),
  add constraint uq_lab_days_opens_at unique (organization_id, opens_at);
comment on table lab_days is
  'The days on which the laboratory works, by the clinic''s hours as they were on that day: past days never change. Days on '
  'which it is closed have no row.';

drop function desk.open_day(date, time[], time[], text);
create function desk.open_day(p_date date, p_starts time default null, p_ends time default null, p_name text default null)
returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('clinic.write');
  name constant text := nullif(btrim(p_name), '');
  today constant text := to_char(p_date, 'YYYY-MM-DD');
begin
  if p_date is null or p_date not between '2000-01-01' and '9998-12-31' or length(name) > 80
    or num_nonnulls(p_starts, p_ends) = 1 or p_starts >= p_ends then
    raise exception using errcode = 'LB097', table = 'clinic_info',
      message = 'a day with other hours has a date, a beginning and an end after it';
  end if;
  perform set_config('labrador.reason', coalesce(name, ''), true);
  update clinic_info i set booking_exceptions = i.booking_exceptions - today || case when p_starts is null then '{}'
    else jsonb_build_object(today, jsonb_strip_nulls(jsonb_build_object('enabled', true,
      'start_time', to_char(p_starts, 'HH24:MI'), 'end_time', to_char(p_ends, 'HH24:MI'), 'name', name))) end
  where i.organization_id = session.organization_id;
end $$;
comment on function desk.open_day(date, time, time, text) is
  'Takes back what was said of a day, so that the weekly plan of the clinic holds again, or opens it for other hours.';

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
    starts_at := array[coalesce(clinic.opens_at, time '00:00')];
    ends_at := array[coalesce(clinic.closes_at, time '24:00')];
  elsif special.starts is not null then
    starts_at := special.starts;
    ends_at := special.ends;
  end if;
  return next;
end $$;

drop function desk.clinic_plan();
create function desk.clinic_plan() returns table (
  weekday integer, day date, is_closed boolean, name text, from_minute integer, until_minute integer
)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  clinic clinic_info;
begin
  select i.* into clinic from clinic_info i where i.organization_id = desk.organization_id();
  return query
  select null::integer, e.day, coalesce(h.is_closed, false), h.name, extract(epoch from h.opens_at)::integer / 60,
    extract(epoch from h.closes_at)::integer / 60
  from (select k.text, case when k.text ~ '^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
      then to_date(left(k.text, 7), 'YYYY-MM') + right(k.text, 2)::integer - 1 end as day
    from jsonb_object_keys(clinic.booking_exceptions) as k (text)) e
  cross join lateral desk.hours_on(clinic, e.day) h
  -- A key that names no day, such as 2026-02-30, says nothing.
  where to_char(e.day, 'YYYY-MM-DD') = e.text
  order by e.day;
  clinic.booking_exceptions := '{}';
  return query
  select d, null::date, coalesce(h.is_closed, false), h.name, extract(epoch from h.opens_at)::integer / 60,
    extract(epoch from h.closes_at)::integer / 60
  -- Any Monday and the six days after it.
  from generate_series(1, 7) d cross join lateral desk.hours_on(clinic, date '2000-01-02' + d) h
  where clinic.id is not null
  order by d;
end $$;
comment on function desk.clinic_plan() is
  'The hours of each weekday, and of each day of which something else is said, in minutes since midnight; nulls where '
  'they are not known. Whoever is signed in may ask.';

drop function desk.stretch_minutes(clinic_info, date);
drop function desk.are_stretches(time[], time[]);
drop function desk.day_rule(time[], time[]);
drop function desk.open_stretches(clinic_info, date);
drop function desk.time_at(integer);
drop function desk.minute_of(time);

-- What is left of a day with breaks is its whole length.
update clinic_info i set
  booking_rules = (select coalesce(jsonb_object_agg(r.key, case jsonb_typeof(r.value) when 'object' then r.value - 'breaks'
    else r.value end), '{}') from jsonb_each(i.booking_rules) r),
  booking_exceptions = (select coalesce(jsonb_object_agg(r.key, case jsonb_typeof(r.value) when 'object' then r.value - 'breaks'
    else r.value end), '{}') from jsonb_each(i.booking_exceptions) r)
where i.booking_rules::text || i.booking_exceptions::text like '%"breaks"%';
select desk.plan_lab_days(i.organization_id, desk.today_in(i.organization_id)) from clinic_info i
where i.tat_around_the_clock order by i.organization_id;
alter table clinic_info
  drop column tat_around_the_clock, drop column default_tat_hours, drop column due_soon_minutes,
  drop column attachment_limit_mb;
comment on column clinic_info.booking_rules is
  'Weekday plan: {"monday": {"enabled": true, "start_time": "08:00", "end_time": "20:00"}}.';

select desk.apply_policies();
select desk.apply_audit();
revoke execute on function desk.clinic_plan(), desk.open_day(date, time, time, text) from public;
grant execute on function desk.clinic_plan(), desk.open_day(date, time, time, text) to labrador_desk;
