-- The booking application as it stood before Labrador: 32-bit serial keys, prices as floating point numbers, times
-- without a zone (written in UTC). A database that already has these tables is adopted with
-- `labrador migrate stamp 0001`.

create table users (
  id serial constraint pk_users primary key,
  phone character varying not null,
  email character varying not null,
  hashed_password character varying not null,
  full_name character varying,
  is_active boolean not null default true,
  is_superuser boolean not null default false,
  is_verified boolean not null default false,
  role character varying not null default 'USER',
  created_at timestamp not null default (now() at time zone 'utc'),
  updated_at timestamp not null default (now() at time zone 'utc')
);
comment on table users is 'Clients: the people who own the pets.';
comment on column users.phone is 'Not unique: couples share one.';
comment on column users.role is 'USER or ADMIN, as the legacy application wrote it.';
create index ix_users_phone on users (phone);
create index ix_users_email on users (email);

create table addresses (
  id serial constraint pk_addresses primary key,
  user_id integer not null constraint fk_addresses_user_id references users on delete cascade,
  address_line1 character varying not null,
  address_line2 character varying,
  city character varying not null,
  state character varying,
  postal_code character varying,
  is_default boolean not null default false,
  created_at timestamp not null default (now() at time zone 'utc'),
  updated_at timestamp not null default (now() at time zone 'utc')
);
comment on table addresses is 'Places where a client can be visited.';
create index ix_addresses_user_id on addresses (user_id);

create table otps (
  id serial constraint pk_otps primary key,
  phone character varying not null,
  code character varying not null,
  expires_at timestamp not null,
  is_used boolean not null default false,
  created_at timestamp not null default (now() at time zone 'utc')
);
comment on table otps is 'One-time codes that the legacy application sent to a phone.';
create index ix_otps_phone on otps (phone);

create table test_categories (
  id serial constraint pk_test_categories primary key,
  name character varying not null,
  description text,
  is_active boolean not null default true
);
comment on table test_categories is 'Sections of the test catalogue.';

create table tests (
  id serial constraint pk_tests primary key,
  category_id integer not null constraint fk_tests_category_id references test_categories,
  name character varying not null,
  description text,
  price double precision not null,
  discounted_price double precision,
  sample_type character varying,
  report_time_hours integer,
  is_active boolean not null default true
);
comment on table tests is 'The catalogue: what the lab can be asked to examine.';
comment on column tests.price is 'List price in whole currency units.';
comment on column tests.report_time_hours is 'Hours from receipt of the specimen to the report.';
create index ix_tests_category_id on tests (category_id);
create index ix_tests_name on tests (name);

create table test_tags (
  id serial constraint pk_test_tags primary key,
  test_id integer not null constraint fk_test_tags_test_id references tests on delete cascade,
  tag character varying not null
);
comment on table test_tags is 'Words under which a test is found.';
create index ix_test_tags_test_id on test_tags (test_id);
create index ix_test_tags_tag on test_tags (tag);

create table bookings (
  id serial constraint pk_bookings primary key,
  user_id integer not null constraint fk_bookings_user_id references users on delete cascade,
  booking_date timestamp not null,
  status character varying not null default 'pending',
  address character varying not null,
  address_link character varying not null,
  created_at timestamp not null default (now() at time zone 'utc'),
  updated_at timestamp not null default (now() at time zone 'utc')
);
comment on table bookings is 'What a client asked for and when.';
comment on column bookings.booking_date is 'When the sample is to be taken.';
comment on column bookings.address_link is 'Map link the client sent with the address.';
create index ix_bookings_user_id on bookings (user_id);
create index ix_bookings_booking_date on bookings (booking_date);
create index ix_bookings_status on bookings (status);

create table booking_items (
  id serial constraint pk_booking_items primary key,
  booking_id integer not null constraint fk_booking_items_booking_id references bookings on delete cascade,
  test_id integer not null constraint fk_booking_items_test_id references tests
);
comment on table booking_items is 'One test on one booking.';
create index ix_booking_items_booking_id on booking_items (booking_id);
create index ix_booking_items_test_id on booking_items (test_id);
