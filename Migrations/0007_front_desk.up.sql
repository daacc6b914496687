-- What the front desk adds to the seeds: visits, status machines, numbers, prices on the booking, coupon limits,
-- panels, draw limits, stored prescriptions, versions with notifications, and forgiving search.
--
-- Errors of this file carry a code of class LB (LB002 no permission, LB010 no such step, LB043 coupon used up …), so
-- that the desk can explain them. "Desk" in a trigger means: the statement was not made by the owner of the table,
-- which only definer functions and migrations are.

create schema search;
comment on schema search is
  'Look-ups that carry their own organisation filter, because row-level security hides trigram indexes from the '
  'planner.';

create function desk.fold(p_text text) returns text
language sql immutable strict parallel safe
return lower(extensions.unaccent('extensions.unaccent'::regdictionary, p_text));
comment on function desk.fold(text) is 'Lower case without accents, as names are compared.';

create function desk.words(p_text text) returns text[]
language sql immutable parallel safe
return array(select distinct word from regexp_split_to_table(desk.fold(coalesce(p_text, '')), '[^[:alnum:]]+') as word
  where word <> '');
comment on function desk.words(text) is 'The distinct folded words of a name.';

-- People, pets and places -------------------------------------------------------------------------------------------

alter table users
  add column preferred_name text,
  add column second_phone text constraint ck_users_second_phone check (second_phone <> ''),
  add column phone_digits text collate "C" generated always as (desk.digits(phone)) stored,
  add column phone_reversed text collate "C" generated always as (reverse(desk.digits(phone))) stored,
  add column second_phone_digits text collate "C" generated always as (desk.digits(second_phone)) stored,
  add column second_phone_reversed text collate "C" generated always as (reverse(desk.digits(second_phone))) stored,
  add column name_key text collate "C" generated always as (desk.fold(full_name)) stored,
  add column version bigint not null default 1;
comment on column users.preferred_name is 'How the client wants to be addressed.';
comment on column users.phone_digits is 'Digits alone, for prefixes and fragments.';
comment on column users.phone_reversed is 'Digits backwards, so that the last digits are a prefix.';
comment on column users.name_key is 'full_name in lower case without accents.';
create index ix_users_phone_digits on users (organization_id, phone_digits);
create index ix_users_phone_reversed on users (organization_id, phone_reversed);
create index ix_users_second_phone_digits on users (organization_id, second_phone_digits)
  where second_phone_digits is not null;
create index ix_users_second_phone_reversed on users (organization_id, second_phone_reversed)
  where second_phone_reversed is not null;
create index ix_users_phone_fragment on users using gin (phone_digits extensions.gin_trgm_ops);
create index ix_users_second_phone_fragment on users using gin (second_phone_digits extensions.gin_trgm_ops);
create index ix_users_name_key on users (organization_id, name_key);
create index ix_users_email_key on users (organization_id, (lower(email) collate "C"));

alter table pets
  add column sex text not null default 'unknown'
    constraint ck_pets_sex check (sex in ('male', 'female', 'male_neutered', 'female_spayed', 'unknown')),
  add column date_of_birth date,
  add column birth_precision text
    constraint ck_pets_birth_precision check (birth_precision in ('day', 'month', 'year')),
  add column is_deceased boolean not null default false,
  add column deceased_on date,
  add column microchip text constraint ck_pets_microchip check (microchip ~ '^[0-9A-Z]{9,15}$'),
  add column name_key text collate "C" generated always as (desk.fold(name)) stored,
  add column version bigint not null default 1,
  add constraint ck_pets_date_of_birth check ((date_of_birth is null) = (birth_precision is null)),
  add constraint ck_pets_deceased_on check (deceased_on is null or is_deceased);
comment on column pets.birth_precision is 'How much of date_of_birth is known: day, month or year.';
comment on column pets.microchip is 'Chip number as read, without blanks.';
create unique index uq_pets_microchip on pets (organization_id, microchip) where is_active and not is_deceased;
create index ix_pets_name_key on pets (organization_id, name_key);

alter table addresses
  add column label text,
  add column area text,
  add column latitude double precision constraint ck_addresses_latitude check (latitude between -90 and 90),
  add column longitude double precision constraint ck_addresses_longitude check (longitude between -180 and 180),
  add column version bigint not null default 1,
  add constraint ck_addresses_position check ((latitude is null) = (longitude is null));
comment on column addresses.label is 'What the client calls the place, such as Home.';
comment on column addresses.area is 'Part of the town, for collectors.';

-- Catalogue ---------------------------------------------------------------------------------------------------------

create table tax_codes (
  organization_id bigint not null,
  code text not null,
  name text not null,
  basis_points integer not null,
  version bigint not null default 1,
  constraint pk_tax_codes primary key (organization_id, code),
  constraint fk_tax_codes_organization_id foreign key (organization_id) references organizations (id),
  constraint ck_tax_codes_basis_points check (basis_points between 0 and 10000)
);
comment on table tax_codes is 'How a test is taxed.';
comment on column tax_codes.basis_points is 'Hundredths of a percent.';

alter table tests
  add column code text constraint ck_tests_code check (code ~ '^\S+$'),
  add column tax_code text,
  add column preparation text,
  add column search_key text collate "C" generated always as (desk.fold(coalesce(code || ' ', '') || name)) stored,
  add column version bigint not null default 1,
  add constraint fk_tests_tax_code foreign key (organization_id, tax_code)
    references tax_codes (organization_id, code);
comment on column tests.code is 'What the desk types: CBC, LFT.';
comment on column tests.preparation is
  'What the client does beforehand; sample_collection_instructions are for whoever collects.';
comment on column tests.tax_code is 'Null is untaxed.';
comment on column tests.search_key is 'Code and name in lower case without accents.';
create unique index uq_tests_code on tests (organization_id, lower(code));
create index ix_tests_tax_code on tests (organization_id, tax_code);

alter table offers
  add column is_stackable boolean not null default false,
  add column covers_distance boolean not null default false,
  add column is_automatic boolean not null default false,
  add column version bigint not null default 1;
comment on column offers.is_stackable is 'May be combined with another offer or coupon that is stackable too.';
comment on column offers.covers_distance is 'The discount also applies to the distance charge.';
comment on column offers.is_automatic is 'Applies without a coupon.';
alter table coupons add column version bigint not null default 1;

create table test_panels (
  organization_id bigint not null,
  id bigint generated by default as identity,
  code text,
  name text not null,
  description text,
  search_key text collate "C" generated always as (desk.fold(coalesce(code || ' ', '') || name)) stored,
  is_active boolean not null default true,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint pk_test_panels primary key (organization_id, id),
  constraint fk_test_panels_organization_id foreign key (organization_id) references organizations (id),
  constraint uq_test_panels_name unique (organization_id, name),
  constraint ck_test_panels_name check (name <> ''),
  constraint ck_test_panels_code check (code ~ '^\S+$')
);
create unique index uq_test_panels_code on test_panels (organization_id, lower(code));
comment on table test_panels is 'Tests that are often asked for together; booking a panel books its tests.';

create table test_panel_tests (
  organization_id bigint not null,
  panel_id bigint not null,
  test_id bigint not null,
  position integer not null default 0,
  constraint pk_test_panel_tests primary key (organization_id, panel_id, test_id),
  constraint fk_test_panel_tests_panel_id foreign key (organization_id, panel_id)
    references test_panels (organization_id, id) on delete cascade,
  constraint fk_test_panel_tests_test_id foreign key (organization_id, test_id)
    references tests (organization_id, id) on delete cascade
);
create index ix_test_panel_tests_test_id on test_panel_tests (organization_id, test_id);
comment on table test_panel_tests is 'The tests of a panel.';
comment on column test_panel_tests.position is 'Order on screen and paper.';

create table draw_limits (
  organization_id bigint not null,
  species text not null,
  max_ml_per_kg numeric(6, 3) not null,
  fallback_ml numeric(8, 3) not null,
  version bigint not null default 1,
  constraint pk_draw_limits primary key (organization_id, species),
  constraint fk_draw_limits_organization_id foreign key (organization_id) references organizations (id),
  constraint ck_draw_limits_max_ml_per_kg check (max_ml_per_kg > 0),
  constraint ck_draw_limits_fallback_ml check (fallback_ml > 0)
);
comment on table draw_limits is
  'How much blood may be drawn at once, by species; Unknown holds for species without a row.';
comment on column draw_limits.max_ml_per_kg is 'About a tenth of the circulating blood of a healthy animal.';
comment on column draw_limits.fallback_ml is 'The limit while the weight is not known.';

-- Billing -----------------------------------------------------------------------------------------------------------

alter table billing_records
  add column tax_amount money_minor not null default 0 constraint ck_billing_records_tax_amount
    check (tax_amount >= 0),
  add column version bigint not null default 1;
comment on column billing_records.tax_amount is
  'In minor units; for records older than this column what their final amount holds beyond the rest.';
update billing_records set tax_amount = final_amount - (base_amount - discount_amount + distance_charge)
where final_amount > base_amount - discount_amount + distance_charge;
alter table billing_records
  add constraint ck_billing_records_sum
    check (final_amount = base_amount - discount_amount + distance_charge + tax_amount) not valid;
do $$
begin
  alter table billing_records validate constraint ck_billing_records_sum;
exception when check_violation then
  raise notice 'Some older billing records do not add up; new ones must.';
end $$;

-- Bookings ----------------------------------------------------------------------------------------------------------

create table organization_counters (
  organization_id bigint not null,
  series text not null,
  last bigint not null,
  constraint pk_organization_counters primary key (organization_id, series),
  constraint fk_organization_counters_organization_id foreign key (organization_id) references organizations (id)
);
comment on table organization_counters is 'Last number given in each series; its row lock keeps numbers without gaps.';
comment on column organization_counters.series is 'booking, or invoice and the financial year.';

create function desk.next_number(p_organization_id bigint, p_series text) returns bigint
language sql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
  insert into organization_counters as c (organization_id, series, last) values (p_organization_id, p_series, 1)
  on conflict on constraint pk_organization_counters do update set last = c.last + 1
  returning last
$$;
comment on function desk.next_number(bigint, text) is
  'The next number of a series; others wait until this transaction ends.';

alter table bookings
  add column booking_number text,
  add column request_key uuid,
  add column collection_method text not null default 'home'
    constraint ck_bookings_collection_method check (collection_method in ('home', 'walk_in')),
  add column distance_pricing_config_id bigint,
  add column estimated_distance_m integer constraint ck_bookings_estimated_distance_m
    check (estimated_distance_m >= 0),
  add column coupon_id bigint,
  add column subtotal money_minor not null default 0 constraint ck_bookings_subtotal check (subtotal >= 0),
  add column discount money_minor not null default 0,
  add column distance_charge money_minor not null default 0
    constraint ck_bookings_distance_charge check (distance_charge >= 0),
  add column tax money_minor not null default 0 constraint ck_bookings_tax check (tax >= 0),
  add column total money_minor not null default 0,
  add column created_by_staff_id bigint,
  add column collection_address_id bigint,
  add column collection_area text,
  add column collection_latitude double precision
    constraint ck_bookings_collection_latitude check (collection_latitude between -90 and 90),
  add column collection_longitude double precision
    constraint ck_bookings_collection_longitude check (collection_longitude between -180 and 180),
  add column version bigint not null default 1;
comment on column bookings.booking_number is 'B-000123, counted within the organisation; what the client is told.';
comment on column bookings.request_key is 'Of the form that made the booking: a form makes one booking.';
comment on column bookings.distance_pricing_config_id is
  'The version of the price list that the distance was charged by.';
comment on column bookings.estimated_distance_m is
  'The distance charged, in metres; estimated_distance_km follows it.';
comment on column bookings.subtotal is 'Sum of the items, in minor units.';
comment on column bookings.total is 'subtotal - discount + distance_charge + tax.';
comment on column bookings.collection_address_id is
  'The address of the client it was copied from; address holds what was agreed.';

update bookings b set
  booking_number = 'B-' || lpad(n.number::text, 6, '0'),
  collection_method = case when b.address is null then 'walk_in' else 'home' end,
  estimated_distance_m = round(b.estimated_distance_km * 1000)::integer,
  subtotal = n.subtotal,
  discount = least(n.discount, n.subtotal),
  distance_charge = n.distance_charge,
  tax = n.tax,
  total = n.subtotal - least(n.discount, n.subtotal) + n.distance_charge + n.tax
from (
  select k.organization_id, k.id, row_number() over (partition by k.organization_id order by k.id) as number,
    coalesce((select sum(i.unit_price * i.quantity) from booking_items i
      where i.organization_id = k.organization_id and i.booking_id = k.id), 0)::bigint as subtotal,
    coalesce((select sum(r.discount_amount) from billing_records r
      where r.organization_id = k.organization_id and r.booking_id = k.id and r.status <> 'voided'),
        0)::bigint as discount,
    coalesce((select sum(r.distance_charge) from billing_records r
      where r.organization_id = k.organization_id and r.booking_id = k.id and r.status <> 'voided'),
        0)::bigint as distance_charge,
    coalesce((select sum(r.tax_amount) from billing_records r
      where r.organization_id = k.organization_id and r.booking_id = k.id and r.status <> 'voided'), 0)::bigint as tax
  from bookings k
) n
where n.organization_id = b.organization_id and n.id = b.id;
insert into organization_counters (organization_id, series, last)
select organization_id, 'booking', count(*) from bookings group by organization_id;

alter table bookings
  alter column booking_number set not null,
  add constraint uq_bookings_booking_number unique (organization_id, booking_number),
  add constraint uq_bookings_request_key unique (organization_id, request_key),
  add constraint ck_bookings_discount check (discount between 0 and subtotal + distance_charge),
  add constraint ck_bookings_total check (total = subtotal - discount + distance_charge + tax),
  add constraint ck_bookings_collection_position
    check ((collection_latitude is null) = (collection_longitude is null)),
  add constraint ck_bookings_status
    check (status in ('draft', 'confirmed', 'assigned', 'en_route', 'arrived', 'collected',
    'at_lab', 'closed', 'cancelled', 'no_show', 'failed_visit')) not valid,
  add constraint fk_bookings_distance_pricing_config_id foreign key (organization_id, distance_pricing_config_id)
    references distance_pricing_configs (organization_id, id),
  add constraint fk_bookings_coupon_id foreign key (organization_id, coupon_id)
    references coupons (organization_id, id) on delete set null (coupon_id),
  add constraint fk_bookings_created_by_staff_id foreign key (organization_id, created_by_staff_id)
    references staff (organization_id, id) on delete set null (created_by_staff_id),
  add constraint fk_bookings_collection_address_id foreign key (organization_id, collection_address_id)
    references addresses (organization_id, id) on delete set null (collection_address_id);
do $$
begin
  alter table bookings validate constraint ck_bookings_status;
exception when check_violation then
  raise notice 'Some older bookings have a status of their own; new ones must not.';
end $$;
create index ix_bookings_distance_pricing_config_id on bookings (organization_id, distance_pricing_config_id);
create index ix_bookings_coupon_id on bookings (organization_id, coupon_id);
create index ix_bookings_created_by_staff_id on bookings (organization_id, created_by_staff_id);
create index ix_bookings_collection_address_id on bookings (organization_id, collection_address_id);
create index ix_bookings_pet_recent on bookings (organization_id, pet_id, booking_date desc);
create index ix_bookings_client_recent on bookings (organization_id, user_id, booking_date desc);

alter table booking_items add column version bigint not null default 1;
alter table prescription_uploads add column version bigint not null default 1;
alter table clinic_info add column version bigint not null default 1;
alter table distance_pricing_configs add column version bigint not null default 1;
alter table staff add column version bigint not null default 1;

create table visits (
  organization_id bigint not null,
  id bigint generated by default as identity,
  booking_id bigint not null,
  attempt integer not null default 1,
  collection_method text not null default 'home',
  staff_id bigint,
  address_id bigint,
  starts_at timestamptz not null,
  duration_minutes integer not null default 30,
  travel_buffer_minutes integer not null default 15,
  blocked_until timestamptz not null,
  status text not null default 'confirmed',
  sequence integer,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint pk_visits primary key (organization_id, id),
  constraint uq_visits_attempt unique (organization_id, booking_id, attempt),
  constraint fk_visits_organization_id foreign key (organization_id) references organizations (id),
  constraint fk_visits_booking_id foreign key (organization_id, booking_id)
    references bookings (organization_id, id) on delete cascade,
  constraint fk_visits_staff_id foreign key (organization_id, staff_id) references staff (organization_id, id),
  constraint fk_visits_address_id foreign key (organization_id, address_id)
    references addresses (organization_id, id) on delete set null (address_id),
  constraint ck_visits_attempt check (attempt > 0),
  constraint ck_visits_collection_method check (collection_method in ('home', 'walk_in')),
  constraint ck_visits_duration_minutes check (duration_minutes between 1 and 480),
  constraint ck_visits_travel_buffer_minutes check (travel_buffer_minutes between 0 and 240),
  constraint ck_visits_blocked_until check (blocked_until > starts_at),
  constraint ck_visits_sequence check (sequence > 0),
  constraint ck_visits_status
    check (status in ('confirmed', 'assigned', 'en_route', 'arrived', 'collected', 'at_lab', 'closed',
    'cancelled', 'no_show', 'failed_visit')),
  constraint ck_visits_staff check (
    (status <> 'confirmed' or staff_id is null) and (status not in ('assigned', 'en_route') or staff_id is not null)),
  constraint ex_visits_staff_overlap exclude using gist (
    organization_id with =, staff_id with =, tstzrange(starts_at, blocked_until) with &&)
    where (staff_id is not null and status in ('confirmed', 'assigned', 'en_route', 'arrived'))
);
create unique index uq_visits_active on visits (organization_id, booking_id)
  where status not in ('cancelled', 'no_show', 'failed_visit');
create index ix_visits_starts_at on visits (organization_id, starts_at);
create index ix_visits_staff_id on visits (organization_id, staff_id, starts_at);
create index ix_visits_address_id on visits (organization_id, address_id);
comment on table visits is
  'Attempts to meet the pet: when, where and by whom. One per booking is active; bookings.status follows it.';
comment on column visits.attempt is 'Counts from 1 for each booking; given by the database.';
comment on column visits.travel_buffer_minutes is 'Time the collector needs to reach the next stop; 0 for a walk-in.';
comment on column visits.blocked_until is
  'starts_at + duration + travel buffer, kept by trigger: a collector is never blocked twice at once.';
comment on column visits.sequence is 'Place in the route of the day.';

-- Reports -----------------------------------------------------------------------------------------------------------

alter table test_reports
  add column generated_by_staff_id bigint,
  add column verified_at timestamptz,
  add column verified_by_staff_id bigint,
  add column retracted_at timestamptz,
  add column version bigint not null default 1,
  add constraint fk_test_reports_generated_by_staff_id foreign key (organization_id, generated_by_staff_id)
    references staff (organization_id, id),
  add constraint fk_test_reports_verified_by_staff_id foreign key (organization_id, verified_by_staff_id)
    references staff (organization_id, id),
  add constraint ck_test_reports_verified_by check (verified_by_staff_id <> generated_by_staff_id);
create index ix_test_reports_generated_by_staff_id on test_reports (organization_id, generated_by_staff_id);
create index ix_test_reports_verified_by_staff_id on test_reports (organization_id, verified_by_staff_id);
comment on column test_reports.generated_by_staff_id is 'Who wrote the findings; never the one who verifies them.';

-- Status machines ---------------------------------------------------------------------------------------------------

create table desk.allowed_moves (
  machine text not null,
  from_status text not null,
  to_status text not null,
  permission text not null,
  own_rows boolean not null default false,
  needs_reason boolean not null default false,
  needs_second boolean not null default false,
  constraint pk_allowed_moves primary key (machine, from_status, to_status, permission),
  constraint ck_allowed_moves_machine check (machine in ('booking', 'item', 'report', 'billing'))
);
comment on table desk.allowed_moves is
  'Every step a record may take and what it asks for; anything not listed is refused.';
comment on column desk.allowed_moves.permission is
  'Any one of the rows of a step suffices; system is held by nobody and taken by triggers.';
comment on column desk.allowed_moves.own_rows is 'Only for bookings whose visit is assigned to the person.';
comment on column desk.allowed_moves.needs_second is 'A colleague with the same permission approves by password.';

insert into desk.allowed_moves (machine, from_status, to_status, permission, own_rows, needs_reason,
  needs_second) values
  ('booking', 'draft', 'confirmed', 'bookings.write', false, false, false),
  ('booking', 'draft', 'cancelled', 'bookings.cancel', false, true, false),
  ('booking', 'confirmed', 'assigned', 'visits.assign', false, false, false),
  ('booking', 'assigned', 'confirmed', 'visits.assign', false, false, false),
  ('booking', 'assigned', 'en_route', 'visits.progress', true, false, false),
  ('booking', 'assigned', 'en_route', 'visits.assign', false, true, false),
  ('booking', 'en_route', 'arrived', 'visits.progress', true, false, false),
  ('booking', 'en_route', 'arrived', 'visits.assign', false, true, false),
  ('booking', 'confirmed', 'arrived', 'bookings.write', false, false, false),
  ('booking', 'arrived', 'collected', 'visits.progress', true, false, false),
  ('booking', 'arrived', 'collected', 'visits.assign', false, true, false),
  ('booking', 'arrived', 'failed_visit', 'visits.progress', true, true, false),
  ('booking', 'arrived', 'failed_visit', 'visits.assign', false, true, false),
  ('booking', 'assigned', 'no_show', 'visits.progress', true, true, false),
  ('booking', 'assigned', 'no_show', 'visits.assign', false, true, false),
  ('booking', 'en_route', 'no_show', 'visits.progress', true, true, false),
  ('booking', 'en_route', 'no_show', 'visits.assign', false, true, false),
  ('booking', 'no_show', 'confirmed', 'bookings.write', false, false, false),
  ('booking', 'failed_visit', 'confirmed', 'bookings.write', false, false, false),
  ('booking', 'collected', 'at_lab', 'specimens.receive', false, false, false),
  ('booking', 'at_lab', 'closed', 'system', false, false, false),
  ('booking', 'confirmed', 'cancelled', 'bookings.cancel', false, true, false),
  ('booking', 'assigned', 'cancelled', 'bookings.cancel', false, true, false),
  ('booking', 'en_route', 'cancelled', 'bookings.cancel', false, true, false),
  ('booking', 'arrived', 'cancelled', 'bookings.cancel', false, true, false),
  ('booking', 'no_show', 'cancelled', 'bookings.cancel', false, true, false),
  ('booking', 'failed_visit', 'cancelled', 'bookings.cancel', false, true, false),
  ('booking', 'collected', 'cancelled', 'bookings.cancel_collected', false, true, true),
  ('booking', 'at_lab', 'cancelled', 'bookings.cancel_collected', false, true, true),
  ('item', 'pending', 'collected', 'visits.progress', true, false, false),
  ('item', 'pending', 'collected', 'visits.assign', false, true, false),
  ('item', 'pending', 'not_obtained', 'visits.progress', true, true, false),
  ('item', 'pending', 'not_obtained', 'visits.assign', false, true, false),
  ('item', 'pending', 'cancelled', 'bookings.cancel', false, true, false),
  ('item', 'collected', 'processing', 'specimens.receive', false, false, false),
  ('item', 'collected', 'rejected', 'visits.progress', true, true, false),
  ('item', 'collected', 'rejected', 'specimens.receive', false, true, false),
  ('item', 'processing', 'rejected', 'specimens.receive', false, true, false),
  ('item', 'rejected', 'recollect_pending', 'specimens.receive', false, false, false),
  ('item', 'not_obtained', 'collected', 'visits.progress', true, false, false),
  ('item', 'not_obtained', 'collected', 'visits.assign', false, true, false),
  ('item', 'recollect_pending', 'collected', 'visits.progress', true, false, false),
  ('item', 'recollect_pending', 'collected', 'visits.assign', false, true, false),
  ('item', 'rejected', 'cancelled', 'bookings.cancel_collected', false, true, true),
  ('item', 'recollect_pending', 'cancelled', 'bookings.cancel_collected', false, true, true),
  ('item', 'not_obtained', 'cancelled', 'bookings.cancel', false, true, false),
  ('item', 'collected', 'cancelled', 'bookings.cancel_collected', false, true, true),
  ('item', 'processing', 'cancelled', 'bookings.cancel_collected', false, true, true),
  ('item', 'processing', 'completed', 'system', false, false, false),
  ('item', 'completed', 'processing', 'system', false, false, false),
  ('report', 'pending', 'generated', 'reports.enter', false, false, false),
  ('report', 'generated', 'pending', 'reports.enter', false, false, false),
  ('report', 'generated', 'verified', 'reports.verify', false, false, false),
  ('report', 'verified', 'delivered', 'reports.deliver', false, false, false),
  ('report', 'verified', 'generated', 'reports.amend', false, true, true),
  ('report', 'delivered', 'generated', 'reports.amend', false, true, true),
  ('report', 'verified', 'retracted', 'reports.amend', false, true, true),
  ('report', 'delivered', 'retracted', 'reports.amend', false, true, true),
  ('billing', 'draft', 'finalized', 'billing.write', false, false, false),
  ('billing', 'finalized', 'draft', 'billing.write', false, true, false),
  ('billing', 'finalized', 'invoiced', 'billing.write', false, false, false),
  ('billing', 'invoiced', 'paid', 'billing.write', false, false, false),
  ('billing', 'invoiced', 'paid', 'visits.progress', true, false, false),
  ('billing', 'paid', 'invoiced', 'billing.refund', false, true, true),
  ('billing', 'invoiced', 'credited', 'billing.refund', false, true, true),
  ('billing', 'paid', 'credited', 'billing.refund', false, true, true),
  ('billing', 'draft', 'voided', 'billing.write', false, true, false),
  ('billing', 'finalized', 'voided', 'billing.write', false, true, false);

create table status_events (
  organization_id bigint not null,
  id bigint generated by default as identity,
  machine text not null,
  record_id bigint not null,
  booking_id bigint not null,
  from_status text,
  to_status text not null,
  reason text,
  staff_id bigint,
  approved_by bigint,
  batch_key uuid,
  created_at timestamptz not null default clock_timestamp(),
  constraint pk_status_events primary key (organization_id, id),
  constraint fk_status_events_organization_id foreign key (organization_id) references organizations (id),
  constraint fk_status_events_booking_id foreign key (organization_id, booking_id)
    references bookings (organization_id, id) on delete cascade,
  constraint fk_status_events_staff_id foreign key (organization_id, staff_id) references staff (organization_id, id),
  constraint fk_status_events_approved_by foreign key (organization_id, approved_by)
    references staff (organization_id, id)
);
create index ix_status_events_record on status_events (organization_id, machine, record_id, id);
create index ix_status_events_booking_id on status_events (organization_id, booking_id);
create index ix_status_events_created_at on status_events (organization_id, created_at);
create index ix_status_events_staff_id on status_events (organization_id, staff_id);
create index ix_status_events_approved_by on status_events (organization_id, approved_by);
comment on table status_events is 'Every step of every booking, item, report and billing record.';
comment on column status_events.from_status is 'Null for the state a record was made in.';
comment on column status_events.batch_key is 'Common to the steps of one batch (setting labrador.batch).';

create table approvals (
  organization_id bigint not null,
  id bigint generated by default as identity,
  machine text not null,
  record_id bigint not null,
  record_version bigint not null,
  to_status text not null,
  requested_by bigint not null,
  approved_by bigint not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '5 minutes',
  used_at timestamptz,
  constraint pk_approvals primary key (organization_id, id),
  constraint fk_approvals_requested_by foreign key (organization_id, requested_by)
    references staff (organization_id, id),
  constraint fk_approvals_approved_by foreign key (organization_id, approved_by)
    references staff (organization_id, id),
  constraint ck_approvals_second_person check (approved_by <> requested_by)
);
create index ix_approvals_record on approvals (organization_id, machine, record_id);
create index ix_approvals_requested_by on approvals (organization_id, requested_by);
create index ix_approvals_approved_by on approvals (organization_id, approved_by);
comment on table approvals is
  'A colleague''s consent by password to one step of one version of one record; used once.';

create function desk.status_table(p_machine text) returns regclass
language sql stable set search_path = pg_catalog, public, extensions, pg_temp as $$
  select case p_machine
    when 'booking' then 'public.bookings'::regclass
    when 'item' then 'public.booking_items'::regclass
    when 'report' then 'public.test_reports'::regclass
    when 'billing' then 'public.billing_records'::regclass
  end
$$;

create function desk.guard_status() returns trigger
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  subject constant text := tg_argv[0];
  initial constant text[] := tg_argv[1]::text[];
begin
  if tg_op = 'INSERT' then
    if desk.is_desk(tg_relid) and new.status <> all (initial) then
      raise exception using errcode = 'LB013', table = tg_table_name,
        message = format('a new %s is %s, not %s', subject, array_to_string(initial, ' or '), new.status);
    end if;
  elsif new.status is distinct from old.status then
    if desk.is_desk(tg_relid) then
      raise exception using errcode = 'LB011', table = tg_table_name,
        message = format('this %s goes from %s to %s by desk.move alone', subject, old.status, new.status);
    end if;
    if not exists (
      select from desk.allowed_moves m
      where m.machine = subject and m.from_status = old.status and m.to_status = new.status)
    then
      raise exception using errcode = 'LB010', table = tg_table_name,
        message = format('this %s cannot go from %s to %s', subject, old.status, new.status);
    end if;
  end if;
  return new;
end $$;
comment on function desk.guard_status() is
  'Refuses a status that is not one listed step away, and any that a desk writes by itself.';

create trigger tr_bookings_status before insert or update of status on bookings
  for each row execute function desk.guard_status('booking', '{confirmed}');
create trigger tr_visits_status before insert or update of status on visits
  for each row execute function desk.guard_status('booking', '{confirmed,assigned,arrived}');
create trigger tr_booking_items_status before insert or update of status on booking_items
  for each row execute function desk.guard_status('item', '{pending}');
create trigger tr_test_reports_status before insert or update of status on test_reports
  for each row execute function desk.guard_status('report', '{pending}');
create trigger tr_billing_records_status before insert or update of status on billing_records
  for each row execute function desk.guard_status('billing', '{draft}');

create function desk.note_status() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  subject constant text := tg_argv[0];
  was text;
  booking bigint;
  consent bigint;
  session staff_sessions := desk.live_session();
begin
  if tg_op = 'UPDATE' then
    if new.status = old.status then
      return null;
    end if;
    was := old.status;
    select a.approved_by into consent from approvals a
    where a.organization_id = new.organization_id and a.machine = subject and a.record_id = new.id
      and a.to_status = new.status and a.used_at = now();
  end if;
  booking := case subject
    when 'booking' then new.id
    when 'report' then (select i.booking_id from booking_items i
      where i.organization_id = new.organization_id and i.id = (to_jsonb(new) ->> 'booking_item_id')::bigint)
    else (to_jsonb(new) ->> 'booking_id')::bigint end;
  insert into status_events (organization_id, machine, record_id, booking_id, from_status, to_status, reason, staff_id,
    approved_by, batch_key)
  values (new.organization_id, subject, new.id, booking, was, new.status,
    nullif(current_setting('labrador.reason', true), ''),
    case when session.organization_id = new.organization_id then session.staff_id end, consent,
    nullif(current_setting('labrador.batch', true), '')::uuid);
  return null;
end $$;
comment on function desk.note_status() is 'Writes the event row of a step.';

create trigger tr_bookings_note_status after insert or update of status on bookings
  for each row execute function desk.note_status('booking');
create trigger tr_booking_items_note_status after insert or update of status on booking_items
  for each row execute function desk.note_status('item');
create trigger tr_test_reports_note_status after insert or update of status on test_reports
  for each row execute function desk.note_status('report');
create trigger tr_billing_records_note_status after insert or update of status on billing_records
  for each row execute function desk.note_status('billing');

create function desk.protect() returns trigger
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  before jsonb;
  after jsonb;
  kept text;
begin
  if desk.is_desk(tg_relid) then
    before := to_jsonb(old);
    after := to_jsonb(new);
    foreach kept in array tg_argv loop
      if before -> kept is distinct from after -> kept then
        raise exception using errcode = 'LB012', table = tg_table_name, column = kept,
          message = format('%s of %s cannot be changed', kept, tg_table_name);
      end if;
    end loop;
  end if;
  return new;
end $$;
comment on function desk.protect() is 'Keeps the columns named as arguments from being edited by a desk.';

create trigger tr_bookings_protect before update on bookings
  for each row execute function desk.protect('request_key', 'user_id', 'booking_date', 'collection_method', 'coupon_id',
    'distance_pricing_config_id', 'estimated_distance_m', 'subtotal', 'discount', 'distance_charge', 'tax', 'total');
create trigger tr_booking_items_protect before update on booking_items
  for each row execute function desk.protect('booking_id', 'test_id', 'quantity', 'unit_price');
create trigger tr_visits_protect before update on visits
  for each row execute function desk.protect('booking_id');
create trigger tr_test_reports_protect before update on test_reports
  for each row execute function desk.protect('booking_item_id', 'pet_id', 'test_id');
create trigger tr_billing_records_protect before update on billing_records
  for each row execute function desk.protect('booking_id', 'user_id');
create trigger tr_prescription_uploads_protect before update on prescription_uploads
  for each row execute function desk.protect('booking_id', 'user_id', 'file_name', 'file_type', 'file_size_bytes');

-- Rules of bookings, items and visits -------------------------------------------------------------------------------

create function desk.lives_there(p_organization_id bigint, p_client_id bigint, p_address_id bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, extensions, pg_temp
return p_address_id is null or exists (select from addresses a
  where a.organization_id = p_organization_id and a.id = p_address_id and a.user_id = p_client_id);
comment on function desk.lives_there(bigint, bigint, bigint) is 'Whether an address, where there is one, is the client''s.';

create function desk.prepare_booking() returns trigger
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
create trigger tr_bookings_prepare before insert or update on bookings for each row
  execute function desk.prepare_booking();

create function desk.prepare_item() returns trigger
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if desk.is_desk(tg_relid) and new.quantity <> 1 then
    raise exception using errcode = 'LB027', table = tg_table_name, message = 'each unit is an item of its own';
  end if;
  return new;
end $$;
create trigger tr_booking_items_prepare before insert on booking_items for each row
  execute function desk.prepare_item();

create function desk.balance_booking() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  booking bigint;
begin
  if tg_table_name = 'bookings' then
    booking := new.id;
  else
    booking := new.booking_id;
  end if;
  if exists (
    select from bookings b
    where b.organization_id = new.organization_id and b.id = booking
      and b.subtotal is distinct from (select coalesce(sum(i.unit_price * i.quantity), 0) from booking_items i
        where i.organization_id = b.organization_id and i.booking_id = b.id))
  then
    raise exception using errcode = 'LB033', table = tg_table_name,
      message = 'the items of this booking do not add up to its price';
  end if;
  return null;
end $$;
comment on function desk.balance_booking() is
  'Holds, when a transaction ends, the items of a booking against its subtotal: nothing is added to a booking unpriced.';
-- Set-up and the demo load bookings as they stand; only a desk books.
create constraint trigger tr_bookings_balance after insert on bookings deferrable initially deferred
  for each row when (desk.staff_id() is not null) execute function desk.balance_booking();
create constraint trigger tr_booking_items_balance after insert on booking_items deferrable initially deferred
  for each row when (desk.staff_id() is not null) execute function desk.balance_booking();

create function desk.prepare_visit() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  author constant bigint := desk.staff_id();
begin
  if tg_op = 'INSERT' then
    perform from bookings b where b.organization_id = new.organization_id and b.id = new.booking_id for no key update;
    new.attempt := 1 + coalesce((select max(v.attempt) from visits v
      where v.organization_id = new.organization_id and v.booking_id = new.booking_id), 0);
  elsif new.starts_at <> old.starts_at and new.status not in ('confirmed', 'assigned') then
    raise exception using errcode = 'LB021', table = tg_table_name,
      message = format('a visit that is %s cannot be moved to another time', new.status);
  end if;
  if new.status = 'arrived' and new.collection_method <> 'walk_in' and (tg_op = 'INSERT' or old.status = 'confirmed')
    and author is not null then
    raise exception using errcode = 'LB010', table = tg_table_name,
      message = 'this booking cannot go from confirmed to arrived unless it is a walk-in';
  end if;
  if new.staff_id is not null and (tg_op = 'INSERT' or new.staff_id is distinct from old.staff_id)
    and author is not null
    and not exists (select from staff s
      where s.organization_id = new.organization_id and s.id = new.staff_id and s.role = 'collector'
        and s.is_active) then
    raise exception using errcode = 'LB020', table = tg_table_name,
      message = 'only an active collector can be assigned to a visit';
  end if;
  if (tg_op = 'INSERT' or new.address_id is distinct from old.address_id)
    and not desk.lives_there(new.organization_id, (select b.user_id from bookings b
      where b.organization_id = new.organization_id and b.id = new.booking_id), new.address_id) then
    raise exception using errcode = 'LB032', table = tg_table_name, message = 'this address belongs to another client';
  end if;
  if new.collection_method = 'walk_in' then
    new.travel_buffer_minutes := 0;
  end if;
  new.blocked_until := new.starts_at + make_interval(mins => new.duration_minutes + new.travel_buffer_minutes);
  return new;
end $$;
comment on function desk.prepare_visit() is
  'Counts the attempt, keeps blocked_until, and checks collector, walk-in and the time of a started visit.';
create trigger tr_visits_prepare before insert or update on visits for each row execute function desk.prepare_visit();

create function desk.follow_visit() returns trigger
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

insert into visits (organization_id, booking_id, collection_method, staff_id, starts_at, blocked_until, status,
  created_at, updated_at)
select b.organization_id, b.id, b.collection_method, case when b.status <> 'confirmed' then b.collection_staff_id end,
  b.booking_date,
  b.booking_date, b.status, b.created_at, b.updated_at
from bookings b
where b.status in ('confirmed', 'assigned', 'en_route', 'arrived', 'collected', 'at_lab', 'closed', 'no_show',
  'failed_visit')
  and (b.status not in ('assigned', 'en_route') or b.collection_staff_id is not null)
order by b.organization_id, b.id
on conflict do nothing;
create trigger tr_visits_follow after insert or update on visits for each row execute function desk.follow_visit();

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

create function desk.reschedule(
  p_booking_id bigint, p_starts_at timestamp, p_duration_minutes integer default null, p_reason text default null
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('visits.assign');
  moved bigint;
begin
  perform from bookings b where b.organization_id = session.organization_id and b.id = p_booking_id for no key update;
  perform set_config('labrador.reason', coalesce(p_reason, ''), true);
  update visits v set
    starts_at = p_starts_at at time zone (select o.time_zone from organizations o
      where o.id = session.organization_id),
    duration_minutes = coalesce(p_duration_minutes, v.duration_minutes), sequence = null
  where v.organization_id = session.organization_id and v.booking_id = p_booking_id
    and v.status not in ('cancelled', 'no_show', 'failed_visit')
  returning v.id into moved;
  if moved is null then
    raise exception using errcode = 'LB007', message = 'this booking has no visit to move';
  end if;
  return moved;
end $$;
comment on function desk.reschedule(bigint, timestamp, integer, text) is
  'Moves the visit of a booking to another local time with the same collector; answers the visit. '
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

-- Rules of reports and billing --------------------------------------------------------------------------------------

create function desk.guard_report() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if not exists (
      select from booking_items i
      join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
      where i.organization_id = new.organization_id and i.id = new.booking_item_id and i.test_id = new.test_id
        and b.pet_id = new.pet_id)
    then
      raise exception using errcode = 'LB028', table = tg_table_name,
        message = 'the report names another pet or test than its item';
    end if;
  elsif old.status in ('verified', 'delivered', 'retracted')
    and (new.findings, new.report_file_url) is distinct from (old.findings, old.report_file_url) then
    raise exception using errcode = 'LB029', table = tg_table_name,
      message = format('a %s report is changed by an amendment alone', old.status);
  end if;
  return new;
end $$;
create trigger tr_test_reports_guard before insert or update on test_reports for each row
  execute function desk.guard_report();

create function desk.complete_item() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if new.status = 'verified' then
    update booking_items set status = 'completed'
    where organization_id = new.organization_id and id = new.booking_item_id and status = 'processing';
  elsif old.status in ('verified', 'delivered') and new.status in ('generated', 'retracted') then
    update booking_items set status = 'processing'
    where organization_id = new.organization_id and id = new.booking_item_id and status = 'completed';
  end if;
  return null;
end $$;
comment on function desk.complete_item() is 'An item is completed while its report is verified.';
create trigger tr_test_reports_complete after update of status on test_reports
  for each row when (new.status is distinct from old.status) execute function desk.complete_item();

create function desk.guard_billing() returns trigger
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if old.status <> 'draft'
    and (new.base_amount, new.discount_amount, new.distance_charge, new.tax_amount, new.final_amount,
      new.test_ids) is distinct from (old.base_amount, old.discount_amount, old.distance_charge, old.tax_amount,
      old.final_amount, old.test_ids) then
    raise exception using errcode = 'LB030', table = tg_table_name,
      message = format('the amounts of a %s billing record are fixed', old.status);
  end if;
  if old.status in ('invoiced', 'paid', 'credited')
    and to_jsonb(new) - '{status,paid_date,billing_period,updated_at,version}'::text[]
      <> to_jsonb(old) - '{status,paid_date,billing_period,updated_at,version}'::text[] then
    raise exception using errcode = 'LB031', table = tg_table_name,
      message = format('invoice %s is fixed; credit it instead', old.invoice_number);
  end if;
  return new;
end $$;
create trigger tr_billing_records_guard before update on billing_records for each row
  execute function desk.guard_billing();

create function desk.close_booking() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if exists (select from bookings b
      where b.organization_id = new.organization_id and b.id = new.booking_id and b.status = 'at_lab')
    and not exists (select from booking_items i
      where i.organization_id = new.organization_id and i.booking_id = new.booking_id
        and i.status not in ('completed', 'cancelled'))
    and exists (select from billing_records r
      where r.organization_id = new.organization_id and r.booking_id = new.booking_id
        and r.status in ('paid', 'credited'))
    and not exists (select from billing_records r
      where r.organization_id = new.organization_id and r.booking_id = new.booking_id
        and r.status not in ('paid', 'credited', 'voided'))
  then
    update visits v set status = 'closed'
    where v.organization_id = new.organization_id and v.booking_id = new.booking_id and v.status = 'at_lab';
    update bookings b set status = 'closed'
    where b.organization_id = new.organization_id and b.id = new.booking_id and b.status = 'at_lab';
  end if;
  return null;
end $$;
comment on function desk.close_booking() is 'Closes a booking whose items are all done and whose money is in.';
create trigger tr_booking_items_close after update of status on booking_items
  for each row when (new.status is distinct from old.status) execute function desk.close_booking();
create trigger tr_billing_records_close after update of status on billing_records
  for each row when (new.status is distinct from old.status) execute function desk.close_booking();

-- Coupons -----------------------------------------------------------------------------------------------------------

alter table coupon_redemptions
  add column status text not null default 'redeemed'
    constraint ck_coupon_redemptions_status check (status in ('reserved', 'redeemed', 'released')),
  add column released_at timestamptz,
  add constraint ck_coupon_redemptions_released_at check ((status = 'released') = (released_at is not null)),
  drop constraint uq_coupon_redemptions_coupon_id;
create unique index uq_coupon_redemptions_booking on coupon_redemptions (organization_id, booking_id)
  where status <> 'released';
create index ix_coupon_redemptions_use on coupon_redemptions (organization_id, coupon_id, user_id)
  where status <> 'released';
comment on column coupon_redemptions.status is
  'reserved, redeemed, or released when its booking was cancelled: a released use does not count.';

update coupons c set current_uses = u.uses,
  max_uses = case when c.max_uses < u.uses then u.uses else c.max_uses end
from (select k.organization_id, k.id, (select count(*) from coupon_redemptions r
    where r.organization_id = k.organization_id and r.coupon_id = k.id)::integer as uses from coupons k) u
where u.organization_id = c.organization_id and u.id = c.id and c.current_uses <> u.uses;

create function desk.stamp_redemption() returns trigger
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if desk.is_desk(tg_relid) then
    new.redemption_date := now();
    if new.status = 'released' then
      raise exception using errcode = 'LB013', table = tg_table_name,
        message = 'a new redemption is reserved or redeemed, not released';
    end if;
    if not exists (select from bookings b
      where b.organization_id = new.organization_id and b.id = new.booking_id and b.coupon_id = new.coupon_id
        and b.discount >= new.discount_amount) then
      raise exception using errcode = 'LB046', table = tg_table_name,
        message = 'the price of this booking was worked out without this coupon';
    end if;
  end if;
  return new;
end $$;
create trigger tr_coupon_redemptions_a_stamp before insert on coupon_redemptions
  for each row execute function desk.stamp_redemption();

create function desk.redeem() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  coupon coupons;
  offer offers;
  day date;
begin
  if new.status = 'released' then
    return new;
  end if;
  select c.* into coupon from coupons c
  where c.organization_id = new.organization_id and c.id = new.coupon_id for no key update;
  if not exists (select from bookings b
    where b.organization_id = new.organization_id and b.id = new.booking_id and b.user_id = new.user_id) then
    raise exception using errcode = 'LB045', table = tg_table_name,
      message = 'a coupon is used by the client of the booking';
  end if;
  if tg_op = 'INSERT' or old.status = 'released' then
    if not coupon.is_active then
      raise exception using errcode = 'LB040', table = 'coupons',
        message = format('coupon %s is not active', coupon.code);
    end if;
    if new.redemption_date < coupon.start_date or new.redemption_date >= coupon.end_date then
      raise exception using errcode = 'LB041', table = 'coupons',
        message = format('coupon %s is not valid on this day', coupon.code);
    end if;
    select o.* into offer from offers o where o.organization_id = new.organization_id and o.id = coupon.offer_id;
    select (new.redemption_date at time zone g.time_zone)::date into day from organizations g
      where g.id = new.organization_id;
    if offer.id is null or not offer.is_active or day not between offer.start_date and offer.end_date then
      raise exception using errcode = 'LB042', table = 'coupons',
        message = format('coupon %s has no offer that holds', coupon.code);
    end if;
    if coupon.current_uses >= coupon.max_uses then
      raise exception using errcode = 'LB043', table = 'coupons', constraint = 'ck_coupons_current_uses',
        message = format('coupon %s is used up', coupon.code);
    end if;
    if (select count(*) from coupon_redemptions r
        where r.organization_id = new.organization_id and r.coupon_id = new.coupon_id and r.user_id = new.user_id
          and r.status <> 'released' and r.id <> new.id) >= coupon.max_uses_per_user then
      raise exception using errcode = 'LB044', table = 'coupons',
        message = format('this client has used coupon %s as often as it allows', coupon.code);
    end if;
  end if;
  return new;
end $$;
comment on function desk.redeem() is 'Holds a use against the coupon under its row lock.';
create trigger tr_coupon_redemptions_redeem before insert or update on coupon_redemptions
  for each row execute function desk.redeem();

create function desk.count_redemption() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  difference integer := 0;
  organization bigint;
  coupon bigint;
begin
  if tg_op <> 'INSERT' and old.status <> 'released' then
    difference := difference - 1;
  end if;
  if tg_op <> 'DELETE' and new.status <> 'released' then
    difference := difference + 1;
  end if;
  if difference <> 0 then
    organization := case when tg_op = 'DELETE' then old.organization_id else new.organization_id end;
    coupon := case when tg_op = 'DELETE' then old.coupon_id else new.coupon_id end;
    update coupons c set current_uses = c.current_uses + difference where c.organization_id = organization
      and c.id = coupon;
  end if;
  return null;
end $$;
comment on function desk.count_redemption() is 'Keeps coupons.current_uses as the redemptions have it.';
create trigger tr_coupon_redemptions_count after insert or update or delete on coupon_redemptions
  for each row execute function desk.count_redemption();

-- Steps: desk.approve and desk.move ---------------------------------------------------------------------------------

create function desk.approve(p_phone text, p_password text, p_machine text, p_id bigint, p_to text)
returns table (outcome text, approval bigint, approver_name text, attempts_left integer)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  session staff_sessions := desk.require('session');
  verified record;
  relation constant regclass := desk.status_table(p_machine);
  standing record;
begin
  if relation is null then
    raise exception using errcode = 'LB007', message = format('there is no status machine %s', p_machine);
  end if;
  execute format('select status::text as status, version from %s where organization_id = $1 and id = $2', relation)
    into standing using session.organization_id, p_id;
  if standing.status is null then
    raise exception using errcode = 'LB007', message = format('there is no such %s', p_machine);
  end if;
  select * into verified from desk.verify_password(session.organization_id,
    (select o.slug from organizations o where o.id = session.organization_id), p_phone, p_password, session.origin,
      session.agent);
  outcome := verified.outcome;
  attempts_left := verified.attempts_left;
  if outcome = 'ok' then
    if verified.staff_id = session.staff_id then
      outcome := 'self';
    elsif not exists (
      select from desk.allowed_moves m
      where m.machine = p_machine and m.from_status = standing.status and m.to_status = p_to and m.needs_second
        and m.permission in (select desk.permissions_of(session.organization_id, verified.staff_id)))
    then
      outcome := 'not_allowed';
    else
      insert into approvals (organization_id, machine, record_id, record_version, to_status, requested_by, approved_by)
      values (session.organization_id, p_machine, p_id, standing.version, p_to, session.staff_id, verified.staff_id)
      returning id into approval;
      select s.name into approver_name from staff s
      where s.organization_id = session.organization_id and s.id = verified.staff_id;
    end if;
  end if;
  return next;
end $$;
comment on function desk.approve(text, text, text, bigint, text) is
  'A colleague consents to one step by phone and password; the approval goes to desk.move. Outcome ok, wrong, locked, '
  'inactive, self, not_allowed.';

create function desk.move(
  p_machine text, p_id bigint, p_to text, p_reason text default null, p_approver bigint default null,
    p_version bigint default null
) returns table (from_status text, to_status text, version bigint)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  session staff_sessions := desk.require('session');
  organization constant bigint := session.organization_id;
  relation constant regclass := desk.status_table(p_machine);
  reason constant text := nullif(btrim(coalesce(p_reason, '')), '');
  standing record;
  booking bigint;
  is_own boolean;
  step desk.allowed_moves;
  steps text;
begin
  if relation is null then
    raise exception using errcode = 'LB007', message = format('there is no status machine %s', p_machine);
  end if;
  -- The booking is locked first whatever is moved, so that two desks never wait for each other.
  if p_machine = 'report' then
    select i.booking_id into booking from test_reports r
    join booking_items i on i.organization_id = r.organization_id and i.id = r.booking_item_id
    where r.organization_id = organization and r.id = p_id;
  else
    execute format('select %I from %s where organization_id = $1 and id = $2',
      case p_machine when 'booking' then 'id' else 'booking_id' end, relation) into booking using organization, p_id;
  end if;
  perform from bookings b where b.organization_id = organization and b.id = booking for no key update;
  execute format(
    'select status::text as status, version from %s where organization_id = $1 and id = $2 for no key update', relation)
    into standing using organization, p_id;
  if standing.status is null then
    raise exception using errcode = 'LB007', message = format('there is no such %s', p_machine);
  end if;
  if p_version is not null and p_version <> standing.version then
    raise exception using errcode = 'LB014', table = relation::text,
      message = format('this %s was changed in the meantime', p_machine),
        detail = format('It is %s now.', standing.status);
  end if;
  if not exists (select from desk.allowed_moves m
    where m.machine = p_machine and m.from_status = standing.status and m.to_status = p_to) then
    raise exception using errcode = 'LB010', table = relation::text,
      message = format('this %s cannot go from %s to %s', p_machine, standing.status, p_to);
  end if;

  is_own := exists (select from visits v
    where v.organization_id = organization and v.booking_id = booking and v.staff_id = session.staff_id
      and v.status not in ('cancelled', 'no_show', 'failed_visit'));
  select m.* into step from desk.allowed_moves m
  where m.machine = p_machine and m.from_status = standing.status and m.to_status = p_to
    and desk.allowed(m.permission) and (is_own or not m.own_rows)
  order by m.needs_second, m.needs_reason
  limit 1;
  if step.machine is null then
    if exists (select from desk.allowed_moves m
      where m.machine = p_machine and m.from_status = standing.status and m.to_status = p_to
        and desk.allowed(m.permission)) then
      raise exception using errcode = 'LB003', table = relation::text,
        message = 'this step is for the collector whose visit it is';
    end if;
    select string_agg(m.permission, ' or ' order by m.permission) into steps from desk.allowed_moves m
    where m.machine = p_machine and m.from_status = standing.status and m.to_status = p_to;
    raise exception using errcode = 'LB002', table = relation::text,
      message = format('from %s to %s needs the permission %s', standing.status, p_to, steps);
  end if;
  if step.needs_reason and reason is null then
    raise exception using errcode = 'LB004', table = relation::text,
      message = format('from %s to %s needs a reason', standing.status, p_to);
  end if;
  if step.needs_second then
    if p_approver is null then
      raise exception using errcode = 'LB005', table = relation::text,
        message = format('from %s to %s needs a second person', standing.status, p_to);
    end if;
    update approvals a set used_at = now()
    where a.organization_id = organization and a.id = p_approver and a.machine = p_machine and a.record_id = p_id
      and a.to_status = p_to and a.record_version = standing.version and a.requested_by = session.staff_id
      and a.used_at is null and a.expires_at > now();
    if not found then
      raise exception using errcode = 'LB006', table = relation::text,
        message = 'this approval was used, has expired or was given for something else';
    end if;
  end if;

  perform set_config('labrador.reason', coalesce(reason, ''), true);
  case p_machine
    when 'booking' then
      update visits v set status = p_to, staff_id = case when p_to = 'confirmed' then null else v.staff_id end
      where v.organization_id = organization and v.booking_id = p_id
        and v.status not in ('cancelled', 'no_show', 'failed_visit');
      if not found then
        if p_to in ('assigned', 'confirmed') and standing.status in ('confirmed', 'no_show', 'failed_visit') then
          raise exception using errcode = 'LB008', table = 'visits',
            message = 'give the booking a visit with a new time first';
        end if;
        update bookings b set status = p_to where b.organization_id = organization and b.id = p_id;
      end if;
      if p_to = 'collected' then
        update booking_items i set status = 'collected'
        where i.organization_id = organization and i.booking_id = p_id and i.status = 'pending';
      elsif p_to = 'cancelled' then
        update booking_items i set status = 'cancelled'
        where i.organization_id = organization and i.booking_id = p_id and i.status not in ('completed', 'cancelled');
        update billing_records r set status = 'voided'
        where r.organization_id = organization and r.booking_id = p_id and r.status in ('draft', 'finalized');
        if standing.status not in ('collected', 'at_lab') then
          update coupon_redemptions r set status = 'released', released_at = now()
          where r.organization_id = organization and r.booking_id = p_id and r.status <> 'released';
        end if;
      end if;
    when 'item' then
      if p_to not in ('cancelled', 'rejected') and exists (select from billing_records r
        where r.organization_id = organization and r.booking_id = booking and r.status = 'credited') then
        raise exception using errcode = 'LB017', table = relation::text,
          message = 'this booking was refunded; its items cannot move on';
      end if;
      update booking_items i set status = p_to where i.organization_id = organization and i.id = p_id;
    when 'report' then
      if p_to = 'verified' then
        if p_version is null then
          raise exception using errcode = 'LB014', table = relation::text,
            message = 'verification names the version that was read';
        end if;
        if exists (select from test_reports r
          where r.organization_id = organization and r.id = p_id and r.generated_by_staff_id = session.staff_id) then
          raise exception using errcode = 'LB015', table = relation::text,
            message = 'nobody verifies their own findings';
        end if;
      elsif p_to = 'generated' and standing.status = 'pending' and not exists (
        select from test_reports r
        join booking_items i on i.organization_id = r.organization_id and i.id = r.booking_item_id
        where r.organization_id = organization and r.id = p_id and i.status = 'processing') then
        raise exception using errcode = 'LB016', table = relation::text,
          message = 'the specimen of this report has not been received';
      end if;
      update test_reports r set status = p_to,
        generated_at = case p_to when 'generated' then now() when 'pending' then null else r.generated_at end,
        generated_by_staff_id = case p_to when 'generated' then session.staff_id when 'pending' then null
          else r.generated_by_staff_id end,
        verified_at = case p_to when 'verified' then now() when 'delivered' then r.verified_at end,
        verified_by_staff_id = case p_to when 'verified' then session.staff_id when 'delivered'
          then r.verified_by_staff_id end,
        delivered_at = case p_to when 'delivered' then now() when 'retracted' then r.delivered_at end,
        retracted_at = case p_to when 'retracted' then now() end
      where r.organization_id = organization and r.id = p_id;
    when 'billing' then
      if p_to = 'invoiced' and standing.status = 'finalized' then
        update billing_records r set status = p_to, invoice_date = now(),
          invoice_number = desk.next_invoice_number(organization)
        where r.organization_id = organization and r.id = p_id;
      else
        update billing_records r set status = p_to,
          paid_date = case p_to when 'paid' then now() when 'credited' then r.paid_date end
        where r.organization_id = organization and r.id = p_id;
      end if;
  end case;

  execute format('select version from %s where organization_id = $1 and id = $2', relation) into version
    using organization, p_id;
  from_status := standing.status;
  to_status := p_to;
  return next;
end $$;
comment on function desk.move(text, bigint, text, text, bigint, bigint) is
  'Takes one listed step. p_approver is an approval of desk.approve, p_version the version that was read. Raises '
  'LB001 to LB017.';

create function desk.next_invoice_number(p_organization_id bigint) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  today date;
  begins date;
  year text;
  prefix text;
begin
  select (now() at time zone o.time_zone)::date into today from organizations o where o.id = p_organization_id;
  select date_trunc('month', today)::date
    - make_interval(months => (extract(month from today)::integer - o.financial_year_start_month + 12) % 12)
  into begins from organizations o where o.id = p_organization_id;
  year := to_char(begins, 'YY') || case when extract(month from begins) = 1 then ''
    else '-' || to_char(begins + interval '1 year', 'YY') end;
  prefix := 'INV/' || year || '/';
  -- The first number of a year goes on from invoices that were brought in.
  insert into organization_counters (organization_id, series, last)
  select p_organization_id, 'invoice ' || year, coalesce(max(substr(r.invoice_number, length(prefix) + 1)::bigint), 0)
  from billing_records r
  where r.organization_id = p_organization_id and starts_with(r.invoice_number, prefix)
    and substr(r.invoice_number, length(prefix) + 1) ~ '^[0-9]{1,9}$'
    and not exists (select from organization_counters c
      where c.organization_id = p_organization_id and c.series = 'invoice ' || year)
  having not exists (select from organization_counters c
    where c.organization_id = p_organization_id and c.series = 'invoice ' || year)
  on conflict do nothing;
  return prefix || lpad(desk.next_number(p_organization_id, 'invoice ' || year)::text, 6, '0');
end $$;
comment on function desk.next_invoice_number(bigint) is
  'INV/26-27/000001: without gaps in each organisation and financial year, 16 characters.';

-- Prescriptions -----------------------------------------------------------------------------------------------------

create table prescription_files (
  organization_id bigint not null,
  id bigint generated by default as identity,
  prescription_upload_id bigint not null,
  content bytea not null,
  sha256 bytea not null generated always as (sha256(content)) stored,
  created_at timestamptz not null default now(),
  constraint pk_prescription_files primary key (organization_id, id),
  constraint uq_prescription_files_prescription_upload_id unique (organization_id, prescription_upload_id),
  constraint fk_prescription_files_prescription_upload_id foreign key (organization_id, prescription_upload_id)
    references prescription_uploads (organization_id, id) on delete cascade,
  constraint ck_prescription_files_size check (octet_length(content) between 1 and 10485760),
  constraint ck_prescription_files_content check (
    position('\x255044462d'::bytea in substring(content from 1 for 1028)) > 0
    or substring(content from 1 for 3) = '\xffd8ff'::bytea
    or substring(content from 1 for 8) = '\x89504e470d0a1a0a'::bytea)
);
alter table prescription_files alter column content set storage external;
comment on table prescription_files is
  'The stored documents of prescription_uploads: PDF, JPEG or PNG by their first bytes, up to 10 MiB.';

-- Versions and notifications ----------------------------------------------------------------------------------------

create function desk.bump_version() returns trigger
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
comment on function desk.bump_version() is 'Counts the changes of a row.';
create function desk.bump_version_and_time() returns trigger
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end $$;
comment on function desk.bump_version_and_time() is 'Counts the changes of a row and notes the time of the last.';

create function desk.notify() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  changed record := case when tg_op = 'DELETE' then old else new end;
  channel text;
begin
  select o.channel into channel from organizations o where o.id = changed.organization_id;
  perform pg_notify(channel,
    json_build_object('table', tg_table_name, 'id', changed.id, 'version', changed.version)::text);
  return null;
end $$;
comment on function desk.notify() is 'Tells the desks of the organisation which row changed, and nothing else.';

do $$
declare
  versioned record;
begin
  for versioned in
    select c.relname, exists (select from pg_attribute t where t.attrelid = c.oid
      and t.attname = 'updated_at') as is_timed
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'version'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  loop
    execute format('create trigger %I before update on public.%I for each row execute function %s()',
      'tr_' || versioned.relname || '_version', versioned.relname,
      case when versioned.is_timed then 'desk.bump_version_and_time' else 'desk.bump_version' end);
  end loop;
  for versioned in select unnest('{bookings,visits,test_reports,users,pets}'::text[]) as relname loop
    execute format(
      'create trigger %I after insert or update or delete on public.%I for each row execute function desk.notify()',
      'tr_' || versioned.relname || '_notify', versioned.relname);
  end loop;
end $$;

-- Search ------------------------------------------------------------------------------------------------------------

create table search.tokens (
  organization_id bigint not null,
  word text collate "C" not null,
  client_id bigint not null,
  pet_id bigint not null,
  constraint pk_tokens primary key (organization_id, client_id, pet_id, word),
  constraint fk_tokens_client_id foreign key (organization_id, client_id)
    references users (organization_id, id) on delete cascade
);
create index ix_tokens_word on search.tokens (organization_id, word, client_id, pet_id);
comment on table search.tokens is 'The words of the names of clients and their pets, kept by trigger.';
comment on column search.tokens.pet_id is '0 for a word of the client.';

create table search.words (
  organization_id bigint not null,
  word text collate "C" not null,
  sound text not null generated always as (extensions.dmetaphone(word)) stored,
  constraint pk_words primary key (organization_id, word)
);
create index ix_words_sound on search.words (organization_id, sound);
create index ix_words_similar on search.words using gin (word extensions.gin_trgm_ops);
comment on table search.words is 'Each distinct word once, for misspelt names.';
comment on column search.words.sound is 'Double metaphone.';

create function search.index_name() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  names text;
  client bigint;
  pet bigint;
begin
  if tg_table_name = 'pets' then
    if tg_op <> 'INSERT' then
      delete from search.tokens t where t.organization_id = old.organization_id and t.client_id = old.user_id
        and t.pet_id = old.id;
    end if;
    if tg_op <> 'DELETE' and not new.is_placeholder then
      names := new.name;
      client := new.user_id;
      pet := new.id;
    end if;
  else
    if tg_op <> 'INSERT' then
      delete from search.tokens t where t.organization_id = old.organization_id and t.client_id = old.id
        and t.pet_id = 0;
    end if;
    if tg_op <> 'DELETE' then
      names := concat_ws(' ', new.full_name, new.preferred_name);
      client := new.id;
      pet := 0;
    end if;
  end if;
  if names is not null then
    insert into search.tokens (organization_id, word, client_id, pet_id)
    select new.organization_id, word, client, pet from unnest(desk.words(names)) as word;
    insert into search.words (organization_id, word)
    select new.organization_id, word from unnest(desk.words(names)) as word on conflict do nothing;
  end if;
  return null;
end $$;
comment on function search.index_name() is 'Keeps search.tokens and search.words.';
insert into search.tokens (organization_id, word, client_id, pet_id)
select u.organization_id, word, u.id, 0 from users u, unnest(desk.words(u.full_name)) as word
union
select p.organization_id, word, p.user_id, p.id from pets p, unnest(desk.words(p.name)) as word
  where not p.is_placeholder;
insert into search.words (organization_id, word) select distinct organization_id, word from search.tokens;
create trigger tr_users_search after insert or update of full_name, preferred_name or delete on users
  for each row execute function search.index_name();
create trigger tr_pets_search after insert or update of name, user_id, is_placeholder or delete on pets
  for each row execute function search.index_name();

create function search.calling_code(p_country_code text) returns text
language sql immutable parallel safe
return (array['91', '94', '880', '977', '971', '65', '44', '1', '1', '61', '64', '49', '33', '31', '39', '34', '27',
  '254', '55', '52'])[
  array_position(array['IN', 'LK', 'BD', 'NP', 'AE', 'SG', 'GB', 'US', 'CA', 'AU', 'NZ', 'DE', 'FR', 'NL', 'IT', 'ES',
    'ZA', 'KE', 'BR',
    'MX'], p_country_code)];
comment on function search.calling_code(text) is 'Country calling code, or null where it is not known.';

create function search.phones(p_organization_id bigint, p_digits text, p_calling_code text, p_limit integer)
returns table (client_id bigint, rank integer)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  typed text := ltrim(p_digits, '0');
  national text := case when starts_with(typed, p_calling_code) and length(typed) > 10
    then substr(typed, length(p_calling_code) + 1) else typed end;
  backwards text := reverse(national);
  found_any boolean := false;
begin
  return query
  select u.id, 1 from users u where u.organization_id = p_organization_id
    and u.phone_reversed >= backwards and u.phone_reversed < backwards || ':'
  union all
  select u.id, 1 from users u where u.organization_id = p_organization_id
    and u.second_phone_reversed >= backwards and u.second_phone_reversed < backwards || ':'
  union all
  select u.id, 2 from unnest(array[typed, national, p_calling_code || national]) as start
  cross join lateral (select k.id from users k
    where k.organization_id = p_organization_id and k.phone_digits >= start and k.phone_digits < start || ':'
      limit p_limit) u
  union all
  select u.id, 2 from unnest(array[typed, national, p_calling_code || national]) as start
  cross join lateral (select k.id from users k
    where k.organization_id = p_organization_id and k.second_phone_digits >= start
      and k.second_phone_digits < start || ':' limit p_limit) u
  limit p_limit;
  found_any := found;
  if not found_any and length(national) >= 4 then
    return query
    select u.id, 3 from users u where u.organization_id = p_organization_id
      and u.phone_digits like '%' || national || '%'
    union all
    select u.id, 3 from users u where u.organization_id = p_organization_id
      and u.second_phone_digits like '%' || national || '%'
    limit p_limit;
  end if;
end $$;
comment on function search.phones(bigint, text, text, integer) is
  'Clients by digits of a phone: ending (1), beginning (2), and only then anywhere inside from four digits on (3).';

create function search.names(p_organization_id bigint, p_words text[], p_is_forgiving boolean, p_clients bigint[],
  p_limit integer)
returns table (client_id bigint, pet_id bigint, rank integer)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp
set pg_trgm.similarity_threshold = 0.4 as $$
#variable_conflict use_column
declare
  beyond constant text := chr(1114111);
  positions integer[];
  lows text[];
  highs text[];
  driver integer;
begin
  select array_agg(w.position::integer), array_agg(w.word), array_agg(w.word || beyond)
  into positions, lows, highs
  from unnest(p_words) with ordinality as w (word, position);
  if p_is_forgiving then
    select positions || array_agg(w.position::integer), lows || array_agg(near.word),
      highs || array_agg(near.word || chr(1))
    into positions, lows, highs
    from unnest(p_words) with ordinality as w (word, position)
    cross join lateral (
      select s.word from search.words s
      where s.organization_id = p_organization_id and s.word % w.word
      union
      (select s.word from search.words s
       where s.organization_id = p_organization_id and length(w.word) >= 3 and s.sound = dmetaphone(w.word) limit 50)
      order by 1
    ) as candidates (word)
    cross join lateral (select candidates.word where similarity(candidates.word, w.word) >= 0.3
      or levenshtein_less_equal(left(candidates.word, 60), left(w.word, 60), 2) <= 2) as near
    where length(w.word) >= 3;
    positions := coalesce(positions, '{}');
  end if;
  -- The longest word narrows most; every other word must match the same client or the same pet.
  select w.position::integer into driver from unnest(p_words) with ordinality as w (word, position)
  order by length(w.word) desc, w.position limit 1;
  return query
  select distinct t.client_id, t.pet_id, case when p_is_forgiving then 5 when t.word = p_words[driver] then 3
    else 4 end
  from (
    select r.low, r.high from unnest(positions, lows, highs) as r (position, low, high) where r.position = driver
  ) as reach
  cross join lateral (
    select s.client_id, s.pet_id, s.word from search.tokens s
    where s.organization_id = p_organization_id and s.word >= reach.low and s.word < reach.high
      and (p_clients is null or s.client_id = any (p_clients))
      and not exists (
        select from unnest(p_words) with ordinality as w (word, position)
        where w.position <> driver and not exists (
          select from unnest(positions, lows, highs) as r (position, low, high)
          join search.tokens o on o.organization_id = p_organization_id and o.client_id = s.client_id
            and o.word >= r.low and o.word < r.high and (o.pet_id = 0 or s.pet_id = 0 or o.pet_id = s.pet_id)
          where r.position = w.position))
    order by s.word
    limit p_limit
  ) as t
  limit p_limit;
end $$;
comment on function search.names(bigint, text[], boolean, bigint[], integer) is
  'Clients and pets whose names begin with all words (3 exact, 4 beginning), or resemble them (5); pet 0 for a '
  'client''s own name.';

create function search.clients(p_query text, p_limit integer default 20) returns table (
  client_id bigint, full_name text, phone text, second_phone text, email text, pet_id bigint, pet_name text,
    species text, breed text,
  is_placeholder boolean, is_deceased boolean, last_booking_at timestamp, rank integer, is_active boolean
)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  session staff_sessions := desk.live_session();
  organization bigint := session.organization_id;
  place organizations;
  sees_all boolean;
  sees_lab boolean;
  sees_stops boolean;
  wanted text := btrim(coalesce(p_query, ''));
  rows_wanted integer := least(greatest(coalesce(p_limit, 20), 1), 100);
  reach integer := 4 * least(greatest(coalesce(p_limit, 20), 1), 100);
  token text;
  digits text := '';
  words text[] := '{}';
  clients bigint[];
  pets bigint[];
  ranks integer[];
begin
  if session.id is null then
    return;
  end if;
  sees_all := desk.allowed('clients.read');
  sees_lab := not sees_all and desk.allowed('reports.read');
  sees_stops := not sees_all and not sees_lab and desk.allowed('visits.progress');
  if wanted = '' or not (sees_all or sees_lab or sees_stops) then
    return;
  end if;
  select o.* into place from organizations o where o.id = organization;

  if wanted ~* '^b-?\d{1,12}$' then
    select array_agg(b.user_id), array_agg(b.pet_id), array_agg(0) into clients, pets, ranks from bookings b
    where b.organization_id = organization
      and b.booking_number = 'B-' || lpad(ltrim(desk.digits(wanted), '0'), 6, '0');
  elsif wanted like '%@%' then
    select array_agg(u.id), array_agg(0), array_agg(1) into clients, pets, ranks from (
      select k.id from users k
      where not sees_lab and k.organization_id = organization
        and lower(k.email) collate "C" >= lower(wanted) collate "C"
        and lower(k.email) collate "C" < (lower(wanted) || chr(1114111)) collate "C"
      limit reach) u;
  else
    foreach token in array regexp_split_to_array(wanted, '\s+') loop
      if token ~ '^[-+()./\d]*\d[-+()./\d]*$' then
        digits := digits || desk.digits(token);
      else
        words := words || desk.words(token);
      end if;
    end loop;
    if length(digits) between 3 and 20 and not sees_lab then
      select array_agg(h.client_id), array_agg(0), array_agg(h.rank) into clients, pets, ranks
      from search.phones(organization, digits, search.calling_code(place.country_code),
        case when words = '{}' then reach else 2000 end) h;
    end if;
    if length(digits) between 9 and 15 and words = '{}' then
      -- Without a chip array_agg answers null, which added to an array leaves it as it is.
      select clients || array_agg(p.user_id), pets || array_agg(p.id), ranks || array_agg(0) into clients, pets, ranks
      from public.pets p where p.organization_id = organization and p.microchip = digits;
    end if;
    if words <> '{}' and (digits = '' or clients is not null) then
      select array_agg(h.client_id), array_agg(h.pet_id), array_agg(h.rank) into clients, pets, ranks
      from search.names(organization, words, false, clients, reach) h;
      if clients is null and digits = '' then
        select array_agg(h.client_id), array_agg(h.pet_id), array_agg(h.rank) into clients, pets, ranks
        from search.names(organization, words, true, null, reach) h;
      end if;
    end if;
  end if;

  return query
  with hit as (
    select h.client_id, h.pet_id, min(h.rank) as rank from unnest(clients, pets, ranks) as h (client_id, pet_id, rank)
    group by h.client_id, h.pet_id
  ),
  answer as (
    select u.id as client_id, u.full_name::text as full_name, u.phone::text as phone, u.second_phone,
      u.email::text as email,
      p.id as pet_id, p.name as pet_name, p.species, p.breed, coalesce(p.is_placeholder, false) as is_placeholder,
      coalesce(p.is_deceased, false) as is_deceased, u.is_active and coalesce(p.is_active, true) as is_active,
      min(hit.rank) + case when u.is_active and coalesce(p.is_active, true) then 0 else 10 end as rank
    from hit
    join users u on u.organization_id = organization and u.id = hit.client_id
    left join public.pets p on p.organization_id = organization and p.user_id = u.id
      and (hit.pet_id = 0 or p.id = hit.pet_id)
    where not sees_stops or exists (
      select from visits v
      join bookings b on b.organization_id = v.organization_id and b.id = v.booking_id
      where v.organization_id = organization and v.staff_id = session.staff_id and b.user_id = u.id
        and (p.id is null or b.pet_id = p.id)
        and v.status in ('assigned', 'en_route', 'arrived', 'collected')
        and (v.starts_at at time zone place.time_zone)::date = (now() at time zone place.time_zone)::date)
    group by u.id, u.full_name, u.phone, u.second_phone, u.email, u.is_active, p.id, p.name, p.species, p.breed,
      p.is_placeholder,
      p.is_deceased, p.is_active
  )
  select a.client_id, a.full_name, case when not sees_lab then a.phone end, case when not sees_lab
    then a.second_phone end,
    case when sees_all then a.email end, a.pet_id, a.pet_name, a.species, a.breed, a.is_placeholder, a.is_deceased,
    recent.at at time zone place.time_zone, a.rank, a.is_active
  from answer a
  left join lateral (
    select max(b.booking_date) as at from bookings b
    where b.organization_id = organization and b.user_id = a.client_id and (a.pet_id is null or b.pet_id = a.pet_id)
  ) recent on true
  order by a.rank, recent.at desc nulls last, a.full_name, a.pet_name, a.client_id, a.pet_id
  limit rows_wanted;
end $$;
comment on function search.clients(text, integer) is
  'Clients and pets by phone digits, names, booking number, mail or chip, as far as the session may see them; one row '
  'per pet, best rank first.';

-- Narrowed views ----------------------------------------------------------------------------------------------------

drop view scoped.lab_pets;
create view scoped.lab_pets with (security_barrier) as
select p.organization_id, p.id, p.user_id, p.name, p.species, p.breed, p.age_years, p.weight_kg, p.medical_history,
  p.is_active,
  p.sex, p.date_of_birth, p.birth_precision, p.is_deceased, p.is_placeholder, p.microchip
from public.pets p
where p.organization_id = (select desk.organization_id()) and (select desk.allowed('reports.read'));
comment on view scoped.lab_pets is 'Pets as the laboratory sees them.';

create view scoped.lab_bookings with (security_barrier) as
select b.organization_id, b.id, b.booking_number, b.user_id, b.pet_id, b.booking_date, b.status, b.collection_method,
  b.notes,
  b.created_at, b.version
from public.bookings b
where b.organization_id = (select desk.organization_id()) and (select desk.allowed('reports.read'));
comment on view scoped.lab_bookings is 'Bookings as the laboratory sees them: no address and no money.';

create view scoped.lab_items with (security_barrier) as
select i.organization_id, i.id, i.booking_id, i.test_id, i.status, i.version
from public.booking_items i
where i.organization_id = (select desk.organization_id()) and (select desk.allowed('reports.read'));
comment on view scoped.lab_items is 'Items as the laboratory sees them: no money.';

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

create view scoped.stops with (security_barrier) as
select v.organization_id, v.id as visit_id, v.booking_id, b.booking_number, v.status, v.sequence, v.version,
  v.starts_at at time zone o.time_zone as starts_at, v.blocked_until at time zone o.time_zone as blocked_until,
  u.full_name as client_name, u.phone, u.second_phone, p.name as pet_name, p.species, p.breed, p.sex, p.weight_kg,
  b.address, b.address_link, b.collection_area as area, b.collection_latitude as latitude,
    b.collection_longitude as longitude,
  b.notes, b.total
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

create view scoped.stop_items with (security_barrier) as
select i.organization_id, i.id, i.booking_id, i.status, i.version, t.code, t.name as test_name, t.sample_type,
  t.tube_type,
  t.sample_quantity_ml, t.sample_collection_instructions
from public.booking_items i
join public.tests t on t.organization_id = i.organization_id and t.id = i.test_id
where i.organization_id = (select desk.organization_id())
  and exists (select from scoped.stops s where s.organization_id = i.organization_id and s.booking_id = i.booking_id);
comment on view scoped.stop_items is 'What the collector at this desk is to collect today.';

-- What every organisation starts with -------------------------------------------------------------------------------

create or replace function desk.seed_organization(p_organization_id bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  insert into clinic_info (organization_id) values (p_organization_id)
  on conflict on constraint uq_clinic_info_organization_id do nothing;
  insert into distance_pricing_configs (organization_id, base_charge, charge_per_km, max_free_distance_km,
    effective_from)
  select o.id, 0, 0, 0, (now() at time zone o.time_zone)::date from organizations o
  where o.id = p_organization_id
    and not exists (select from distance_pricing_configs c where c.organization_id = p_organization_id);
  insert into organization_counters (organization_id, series, last) values (p_organization_id, 'booking', 0)
  on conflict do nothing;
  insert into draw_limits (organization_id, species, max_ml_per_kg, fallback_ml)
  select p_organization_id, l.species, l.max_ml_per_kg, l.fallback_ml from (values
    ('Dog', 8, 20), ('Cat', 6, 12), ('Bird', 6, 0.2), ('Rabbit', 6, 6), ('Guinea pig', 6, 3), ('Hamster', 6, 0.4),
      ('Reptile', 5, 0.5),
    ('Fish', 5, 0.2), ('Horse', 8, 500), ('Cow', 8, 500), ('Goat', 6, 60), ('Sheep', 6, 60), ('Pig', 6, 60),
      ('Unknown', 5, 1)
  ) as l (species, max_ml_per_kg, fallback_ml)
  on conflict do nothing;
  insert into tax_codes (organization_id, code, name, basis_points)
  select o.id, c.code, c.name, c.basis_points from organizations o
  cross join lateral (values
    ('EXEMPT', 'Exempt', 0),
      ('STANDARD', 'Standard rate', case o.country_code when 'IN' then 1800 when 'GB' then 2000 else 0 end)
  ) as c (code, name, basis_points)
  where o.id = p_organization_id
  on conflict do nothing;
end $$;
select desk.seed_organization(id) from organizations;

-- Grants ------------------------------------------------------------------------------------------------------------

insert into table_permissions (table_name, verb, permission) values
  ('visits', 'select', 'bookings.read'),
  ('visits', 'insert', 'bookings.write'),
  ('visits', 'update', 'visits.assign'),
  ('status_events', 'select', 'reports.read'),
  ('tax_codes', 'select', 'catalogue.read'),
  ('tax_codes', 'insert', 'prices.write'),
  ('tax_codes', 'update', 'prices.write'),
  ('test_panels', 'select', 'catalogue.read'),
  ('test_panels', 'insert', 'prices.write'),
  ('test_panels', 'update', 'prices.write'),
  ('test_panel_tests', 'select', 'catalogue.read'),
  ('test_panel_tests', 'insert', 'prices.write'),
  ('test_panel_tests', 'update', 'prices.write'),
  ('test_panel_tests', 'delete', 'prices.write'),
  ('draw_limits', 'select', 'catalogue.read'),
  ('draw_limits', 'insert', 'clinic.write'),
  ('draw_limits', 'update', 'clinic.write'),
  ('draw_limits', 'delete', 'clinic.write'),
  ('prescription_files', 'select', 'bookings.read'),
  ('prescription_files', 'insert', 'bookings.write');
insert into desk.managed_columns (table_name, column_name) values
  ('bookings', 'booking_number'), ('bookings', 'created_by_staff_id'), ('bookings', 'estimated_distance_km'),
  ('visits', 'attempt'), ('test_reports', 'generated_by_staff_id'), ('test_reports', 'verified_at'),
  ('test_reports', 'verified_by_staff_id'), ('test_reports', 'retracted_at'), ('coupon_redemptions', 'released_at');
insert into desk.unaudited_tables (table_name) values ('status_events'), ('approvals'), ('organization_counters');
select desk.apply_policies();
select desk.apply_audit();

grant usage on schema search to labrador_desk;
grant select on all tables in schema scoped to labrador_desk;
grant select on desk.allowed_moves to labrador_desk;
revoke execute on all functions in schema desk, search from public;
grant execute on function
  desk.fold(text), desk.words(text), desk.assign(bigint, bigint, text),
  desk.reschedule(bigint, timestamp, integer, text), desk.collector_day(date),
    desk.approve(text, text, text, bigint, text),
  desk.move(text, bigint, text, text, bigint, bigint), search.clients(text, integer)
to labrador_desk;
