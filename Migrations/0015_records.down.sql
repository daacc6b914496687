-- Back to one weight, addresses as the legacy application marked them, and pets that are refused without a word.

drop function search.likely_pets(bigint, text, text, text, text, text, bigint);
drop function search.likely_clients(text, text, text, text, text, bigint);
drop function search.sharing_phones(bigint, text[]);
drop function search.numbers_backwards(bigint, text[]);
drop function search.alike(text, text);
drop function search.alike_words(text, text);
drop index ix_users_name_compact;
revoke execute on function search.romanize(text), search.read_devanagari(text) from labrador_desk;
drop function desk.compact(text);
drop function desk.keep_apart(text, bigint, bigint[]);
drop table not_duplicates;

drop function desk.settle_booking(bigint, bigint, text);
drop function desk.mark_client(bigint, bigint, boolean, text);
drop function desk.mark_pet(bigint, bigint, text, date, text);
drop trigger tr_bookings_attention on bookings;
drop function desk.drop_attention();
drop trigger tr_users_flag on users;
drop trigger tr_pets_flag on pets;
drop function desk.flag_bookings();
drop function desk.is_ahead(text);
drop trigger tr_bookings_protect on bookings;
create trigger tr_bookings_protect before update on bookings
  for each row execute function desk.protect('request_key', 'user_id', 'booking_date', 'collection_method', 'coupon_id',
    'distance_pricing_config_id', 'estimated_distance_m', 'subtotal', 'discount', 'distance_charge',
    'distance_discount', 'tax', 'total');
create or replace function desk.prepare_booking() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  animal pets;
  author constant bigint := desk.staff_id();
begin
  if tg_op = 'INSERT' then
    new.booking_number := 'B-' || lpad(desk.next_number(new.organization_id, 'booking')::text, 6, '0');
    new.created_by_staff_id := coalesce(author, new.created_by_staff_id);
  elsif new.pet_id <> old.pet_id
    and old.status not in ('draft', 'confirmed', 'assigned', 'no_show', 'failed_visit')
  then
    raise exception using errcode = 'LB022', table = tg_table_name,
      message = format('the pet of a booking that is %s cannot be changed', old.status);
  end if;
  if tg_op = 'INSERT' or new.pet_id <> old.pet_id then
    select p.* into animal from pets p where p.organization_id = new.organization_id and p.id = new.pet_id;
    if animal.user_id <> new.user_id then
      raise exception using errcode = 'LB023', table = tg_table_name, message = 'this pet belongs to another client';
    end if;
    if author is not null then
      if animal.is_placeholder then
        raise exception using errcode = 'LB024', table = tg_table_name,
          message = 'complete the name and species of this pet first';
      elsif animal.is_deceased then
        raise exception using errcode = 'LB025', table = tg_table_name,
          message = format('%s is deceased', animal.name);
      elsif not animal.is_active then
        raise exception using errcode = 'LB026', table = tg_table_name,
          message = format('%s is deactivated', animal.name);
      end if;
    end if;
  end if;
  if (tg_op = 'INSERT' or new.collection_address_id is distinct from old.collection_address_id)
    and not desk.lives_there(new.organization_id, new.user_id, new.collection_address_id) then
    raise exception using errcode = 'LB032', table = tg_table_name, message = 'this address belongs to another client';
  end if;
  if new.estimated_distance_m is not null then
    new.estimated_distance_km := new.estimated_distance_m / 1000.0;
  end if;
  return new;
end $$;
comment on function desk.prepare_booking() is
  'Numbers a booking and refuses the wrong, deceased, deactivated or uncompleted pet and the address of another client.';

drop index ix_bookings_pet_recent;
drop index ix_bookings_client_recent;
create index ix_bookings_pet_recent on bookings (organization_id, pet_id, booking_date desc);
create index ix_bookings_client_recent on bookings (organization_id, user_id, booking_date desc);
drop view scoped.stop_items, scoped.stops;
create view scoped.stops with (security_barrier) as
select v.organization_id, v.id as visit_id, v.booking_id, b.booking_number, v.status, v.sequence, v.version,
  v.starts_at at time zone o.time_zone as starts_at, v.blocked_until at time zone o.time_zone as blocked_until,
  u.full_name as client_name, u.phone, u.second_phone, p.name as pet_name, p.species, p.breed, p.sex, p.weight_kg,
  b.address, b.address_link, b.collection_area as area, b.collection_latitude as latitude,
    b.collection_longitude as longitude,
  b.notes, b.total, b.version as booking_version, b.estimated_distance_m,
  exists (select from public.billing_records r
    where r.organization_id = b.organization_id and r.booking_id = b.id and r.status = 'paid') as is_paid
from public.visits v
join public.organizations o on o.id = v.organization_id
join public.bookings b on b.organization_id = v.organization_id and b.id = v.booking_id
join public.users u on u.organization_id = b.organization_id and u.id = b.user_id
join public.pets p on p.organization_id = b.organization_id and p.id = b.pet_id
where v.organization_id = (select desk.organization_id()) and (select desk.allowed('visits.progress'))
  and v.staff_id = (select desk.staff_id())
  and v.starts_at >= (date_trunc('day', now() at time zone o.time_zone) at time zone o.time_zone)
  and v.starts_at < ((date_trunc('day', now() at time zone o.time_zone) + interval '1 day') at time zone o.time_zone);
comment on column scoped.stops.booking_version is 'The version of the booking, which desk.move takes.';

create view scoped.stop_items with (security_barrier) as
select i.organization_id, i.id, i.booking_id, i.status, i.version, t.code, t.name as test_name, t.sample_type,
  t.tube_type,
  t.sample_quantity_ml, t.sample_collection_instructions, t.id as test_id, t.preparation
from public.booking_items i
join public.tests t on t.organization_id = i.organization_id and t.id = i.test_id
where i.organization_id = (select desk.organization_id())
  and exists (select from scoped.stops s where s.organization_id = i.organization_id and s.booking_id = i.booking_id);
comment on view scoped.stops is 'The stops of the collector at this desk today, local times.';
comment on view scoped.stop_items is 'What the collector at this desk is to collect today.';
grant select on scoped.stops, scoped.stop_items to labrador_desk;
alter table bookings drop column attention, drop column guard_reason;
drop index ix_pets_microchip;
comment on column pets.deceased_on is null;
alter table pets drop column inactive_reason;

drop trigger tr_pets_weight_changed on pets;
drop trigger tr_pets_weight_added on pets;
drop table pet_weights;
drop function desk.follow_weight();
drop function desk.prepare_weight();
drop function desk.note_weight();

drop trigger tr_addresses_notify on addresses;
drop trigger tr_addresses_hand_on on addresses;
drop trigger tr_addresses_default on addresses;
drop function desk.hand_default_on();
drop function desk.keep_default_address();
drop index uq_addresses_default;
alter table addresses disable trigger user;
update addresses set is_default = legacy_is_default where legacy_is_default is not null;
alter table addresses enable trigger user;
comment on column addresses.is_default is null;
alter table addresses drop column legacy_is_default, drop column map_link;
alter table users drop column inactive_reason, drop column notes;

delete from table_permissions where table_name in ('pet_weights', 'not_duplicates');
delete from desk.managed_columns where (table_name, column_name) in (('users', 'is_active'),
  ('users', 'inactive_reason'), ('addresses', 'legacy_is_default'), ('pets', 'is_active'), ('pets', 'is_deceased'),
  ('pets', 'deceased_on'), ('pets', 'inactive_reason'), ('bookings', 'attention'), ('pet_weights', 'noted_by'));
select desk.apply_policies();
