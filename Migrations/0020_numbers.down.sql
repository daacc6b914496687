-- Back to the few figures of a month.

drop index ix_specimens_collected_at, ix_specimens_arrival;
drop function desk.figure_rows(text, text, text, date, date);
drop function desk.own_figures(text, text, date, date);
drop function desk.figures(text, text, date, date);
drop function desk.tell_figures(text, text, date, date, text);
drop function desk.check_figure(text, text, date, date, text);
drop function desk.fact_key(text);
drop view desk.facts;
drop table desk.measures;

create view scoped.analyst_pets with (security_barrier) as
select p.organization_id, p.id, p.species, p.breed, p.age_years, p.weight_kg, p.is_active, p.created_at
from public.pets p
where p.organization_id = (select desk.organization_id()) and (select desk.allowed('analytics.read'));
comment on view scoped.analyst_pets is 'Pets without names or clients.';

create view scoped.analyst_bookings with (security_barrier) as
select b.organization_id, b.id,
  left(encode(sha256(convert_to(o.channel || ':' || b.user_id, 'UTF8')), 'hex'), 16) as client_key, b.pet_id,
  b.booking_date, b.status, b.collection_method, b.collection_area, b.estimated_distance_m, b.coupon_id, b.subtotal,
    b.discount,
  b.distance_charge, b.tax, b.total, b.created_at
from public.bookings b
join public.organizations o on o.id = b.organization_id
where b.organization_id = (select desk.organization_id()) and (select desk.allowed('analytics.read'));
comment on view scoped.analyst_bookings is
  'Bookings without people: client_key tells clients apart and leads nowhere.';

create view scoped.analyst_items with (security_barrier) as
select i.organization_id, i.id, i.booking_id, i.test_id, i.quantity, i.unit_price, i.status, r.id as report_id,
  r.status as report_status,
  r.created_at as report_created_at, r.generated_at, r.verified_at, r.delivered_at
from public.booking_items i
left join public.test_reports r on r.organization_id = i.organization_id and r.booking_item_id = i.id
where i.organization_id = (select desk.organization_id()) and (select desk.allowed('analytics.read'));
comment on view scoped.analyst_items is 'Items and the times of their reports, without findings.';

create function desk.numbers(p_month date)
returns table (section text, name text, figure bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  organization constant bigint := (desk.require('analytics.read')).organization_id;
  smallest constant integer := case when desk.allowed('clients.read') then 1 else 5 end;
  first_day date;
begin
  -- Whole months alone: two periods that overlap would tell the few bookings between them.
  select date_trunc('month', coalesce(p_month, (now() at time zone o.time_zone)::date))::date into first_day
  from organizations o where o.id = organization;
  return query
  with of_month as (
    select b.id, b.pet_id, b.total, b.discount,
      case when b.status in ('cancelled', 'no_show', 'failed_visit') then b.status else 'kept' end as outcome
    from bookings b
    join organizations o on o.id = b.organization_id
    where b.organization_id = organization and b.status <> 'draft'
      and b.booking_date >= first_day::timestamp at time zone o.time_zone
      and b.booking_date < (first_day + interval '1 month') at time zone o.time_zone
  ),
  groups as (
    select 'outcome' as section, k.name, count(m.id) as size
    from unnest(array['kept', 'cancelled', 'no_show', 'failed_visit']) as k (name)
    left join of_month m on m.outcome = k.name
    group by k.name
    union all
    select 'species', p.species::text, count(*)
    from of_month m join pets p on p.organization_id = organization and p.id = m.pet_id
    group by p.species
    union all
    select 'test', coalesce(t.code, t.name)::text, sum(i.quantity)
    from of_month m
    join booking_items i on i.organization_id = organization and i.booking_id = m.id and i.status <> 'cancelled'
    join tests t on t.organization_id = organization and t.id = i.test_id
    group by t.id, t.code, t.name
  ),
  marked as (
    -- How many are kept is never told; what the bookings leave besides the figures told is then kept or hidden.
    select g.section, g.name, g.size::bigint as size,
      g.section = 'outcome' and g.name = 'kept' or g.size between 1 and smallest - 1 as is_hidden
    from groups g
  ),
  ranked as (
    select m.*, row_number() over (partition by m.section, m.is_hidden or m.size = 0 order by m.size, m.name) as place,
      coalesce(sum(m.size) filter (where m.is_hidden) over (partition by m.section), 0) as hidden
    from marked m
  ),
  sums as (
    select count(*) as bookings, count(*) filter (where m.outcome = 'kept') as kept,
      count(*) filter (where m.outcome = 'kept' and m.discount > 0) as discounted,
      coalesce(sum(m.total) filter (where m.outcome = 'kept'), 0)::bigint as revenue,
      coalesce(sum(m.discount) filter (where m.outcome = 'kept'), 0)::bigint as discount
    from of_month m
  )
  select 'total', t.name, case when t.size not between 1 and smallest - 1 then t.figure end
  from sums s
  cross join lateral (values
    ('bookings', s.bookings, s.bookings), ('revenue', s.revenue, s.kept), ('discount', s.discount, s.discounted)
  ) as t (name, figure, size)
  union all
  -- Where hidden groups come to fewer than five together, the sum would tell so: the smallest other one is hidden too.
  select r.section, r.name, case when not r.is_hidden
    and not (r.section <> 'test' and r.size > 0 and r.place = 1 and r.hidden between 1 and smallest - 1) then r.size end
  from ranked r
  where r.name <> 'kept' or r.section <> 'outcome';
end $$;
comment on function desk.numbers(date) is
  'Bookings of a month in counts and minor units: totals, outcomes, species, tests. Null where the figure is of fewer '
  'than five, or would give such a one away, for whoever may not see clients.';

grant select on scoped.analyst_pets, scoped.analyst_bookings, scoped.analyst_items to labrador_desk;
revoke execute on function desk.numbers(date) from public;
grant execute on function desk.numbers(date) to labrador_desk;
