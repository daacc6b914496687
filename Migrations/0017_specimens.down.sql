-- Back to items that are collected without a tube being noted, and bills that are paid as a whole.

drop trigger tr_billing_records_settle on billing_records;
drop function desk.take_cash(bigint, bigint, uuid, bigint);
drop function desk.settle_bill();
drop trigger tr_billing_records_money on billing_records;
drop function desk.keep_money();
drop trigger tr_bookings_drawn_pet on bookings;
drop function desk.keep_drawn_pet();
drop function desk.settled(billing_records);
drop function desk.collect(bigint, bigint, jsonb, text);
drop function desk.permit_step(text, text, text, bigint, text);
drop function desk.label_old_items(bigint);
drop trigger tr_bookings_specimens on bookings;
drop function desk.follow_arrival();
drop trigger tr_booking_items_specimens on booking_items;
drop function desk.follow_items();
drop function desk.label_tube(bookings, text, text, integer, bigint[]);
drop function desk.plan_tubes(bigint, bigint[]);

drop view scoped.open_tubes;
drop view scoped.stop_specimens;
drop view scoped.stop_items;
drop view scoped.stops;
create view scoped.stops with (security_barrier) as
select v.organization_id, v.id as visit_id, v.booking_id, b.booking_number, v.status, v.sequence, v.version,
  v.starts_at at time zone o.time_zone as starts_at, v.blocked_until at time zone o.time_zone as blocked_until,
  u.full_name as client_name, u.phone, u.second_phone, p.name as pet_name, p.species, p.breed, p.sex, p.weight_kg,
  b.address, b.address_link, b.collection_area as area, b.collection_latitude as latitude,
    b.collection_longitude as longitude,
  b.notes, b.total, b.version as booking_version, b.estimated_distance_m,
  exists (select from public.billing_records r
    where r.organization_id = b.organization_id and r.booking_id = b.id and r.status = 'paid') as is_paid,
  b.attention
from public.visits v
join public.organizations o on o.id = v.organization_id
join public.bookings b on b.organization_id = v.organization_id and b.id = v.booking_id
join public.users u on u.organization_id = b.organization_id and u.id = b.user_id
join public.pets p on p.organization_id = b.organization_id and p.id = b.pet_id
where v.organization_id = (select desk.organization_id()) and (select desk.allowed('visits.progress'))
  and v.staff_id = (select desk.staff_id())
  and v.starts_at >= (date_trunc('day', now() at time zone o.time_zone) at time zone o.time_zone)
  and v.starts_at < ((date_trunc('day', now() at time zone o.time_zone) + interval '1 day') at time zone o.time_zone);
comment on view scoped.stops is 'The stops of the collector at this desk today, local times.';
comment on column scoped.stops.booking_version is 'The version of the booking, which desk.move takes.';
create view scoped.stop_items with (security_barrier) as
select i.organization_id, i.id, i.booking_id, i.status, i.version, t.code, t.name as test_name, t.sample_type,
  t.tube_type,
  t.sample_quantity_ml, t.sample_collection_instructions, t.id as test_id, t.preparation
from public.booking_items i
join public.tests t on t.organization_id = i.organization_id and t.id = i.test_id
where i.organization_id = (select desk.organization_id())
  and exists (select from scoped.stops s where s.organization_id = i.organization_id and s.booking_id = i.booking_id);
comment on view scoped.stop_items is 'What the collector at this desk is to collect today.';
grant select on scoped.stops, scoped.stop_items to labrador_desk;

drop table payment_transactions;
drop table specimen_items;
drop table specimens;
drop function desk.keep_specimen();
drop function desk.number_specimen();
drop function desk.next_accession_number(bigint, timestamptz);
drop function desk.container(text, text);
drop function desk.single_spaced(text);
drop table desk.sample_types;
drop table desk.tube_types;
delete from organization_counters where series like 'accession %';
delete from desk.allowed_moves where machine = 'item' and from_status = 'not_obtained' and to_status = 'pending';
delete from table_permissions where table_name in ('specimens', 'specimen_items', 'payment_transactions');
