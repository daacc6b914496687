-- Figures: one definition of each, read by the page, by its export and by the rows behind it.

drop view scoped.analyst_bookings, scoped.analyst_items, scoped.analyst_pets;
drop function desk.numbers(date);

-- What is counted --------------------------------------------------------------------------------------------------------

create table desk.measures (
  measure text not null,
  unit text not null,
  groupings text not null,
  analyst_groupings text,
  own_groupings text,
  constraint pk_measures primary key (measure),
  constraint ck_measures_unit check (unit in ('count', 'money', 'metres', 'share', 'minutes'))
);
comment on table desk.measures is 'The figures that there are, and what each may be grouped by.';
comment on column desk.measures.unit is
  'How the facts come to a figure: count, money and metres are added up, a share is the part of them that is marked, '
  'minutes have percentiles.';
comment on column desk.measures.groupings is 'Words with spaces between them, as in the other two.';
comment on column desk.measures.analyst_groupings is
  'What is told to those who may not see clients, month by month; null for nothing.';
comment on column desk.measures.own_groupings is 'What a collector is told of the own work; null for nothing.';
insert into desk.measures (measure, unit, groupings, analyst_groupings, own_groupings) values
  ('bookings', 'count', 'day week month species area collector', 'day month species area', null),
  ('tests', 'count', 'day week month test species area', 'day month test species area', null),
  ('cancellations', 'share', 'day week month species area', 'month species area', null),
  ('gross', 'money', 'day week month test species area', null, null),
  ('discounts', 'money', 'day week month source species area', 'month source', null),
  ('distance', 'money', 'day week month area', 'month', null),
  ('net', 'money', 'day week month species area', 'month', null),
  ('tax', 'money', 'day week month', 'month', null),
  ('coupons', 'count', 'day week month coupon', 'month coupon', null),
  ('turnaround', 'minutes', 'day week month test species', 'month test species', null),
  ('in_time', 'share', 'day week month test species', 'month test species', null),
  ('to_lab', 'minutes', 'day week month test area collector', 'month test area', 'day week month area'),
  ('making', 'minutes', 'day week month test species', 'month test species', null),
  ('checking', 'minutes', 'day week month test', 'month test', null),
  ('handing_out', 'minutes', 'day week month test', 'month test', null),
  ('rejections', 'share', 'day week month species area collector', 'month species area', 'day week month area'),
  ('reasons', 'count', 'reason day week month test species collector', 'reason month test species',
    'reason day week month'),
  ('visits', 'count', 'day week month area collector', 'day month area', 'day week month area'),
  ('collected', 'share', 'day week month area collector', 'month area', 'day week month area'),
  ('no_shows', 'share', 'day week month area species collector', 'month area species', 'day week month area'),
  ('failed_visits', 'share', 'day week month area species collector', 'month area species',
    'day week month area'),
  ('on_time', 'share', 'day week month area collector', 'month area', 'day week month area'),
  ('kilometres', 'metres', 'day week month area collector', 'month', 'day week month area'),
  ('tubes', 'count', 'day week month species area collector', 'day month species area', 'day week month area');

-- Where nothing is asked of the pet, the client or the booking, they are not looked up: every such join is an outer one.
create view desk.facts as
with kept as not materialized (
  select b.*, p.species from bookings b
  left join pets p on p.organization_id = b.organization_id and p.id = b.pet_id
  where b.status not in ('draft', 'cancelled', 'no_show', 'failed_visit')
),
made as not materialized (
  select v.*, b.collection_area, p.species, b.estimated_distance_m from visits v
  left join bookings b on b.organization_id = v.organization_id and b.id = v.booking_id
  left join pets p on p.organization_id = b.organization_id and p.id = b.pet_id
  where v.collection_method = 'home' and v.status in ('collected', 'at_lab', 'closed', 'no_show', 'failed_visit')
),
done as not materialized (
  select t.*, i.test_id, p.species, r.generated_at, r.verified_at, r.delivered_at from lab_tasks t
  left join booking_items i on i.organization_id = t.organization_id and i.id = t.id
  left join test_reports r on r.organization_id = t.organization_id and r.booking_item_id = t.id
  left join bookings b on b.organization_id = t.organization_id and b.id = t.booking_id
  left join pets p on p.organization_id = b.organization_id and p.id = b.pet_id
),
drawn as not materialized (
  select s.*, b.collection_area, p.species from specimens s
  left join bookings b on b.organization_id = s.organization_id and b.id = s.booking_id
  left join pets p on p.organization_id = s.organization_id and p.id = s.pet_id
)
select 'bookings' as measure, k.organization_id, k.booking_date as at, k.id as booking_id, null::bigint as item_id,
  k.species, k.collection_area as area, k.collection_staff_id as staff_id, null::bigint as test_id, null::text as kind,
  1::bigint as value, null::boolean as is_part
from kept k
union all
select 'tests', k.organization_id, k.booking_date, k.id, i.id, k.species, k.collection_area, k.collection_staff_id,
  i.test_id, null, i.quantity, null
from kept k
join booking_items i on i.organization_id = k.organization_id and i.booking_id = k.id and i.status <> 'cancelled'
union all
select 'cancellations', b.organization_id, b.booking_date, b.id, null, p.species, b.collection_area,
  b.collection_staff_id, null, null, 1, b.status = 'cancelled'
from bookings b
left join pets p on p.organization_id = b.organization_id and p.id = b.pet_id
where b.status <> 'draft'
union all
select 'gross', k.organization_id, k.booking_date, k.id, i.id, k.species, k.collection_area, k.collection_staff_id,
  i.test_id, null, i.unit_price::bigint * i.quantity, null
from kept k
join booking_items i on i.organization_id = k.organization_id and i.booking_id = k.id
union all
select 'discounts', k.organization_id, k.booking_date, k.id, null, k.species, k.collection_area, k.collection_staff_id,
  null, d.name || case when d.coupon_id is null then ' (offer)' else ' (coupon)' end, d.amount::bigint, null
from kept k
join booking_discounts d on d.organization_id = k.organization_id and d.booking_id = k.id
union all
select 'distance', k.organization_id, k.booking_date, k.id, null, k.species, k.collection_area, k.collection_staff_id,
  null, null, k.distance_charge::bigint, null
from kept k
where k.distance_charge::bigint > 0
union all
select 'net', k.organization_id, k.booking_date, k.id, null, k.species, k.collection_area, k.collection_staff_id,
  null, null, k.total::bigint - k.tax::bigint, null
from kept k
union all
select 'tax', k.organization_id, k.booking_date, k.id, null, k.species, k.collection_area, k.collection_staff_id,
  null, null, k.tax::bigint, null
from kept k
where k.tax::bigint > 0
union all
select 'coupons', r.organization_id, r.redemption_date, r.booking_id, null, null, null, null, null,
  case when c.batch_id is null then c.code else coalesce(a.prefix, '') || '…' end, 1, null
from coupon_redemptions r
left join coupons c on c.organization_id = r.organization_id and c.id = r.coupon_id
left join coupon_batches a on a.organization_id = c.organization_id and a.id = c.batch_id
where r.status <> 'released'
union all
select 'turnaround', d.organization_id, d.finished_at, d.booking_id, d.id, d.species, null, null, d.test_id, null,
  d.used_minutes, null
from done d
union all
select 'in_time', d.organization_id, d.finished_at, d.booking_id, d.id, d.species, null, null, d.test_id, null,
  d.used_minutes, d.used_minutes <= d.tat_minutes
from done d
where d.tat_minutes is not null
union all
select 'to_lab', s.organization_id, coalesce(s.received_at, s.collected_at), s.booking_id, i.id, s.species, s.collection_area, s.collected_by,
  i.test_id, null, floor(extract(epoch from s.received_at - s.collected_at) / 60)::bigint, null
from drawn s
join specimen_items l on l.organization_id = s.organization_id and l.specimen_id = s.id
join booking_items i on i.organization_id = l.organization_id and i.id = l.booking_item_id
where s.received_at is not null
union all
select 'making', d.organization_id, d.finished_at, d.booking_id, d.id, d.species, null, null, d.test_id, null,
  floor(extract(epoch from d.generated_at - d.received_at) / 60)::bigint, null
from done d
where d.generated_at >= d.received_at
union all
select 'checking', d.organization_id, d.finished_at, d.booking_id, d.id, d.species, null, null, d.test_id, null,
  floor(extract(epoch from d.verified_at - d.generated_at) / 60)::bigint, null
from done d
where d.verified_at >= d.generated_at
union all
select 'handing_out', d.organization_id, d.finished_at, d.booking_id, d.id, d.species, null, null, d.test_id, null,
  floor(extract(epoch from d.delivered_at - d.verified_at) / 60)::bigint, null
from done d
where d.delivered_at >= d.verified_at
union all
select 'rejections', s.organization_id, coalesce(s.received_at, s.collected_at), s.booking_id, null, s.species,
  s.collection_area, s.collected_by, null, null, 1, s.status = 'rejected'
from drawn s
where s.status in ('received', 'rejected')
union all
select 'reasons', r.organization_id, r.created_at, i.booking_id, i.id, s.species, s.collection_area, s.collected_by,
  i.test_id, n.name, 1, null
from item_rejections r
join booking_items i on i.organization_id = r.organization_id and i.id = r.booking_item_id
left join drawn s on s.organization_id = r.organization_id and s.id = r.specimen_id
left join desk.rejection_reasons n on n.code = r.code
union all
select 'visits', v.organization_id, v.starts_at, v.booking_id, null, v.species, v.collection_area, v.staff_id, null,
  null, 1, null
from made v
union all
select 'collected', v.organization_id, v.starts_at, v.booking_id, null, v.species, v.collection_area, v.staff_id, null,
  null, 1, v.status in ('collected', 'at_lab', 'closed')
from made v
union all
select 'no_shows', v.organization_id, v.starts_at, v.booking_id, null, v.species, v.collection_area, v.staff_id, null,
  null, 1, v.status = 'no_show'
from made v
union all
select 'failed_visits', v.organization_id, v.starts_at, v.booking_id, null, v.species, v.collection_area, v.staff_id,
  null, null, 1, v.status = 'failed_visit'
from made v
union all
select 'on_time', v.organization_id, v.starts_at, v.booking_id, null, v.species, v.collection_area, v.staff_id, null,
  null, ceil(extract(epoch from e.at - v.starts_at) / 60)::bigint, e.at <= v.starts_at + interval '15 minutes'
from made v
join lateral (
  select min(e.created_at) as at from status_events e
  where e.organization_id = v.organization_id and e.booking_id = v.booking_id and e.machine = 'booking'
    and e.to_status = 'arrived'
    and e.created_at between v.starts_at - interval '12 hours' and v.starts_at + interval '12 hours'
) e on e.at is not null
union all
select 'kilometres', v.organization_id, v.starts_at, v.booking_id, null, v.species, v.collection_area, v.staff_id, null,
  null, v.estimated_distance_m, null
from made v
where v.estimated_distance_m > 0
union all
select 'tubes', s.organization_id, s.collected_at, s.booking_id, null, s.species, s.collection_area, s.collected_by,
  null, null, 1, null
from drawn s;
comment on view desk.facts is
  'What every figure is made of, one row for each thing that counts, and its moment; the only place where figures are '
  'defined.';
comment on column desk.facts.kind is 'The offer, coupon or reason that it is told apart by besides.';
comment on column desk.facts.is_part is 'For shares: whether it is of those that are looked for.';

-- How figures are told ---------------------------------------------------------------------------------------------------

create function desk.fact_key(p_by text) returns text
language sql immutable parallel safe
return case p_by
  when 'day' then 'to_char(f.at at time zone $5, ''YYYY-MM-DD'')'
  when 'week' then 'to_char(date_trunc(''week'', f.at at time zone $5), ''YYYY-MM-DD'')'
  when 'month' then 'to_char(date_trunc(''month'', f.at at time zone $5), ''YYYY-MM-DD'')'
  when 'test' then 'f.test_id::text'
  when 'species' then 'f.species'
  when 'area' then 'nullif(btrim(f.area), '''')'
  when 'collector' then 'f.staff_id::text'
  when 'source' then 'f.kind'
  when 'coupon' then 'f.kind'
  when 'reason' then 'f.kind'
  else '''''' end;
comment on function desk.fact_key(text) is
  'The expression by which facts f fall into groups; $5 is the time zone. An unknown grouping makes one group of all.';

create function desk.check_figure(p_measure text, p_by text, p_from date, p_until date, p_scope text)
returns desk.measures
language plpgsql stable set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  asked desk.measures;
  allowed text;
begin
  select * into asked from desk.measures m where m.measure = p_measure;
  allowed := case p_scope when 'analyst' then asked.analyst_groupings when 'own' then asked.own_groupings
    else asked.groupings end;
  if allowed is null or p_by is not null and p_by <> all (string_to_array(allowed, ' ')) then
    raise exception using errcode = 'LB140',
      message = format('there is no figure %s%s for you', coalesce(p_measure, '?'), ' by ' || p_by);
  end if;
  if p_from is null or p_until is null or p_until <= p_from or p_until > p_from + 800 then
    raise exception using errcode = 'LB141', message = 'figures are of one day up to two years';
  end if;
  if p_scope = 'analyst' and (p_from <> date_trunc('month', p_from)::date
    or p_until <> date_trunc('month', p_until)::date
    or p_until > date_trunc('month', desk.today_in(desk.organization_id()))::date
    or p_until > (p_from + interval '1 month')::date and p_by is distinct from 'month') then
    raise exception using errcode = 'LB142',
      message = 'without a view of clients figures are of whole months that are over, one at a time or month by month';
  end if;
  return asked;
end $$;
comment on function desk.check_figure(text, text, date, date, text) is
  'The measure that was asked for: LB140 where there is none for the scope (all, analyst or own), LB141 for a period '
  'that is none, LB142 for one that would tell an analyst of single bookings.';

create function desk.tell_figures(p_measure text, p_by text, p_from date, p_until date, p_scope text)
returns table (key text, label text, value bigint, p90 bigint, p95 bigint, n bigint, is_withheld boolean)
language plpgsql stable set search_path = pg_catalog, public, extensions, pg_temp set jit = off as $$
#variable_conflict use_column
declare
  asked constant desk.measures := desk.check_figure(p_measure, p_by, p_from, p_until, p_scope);
  organization constant bigint := desk.organization_id();
  zone constant text := (select o.time_zone from organizations o where o.id = organization);
  is_coarse constant boolean := p_scope = 'analyst';
  step constant interval := case p_by when 'day' then interval '1 day' when 'week' then interval '7 days'
    when 'month' then interval '1 month' end;
begin
  return query execute format(
    $query$
    with cells as (
      select g.key, grouping(g.key) = 1 as is_total, %2$s,
        count(%3$s) as size, %4$s
      from (select coalesce(%1$s, '') as key, f.booking_id, f.value, f.is_part from desk.facts f
        where f.organization_id = $1 and f.measure = %5$L and f.at >= $2 and f.at < $3 %6$s) g
      group by grouping sets ((g.key), ())
    ),
    -- Every day, week or month of the period has its cell.
    told as (
      select * from cells where is_total or $6
      union all
      select to_char(s.at, 'YYYY-MM-DD'), false, %10$s, null, null, 0, 0, 0, 0
      from generate_series(case when $10 is not null then date_trunc($7, $8::timestamp) end,
        $9::timestamp - interval '1 day', $10) as s (at)
      where $6 and $10 is not null and not exists (select from cells c where not c.is_total
        and c.key = to_char(s.at, 'YYYY-MM-DD'))
    ),
    marked as (
      select t.*, $11 and (t.size between 1 and 4 or t.part_size between 1 and 4 or t.rest_size between 1 and 4)
        as is_small
      from told t
    ),
    -- What the groups withheld come to is never less than five: the smallest large one goes with them, or else all.
    ranked as (
      select m.*, bool_or(m.is_small and not m.is_total) over () as has_small,
        m.size >= 5 and (not %7$L::boolean or m.part_size >= 5 and m.rest_size >= 5) and not m.is_small
          and not m.is_total as is_large
      from marked m
    ),
    placed as (
      select r.*, count(*) filter (where r.is_large) over () as large,
        row_number() over (partition by r.is_large order by r.size, r.key) as place
      from ranked r
    ),
    decided as (
      select p.*, case
        when p.is_total then p.is_small or $11 and $7 = 'month' and p.has_small
        when not $11 or $7 = 'month' then p.is_small
        else p.is_small or p.has_small and p.n > 0 and (p.large = 0 or p.is_large and p.place = 1) end as is_hidden
      from placed p
    )
    select case when not d.is_total then d.key end,
      case
        when d.is_total then 'All'
        when d.key = '' then 'none'
        when $7 = 'test' then (select coalesce(t.code, t.name)::text from tests t
          where t.organization_id = $1 and t.id = d.key::bigint)
        when $7 = 'collector' then (select s.name::text from staff s
          where s.organization_id = $1 and s.id = d.key::bigint)
        else d.key end,
      case when not d.is_hidden then case when $11 and not %8$L::boolean then round(d.value / 5.0)::bigint * 5
        else d.value end end,
      case when not d.is_hidden then case when $11 then round(d.p90 / 5.0)::bigint * 5 else d.p90 end end,
      case when not d.is_hidden then case when $11 then round(d.p95 / 5.0)::bigint * 5 else d.p95 end end,
      case when not d.is_hidden then case when $11 then round(d.n / 5.0)::bigint * 5 else d.n end end,
      d.is_hidden
    from decided d
    order by d.is_total desc, case when $10 is not null then d.key end,
      case when d.is_hidden then 0 else %9$s end desc, 2
    $query$,
    -- 1
    desk.fact_key(p_by),
    -- 2: value, p90, p95, n
    case asked.unit
      when 'share' then 'count(*) filter (where g.is_part) as value, null::bigint as p90, null::bigint as p95, count(*) as n'
      when 'minutes' then 'round((percentile_cont(0.5) within group (order by g.value))::numeric)::bigint as value, '
        'round((percentile_cont(0.9) within group (order by g.value))::numeric)::bigint as p90, '
        'round((percentile_cont(0.95) within group (order by g.value))::numeric)::bigint as p95, count(*) as n'
      else 'coalesce(sum(g.value), 0)::bigint as value, null::bigint as p90, null::bigint as p95, count(*) as n' end,
    -- 3: how many bookings it is of, where few of them must not be told
    case when is_coarse then 'distinct g.booking_id' else '*' end,
    -- 4
    case when is_coarse and asked.unit = 'share' then
        'count(distinct g.booking_id) filter (where g.is_part) as part_size, '
        'count(distinct g.booking_id) filter (where not g.is_part) as rest_size'
      else '0::bigint as part_size, 0::bigint as rest_size' end,
    p_measure,
    case when p_scope = 'own' then 'and f.staff_id = $4' else 'and $4 is not null' end,
    asked.unit = 'share', asked.unit in ('money', 'metres'),
    case asked.unit when 'share' then 'd.value::numeric / nullif(d.n, 0)' else 'd.value' end,
    case asked.unit when 'minutes' then 'null' else '0' end)
  using organization, p_from::timestamp at time zone zone, p_until::timestamp at time zone zone, desk.staff_id(), zone,
    p_by is not null, p_by, p_from, p_until, step, is_coarse;
end $$;
comment on function desk.tell_figures(text, text, date, date, text) is
  'The total of a measure, which has no key, and its groups, from a day until before another: for minutes the median, '
  'for a share its part, with how many it is of. For an analyst counts and minutes are told in fives, groups of fewer '
  'than five bookings are withheld, and the smallest other one with them, so that no difference of two figures is of '
  'fewer than five.';

create function desk.figures(p_measure text, p_by text, p_from date, p_until date)
returns table (key text, label text, value bigint, p90 bigint, p95 bigint, n bigint, is_withheld boolean)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  perform desk.require('analytics.read');
  return query select * from desk.tell_figures(p_measure, p_by, p_from, p_until,
    case when desk.allowed('clients.read') then 'all' else 'analyst' end);
end $$;
comment on function desk.figures(text, text, date, date) is
  'The figures of the organisation, as desk.tell_figures tells them; of whole months and in fives without clients.read.';

create function desk.own_figures(p_measure text, p_by text, p_from date, p_until date)
returns table (key text, label text, value bigint, p90 bigint, p95 bigint, n bigint, is_withheld boolean)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  perform desk.require('analytics.own');
  return query select * from desk.tell_figures(p_measure, p_by, p_from, p_until, 'own');
end $$;
comment on function desk.own_figures(text, text, date, date) is 'The figures of the own visits and tubes of a collector.';

create function desk.figure_rows(p_measure text, p_by text, p_key text, p_from date, p_until date)
returns table (booking_id bigint, booking_number text, local_time timestamp, item_id bigint, test_code text,
  value bigint, is_part boolean)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp set jit = off as $$
#variable_conflict use_column
declare
  organization constant bigint := (desk.require('bookings.read')).organization_id;
  zone constant text := (select o.time_zone from organizations o where o.id = organization);
begin
  perform desk.check_figure(p_measure, p_by, p_from, p_until, 'all');
  return query execute format(
    $query$
    select f.booking_id, b.booking_number, f.at at time zone $5, f.item_id, coalesce(t.code, t.name)::text, f.value,
      f.is_part
    from desk.facts f
    join bookings b on b.organization_id = f.organization_id and b.id = f.booking_id
    left join tests t on t.organization_id = f.organization_id and t.id = f.test_id
    where f.organization_id = $1 and f.measure = %1$L and f.at >= $2 and f.at < $3
      and ($4 is null or coalesce(%2$s, '') = $4)
    order by f.is_part = (f.measure in ('collected', 'in_time', 'on_time')), f.at desc, f.booking_id desc, f.item_id desc
    limit 500
    $query$, p_measure, desk.fact_key(p_by))
  using organization, p_from::timestamp at time zone zone, p_until::timestamp at time zone zone,
    case when p_by is not null then p_key end, zone;
end $$;
comment on function desk.figure_rows(text, text, text, date, date) is
  'What a figure is made of, at most 500: the exceptions of a share first, then the newest; a null key is the total.';

-- Grants -----------------------------------------------------------------------------------------------------------------

create index ix_specimens_arrival on specimens (organization_id, coalesce(received_at, collected_at));
create index ix_specimens_collected_at on specimens (organization_id, collected_at);

revoke execute on all functions in schema desk, search from public;
grant execute on function
  desk.figures(text, text, date, date), desk.own_figures(text, text, date, date),
  desk.figure_rows(text, text, text, date, date)
to labrador_desk;
