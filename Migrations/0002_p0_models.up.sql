-- P0: staff, pets, reports and batches; exact money, 64-bit keys, times with a zone; a pet on every booking.

-- 1. What cannot become an exact amount is named before anything is touched.
do $$
declare
  wrong text;
begin
  select string_agg(format('%s (%s)', id, name), ', ' order by id) into wrong
  from tests
  where not (price >= 0 and price < 1e13) or not (discounted_price >= 0 and discounted_price < 1e13);
  if wrong is not null then
    raise exception 'These tests have a price that is no amount of money: %', wrong
      using hint = 'Prices must be numbers from 0 to below 10 000 000 000 000. Correct them and migrate again.';
  end if;
end
$$;

-- A database that was adopted may know its keys by other names; the migrations go by these.
do $$
declare
  entry record;
begin
  for entry in
    select t.relname as owner, c.conname as old_name,
      case c.contype when 'p' then 'pk_' || t.relname else format('fk_%s_%s', t.relname, a.attname) end as new_name
    from pg_constraint c
      join pg_class t on t.oid = c.conrelid
      join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
    where c.contype in ('p', 'f')
      and t.oid = any (array[
        'users', 'addresses', 'otps', 'test_categories', 'tests', 'test_tags', 'bookings', 'booking_items'
      ]::regclass[])
  loop
    if entry.old_name <> entry.new_name then
      execute format('alter table %I rename constraint %I to %I', entry.owner, entry.old_name, entry.new_name);
    end if;
  end loop;
end
$$;

create domain money_minor as bigint
  constraint ck_money_minor_range check (value between -1000000000000000 and 1000000000000000);
comment on domain money_minor is 'An amount in minor units (paise, cents) of the currency in use.';

-- 2. Keys to 64 bits, times to timestamptz (legacy times are UTC), prices to minor units.
alter table tests
  add column legacy_price numeric,
  add column legacy_discounted_price numeric;
comment on column tests.legacy_price is
  'The legacy price where it was no whole number of minor units; only the way back to 0001 reads it.';
comment on column tests.legacy_discounted_price is
  'The legacy discounted price where it was no whole number of minor units; only the way back to 0001 reads it.';
update tests set legacy_price = price::text::numeric
where (round(price::text::numeric * 100) / 100)::double precision <> price;
update tests set legacy_discounted_price = discounted_price::text::numeric
where (round(discounted_price::text::numeric * 100) / 100)::double precision <> discounted_price;

alter table users
  alter column created_at drop default, alter column created_at type timestamptz using created_at at time zone 'utc',
  alter column updated_at drop default, alter column updated_at type timestamptz using updated_at at time zone 'utc';
alter table users alter column created_at set default now(), alter column updated_at set default now();

alter table addresses
  alter column user_id type bigint,
  alter column created_at drop default, alter column created_at type timestamptz using created_at at time zone 'utc',
  alter column updated_at drop default, alter column updated_at type timestamptz using updated_at at time zone 'utc';
alter table addresses alter column created_at set default now(), alter column updated_at set default now();

alter table otps
  alter column expires_at type timestamptz using expires_at at time zone 'utc',
  alter column created_at drop default, alter column created_at type timestamptz using created_at at time zone 'utc';
alter table otps alter column created_at set default now();

alter table tests
  alter column category_id type bigint,
  alter column price type money_minor using round(price::text::numeric * 100)::bigint,
  alter column discounted_price type money_minor using round(discounted_price::text::numeric * 100)::bigint,
  add constraint ck_tests_price check (price >= 0),
  add constraint ck_tests_discounted_price check (discounted_price >= 0);
comment on column tests.price is 'List price in minor units.';
comment on column tests.discounted_price is
  'Price in minor units that applies instead of the list price where it is lower.';

alter table test_tags alter column test_id type bigint;

alter table bookings
  alter column user_id type bigint,
  alter column booking_date type timestamptz using booking_date at time zone 'utc',
  alter column created_at drop default, alter column created_at type timestamptz using created_at at time zone 'utc',
  alter column updated_at drop default, alter column updated_at type timestamptz using updated_at at time zone 'utc';
alter table bookings alter column created_at set default now(), alter column updated_at set default now();

alter table booking_items
  alter column booking_id type bigint,
  alter column test_id type bigint;

do $$
declare
  name text;
  counter text;
  last bigint;
  called boolean;
begin
  foreach name in array array[
    'users', 'addresses', 'otps', 'test_categories', 'tests', 'test_tags', 'bookings', 'booking_items'
  ] loop
    counter := pg_get_serial_sequence(name, 'id');
    execute format('select last_value, is_called from %s', counter) into last, called;
    execute format('alter table %I alter column id drop default', name);
    execute format('drop sequence %s', counter);
    execute format('alter table %I alter column id type bigint', name);
    execute format('alter table %I alter column id add generated by default as identity', name);
    perform setval(pg_get_serial_sequence(name, 'id'), last, called);
  end loop;
end
$$;

-- 3. What a client need not have. Blank and absent were one thing; from here on only null says it.
alter table users
  alter column email drop not null,
  alter column hashed_password drop not null;
update users set email = null where email = '';
update users set hashed_password = null where hashed_password = '';
alter table users
  add constraint ck_users_email check (email <> ''),
  add constraint ck_users_hashed_password check (hashed_password <> ''),
  add column last_login timestamptz,
  add column login_attempts integer not null default 0
    constraint ck_users_login_attempts check (login_attempts >= 0),
  add column is_locked boolean not null default false;
comment on column users.hashed_password is 'Of the legacy application; the desk does not use it.';
comment on column users.is_superuser is 'Of the legacy application; the desk does not use it.';
comment on column users.role is 'Of the legacy application; the desk does not use it.';
comment on column users.login_attempts is 'Failures since the last success.';
comment on column users.is_locked is 'True after five failures.';

create table staff (
  id bigint generated by default as identity constraint pk_staff primary key,
  name text not null constraint ck_staff_name check (name <> ''),
  phone text not null constraint uq_staff_phone unique constraint ck_staff_phone check (phone <> ''),
  email text constraint ck_staff_email check (email <> ''),
  hashed_password text,
  role text not null
    constraint ck_staff_role check (role in ('admin', 'collector', 'lab_tech', 'analyst', 'receptionist')),
  is_active boolean not null default true,
  assigned_area text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table staff is 'The people who work at the lab; each signs in by phone and password.';
comment on column staff.hashed_password is 'bcrypt; null for an account that nobody signs in to.';
comment on column staff.assigned_area is 'Where a collector usually works.';
create unique index uq_staff_email on staff (lower(email));
create index ix_staff_name on staff (name);
create index ix_staff_role on staff (role);

create table pets (
  id bigint generated by default as identity constraint pk_pets primary key,
  user_id bigint not null constraint fk_pets_user_id references users on delete cascade,
  name text not null constraint ck_pets_name check (name <> ''),
  species text not null constraint ck_pets_species check (species <> ''),
  breed text,
  age_years numeric(5, 2) constraint ck_pets_age_years check (age_years >= 0),
  weight_kg numeric(8, 3) constraint ck_pets_weight_kg check (weight_kg > 0),
  medical_history text,
  is_active boolean not null default true,
  is_placeholder boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table pets is 'The patients.';
comment on column pets.user_id is 'The client who owns the pet.';
comment on column pets.age_years is 'Age when it was asked.';
comment on column pets.is_placeholder is
  'Made by an upgrade for bookings that named no pet; to be completed before the next booking.';
create index ix_pets_user_id on pets (user_id);
create index ix_pets_name on pets (name);
create unique index uq_pets_user_id_placeholder on pets (user_id) where is_placeholder;

-- 4. Bookings: a pet, a collector, notes, distance; status in the words of the status machine.
alter table bookings
  alter column address drop not null,
  alter column address_link drop not null,
  add column pet_id bigint,
  add column collection_staff_id bigint,
  add column notes text,
  add column estimated_distance_km numeric(8, 3)
    constraint ck_bookings_estimated_distance_km check (estimated_distance_km >= 0),
  add column legacy_status text;
comment on column bookings.address is 'Where to come; null for a walk-in.';
comment on column bookings.collection_staff_id is 'The collector who is to take, or took, the sample.';
comment on column bookings.notes is 'Special instructions.';
comment on column bookings.estimated_distance_km is 'Distance to the client, for the home visit charge.';
comment on column bookings.legacy_status is
  'The legacy word where the status machine says another; read by the way back to 0001.';

insert into pets (user_id, name, species, is_placeholder)
select id, 'Pet_' || id, 'Unknown', true from users order by id;

update bookings b
set pet_id = (select p.id from pets p where p.user_id = b.user_id order by p.id limit 1),
  address = nullif(b.address, ''),
  address_link = nullif(b.address_link, ''),
  legacy_status = case when m.status <> b.status then b.status end,
  status = coalesce(m.status, b.status)
from bookings s
  left join (values
    ('pending', 'draft'), ('draft', 'draft'), ('confirmed', 'confirmed'), ('completed', 'closed'),
    ('cancelled', 'cancelled'), ('canceled', 'cancelled')
  ) m (legacy, status) on m.legacy = lower(s.status)
where s.id = b.id;

alter table bookings
  alter column pet_id set not null,
  add constraint ck_bookings_address check (address <> ''),
  add constraint ck_bookings_address_link check (address_link <> ''),
  add constraint fk_bookings_pet_id foreign key (pet_id) references pets on delete cascade,
  add constraint fk_bookings_collection_staff_id foreign key (collection_staff_id) references staff on delete set null;
create index ix_bookings_pet_id on bookings (pet_id);
create index ix_bookings_collection_staff_id on bookings (collection_staff_id);

-- 5. Items: what was paid is not known for legacy ones, so they take the price list as it stands.
alter table booking_items
  add column quantity integer not null default 1 constraint ck_booking_items_quantity check (quantity > 0),
  add column unit_price money_minor,
  add column status text not null default 'pending';
update booking_items i
set unit_price = least(t.price, t.discounted_price),
  status = case
    when b.status = 'closed' then 'completed'
    when b.status = 'cancelled' then 'cancelled'
    else 'pending'
  end
from tests t, bookings b
where t.id = i.test_id and b.id = i.booking_id;
alter table booking_items
  alter column unit_price set not null,
  add constraint ck_booking_items_unit_price check (unit_price >= 0),
  add constraint ck_booking_items_status check (status in (
    'pending', 'collected', 'processing', 'completed', 'rejected', 'recollect_pending', 'not_obtained', 'cancelled'));
comment on column booking_items.unit_price is
  'Price in minor units at the time of booking; for items older than this column, the price list''s at the upgrade.';
create index ix_booking_items_status on booking_items (status);

create table test_batch_groups (
  id bigint generated by default as identity constraint pk_test_batch_groups primary key,
  booking_id bigint not null constraint fk_test_batch_groups_booking_id references bookings on delete cascade,
  batch_name text,
  description text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table test_batch_groups is 'Tests of one booking that are handled together, such as a wellness panel.';
create index ix_test_batch_groups_booking_id on test_batch_groups (booking_id);

create table test_reports (
  id bigint generated by default as identity constraint pk_test_reports primary key,
  booking_item_id bigint not null
    constraint fk_test_reports_booking_item_id references booking_items on delete cascade
    constraint uq_test_reports_booking_item_id unique,
  pet_id bigint not null constraint fk_test_reports_pet_id references pets on delete cascade,
  test_id bigint not null constraint fk_test_reports_test_id references tests on delete cascade,
  batch_group_id bigint constraint fk_test_reports_batch_group_id references test_batch_groups on delete set null,
  report_file_url text,
  findings text,
  status text not null default 'pending'
    constraint ck_test_reports_status check (status in ('pending', 'generated', 'verified', 'delivered', 'retracted')),
  created_at timestamptz not null default now(),
  generated_at timestamptz,
  delivered_at timestamptz,
  updated_at timestamptz not null default now()
);
comment on table test_reports is 'The one report of a booking item.';
comment on column test_reports.report_file_url is 'Where the legacy application stored the document.';
comment on column test_reports.findings is 'What was found, in words.';
create index ix_test_reports_pet_id on test_reports (pet_id);
create index ix_test_reports_test_id on test_reports (test_id);
create index ix_test_reports_batch_group_id on test_reports (batch_group_id);
create index ix_test_reports_status on test_reports (status);

create table token_blacklist (
  id bigint generated by default as identity constraint pk_token_blacklist primary key,
  token text not null constraint uq_token_blacklist_token unique,
  user_id bigint not null constraint fk_token_blacklist_user_id references users on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
comment on table token_blacklist is 'Tokens of the legacy client application that were signed out before they expired.';
create index ix_token_blacklist_user_id on token_blacklist (user_id);
create index ix_token_blacklist_expires_at on token_blacklist (expires_at);
