drop table token_blacklist, test_reports, test_batch_groups;

alter table booking_items
  drop column quantity,
  drop column unit_price,
  drop column status;

alter table bookings
  drop constraint ck_bookings_address,
  drop constraint ck_bookings_address_link;
-- The legacy word comes back where the booking has not moved since the upgrade.
update bookings b
set address = coalesce(b.address, ''),
  address_link = coalesce(b.address_link, ''),
  status = case when b.status = m.status then b.legacy_status else b.status end
from bookings s
  left join (values
    ('pending', 'draft'), ('draft', 'draft'), ('confirmed', 'confirmed'), ('completed', 'closed'),
    ('cancelled', 'cancelled'), ('canceled', 'cancelled')
  ) m (legacy, status) on m.legacy = lower(s.legacy_status)
where s.id = b.id and (b.address is null or b.address_link is null or b.legacy_status is not null);
alter table bookings
  alter column address set not null,
  alter column address_link set not null,
  drop column pet_id,
  drop column collection_staff_id,
  drop column notes,
  drop column estimated_distance_km,
  drop column legacy_status;
comment on column bookings.address is null;

drop table pets, staff;

alter table users
  drop constraint ck_users_email,
  drop constraint ck_users_hashed_password,
  drop column last_login,
  drop column login_attempts,
  drop column is_locked;
update users
set email = coalesce(email, ''), hashed_password = coalesce(hashed_password, '')
where email is null or hashed_password is null;
alter table users
  alter column email set not null,
  alter column hashed_password set not null;
comment on column users.hashed_password is null;
comment on column users.is_superuser is null;
comment on column users.role is 'USER or ADMIN, as the legacy application wrote it.';

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
    execute format('alter table %I alter column id drop identity', name);
    execute format('alter table %I alter column id type integer', name);
    execute format('create sequence %I as integer owned by %I.id', name || '_id_seq', name);
    execute format('alter table %I alter column id set default nextval(%L)', name, name || '_id_seq');
    perform setval((name || '_id_seq')::regclass, last, called);
  end loop;
end
$$;

alter table booking_items
  alter column booking_id type integer,
  alter column test_id type integer;

alter table bookings
  alter column user_id type integer,
  alter column booking_date type timestamp using booking_date at time zone 'utc',
  alter column created_at drop default, alter column created_at type timestamp using created_at at time zone 'utc',
  alter column updated_at drop default, alter column updated_at type timestamp using updated_at at time zone 'utc';
alter table bookings
  alter column created_at set default (now() at time zone 'utc'),
  alter column updated_at set default (now() at time zone 'utc');

alter table test_tags alter column test_id type integer;

alter table tests
  drop constraint ck_tests_price,
  drop constraint ck_tests_discounted_price,
  alter column category_id type integer,
  alter column price type double precision
    using coalesce(case when round(legacy_price * 100) = price then legacy_price end, price / 100.0),
  alter column discounted_price type double precision
    using coalesce(
      case when round(legacy_discounted_price * 100) = discounted_price then legacy_discounted_price end,
      discounted_price / 100.0);
alter table tests
  drop column legacy_price,
  drop column legacy_discounted_price;
comment on column tests.price is 'List price in whole currency units.';
comment on column tests.discounted_price is null;

alter table otps
  alter column expires_at type timestamp using expires_at at time zone 'utc',
  alter column created_at drop default, alter column created_at type timestamp using created_at at time zone 'utc';
alter table otps alter column created_at set default (now() at time zone 'utc');

alter table addresses
  alter column user_id type integer,
  alter column created_at drop default, alter column created_at type timestamp using created_at at time zone 'utc',
  alter column updated_at drop default, alter column updated_at type timestamp using updated_at at time zone 'utc';
alter table addresses
  alter column created_at set default (now() at time zone 'utc'),
  alter column updated_at set default (now() at time zone 'utc');

alter table users
  alter column created_at drop default, alter column created_at type timestamp using created_at at time zone 'utc',
  alter column updated_at drop default, alter column updated_at type timestamp using updated_at at time zone 'utc';
alter table users
  alter column created_at set default (now() at time zone 'utc'),
  alter column updated_at set default (now() at time zone 'utc');

drop domain money_minor;
