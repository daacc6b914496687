-- Without organizations two of them would become one, so the way back is open for one organisation alone.
create temporary table owned (name, position) on commit drop as
select * from unnest(array[
  'users', 'addresses', 'otps', 'token_blacklist', 'staff', 'pets', 'test_categories', 'tests', 'test_tags',
  'bookings', 'booking_items', 'test_batch_groups', 'test_reports', 'offers', 'offer_tests', 'coupons',
  'coupon_redemptions', 'distance_pricing_configs', 'billing_records', 'prescription_uploads', 'clinic_info'
]) with ordinality;

create temporary table reference (child, link, parent, on_delete) on commit drop as
values
  ('addresses', 'user_id', 'users', 'cascade'),
  ('token_blacklist', 'user_id', 'users', 'cascade'),
  ('pets', 'user_id', 'users', 'cascade'),
  ('staff', 'approved_by', 'staff', 'set null'),
  ('tests', 'category_id', 'test_categories', 'no action'),
  ('test_tags', 'test_id', 'tests', 'cascade'),
  ('bookings', 'user_id', 'users', 'cascade'),
  ('bookings', 'pet_id', 'pets', 'cascade'),
  ('bookings', 'collection_staff_id', 'staff', 'set null'),
  ('booking_items', 'booking_id', 'bookings', 'cascade'),
  ('booking_items', 'test_id', 'tests', 'no action'),
  ('test_batch_groups', 'booking_id', 'bookings', 'cascade'),
  ('test_reports', 'booking_item_id', 'booking_items', 'cascade'),
  ('test_reports', 'pet_id', 'pets', 'cascade'),
  ('test_reports', 'test_id', 'tests', 'cascade'),
  ('test_reports', 'batch_group_id', 'test_batch_groups', 'set null'),
  ('offers', 'created_by_admin_id', 'staff', 'set null'),
  ('offer_tests', 'offer_id', 'offers', 'cascade'),
  ('offer_tests', 'test_id', 'tests', 'cascade'),
  ('coupons', 'offer_id', 'offers', 'cascade'),
  ('coupons', 'created_by_admin_id', 'staff', 'set null'),
  ('coupon_redemptions', 'coupon_id', 'coupons', 'cascade'),
  ('coupon_redemptions', 'booking_id', 'bookings', 'cascade'),
  ('coupon_redemptions', 'user_id', 'users', 'cascade'),
  ('distance_pricing_configs', 'updated_by_admin_id', 'staff', 'set null'),
  ('billing_records', 'booking_id', 'bookings', 'cascade'),
  ('billing_records', 'user_id', 'users', 'cascade'),
  ('prescription_uploads', 'booking_id', 'bookings', 'cascade'),
  ('prescription_uploads', 'user_id', 'users', 'cascade'),
  ('prescription_uploads', 'verified_by_admin_id', 'staff', 'set null'),
  ('clinic_info', 'updated_by_admin_id', 'staff', 'set null');

create temporary table lookup (name, link) on commit drop as
values
  ('users', 'phone'), ('users', 'email'), ('otps', 'phone'), ('token_blacklist', 'expires_at'),
  ('staff', 'name'), ('staff', 'role'), ('pets', 'name'), ('tests', 'name'), ('test_tags', 'tag'),
  ('bookings', 'booking_date'), ('bookings', 'status'), ('booking_items', 'status'), ('test_reports', 'status'),
  ('offers', 'start_date'), ('offers', 'end_date'), ('coupons', 'start_date'), ('coupons', 'end_date'),
  ('coupon_redemptions', 'redemption_date'), ('distance_pricing_configs', 'effective_from'),
  ('billing_records', 'billing_date'), ('billing_records', 'billing_period'), ('billing_records', 'status'),
  ('prescription_uploads', 'uploaded_at');

do $$
declare
  entry record;
  inhabited bigint[] := '{}';
  part bigint[];
  named text;
begin
  for entry in select name from owned loop
    execute format('select array_agg(distinct organization_id) from %I', entry.name) into part;
    inhabited := inhabited || coalesce(part, '{}');
  end loop;
  if (select count(distinct id) from unnest(inhabited) id) > 1 then
    select string_agg(format('%s (%s)', name, slug), ', ' order by id) into named
    from organizations where id = any (inhabited);
    raise exception 'The schema cannot go back before organizations: more than one has rows: %', named
      using errcode = 'object_not_in_prerequisite_state',
        hint = 'Export or delete the rows of all but one organisation, or restore a backup.';
  end if;
end
$$;

drop function set_offer_tests(bigint, bigint, text);
drop trigger tr_test_reports_keep_released on test_reports;
drop trigger tr_billing_records_keep_billed on billing_records;
drop trigger tr_booking_items_keep_billed on booking_items;
drop trigger tr_coupon_redemptions_keep_billed on coupon_redemptions;
drop function keep_released_report();
drop function keep_billed_record();
drop function keep_billed_part();

do $$
declare
  entry record;
begin
  for entry in select * from reference loop
    execute format('alter table %I drop constraint %I', entry.child, format('fk_%s_%s', entry.child, entry.link));
  end loop;
  -- Keys, uniqueness and indexes that hold organization_id go with the column.
  for entry in select name from owned order by position loop
    execute format('alter table %I drop column organization_id', entry.name);
    execute format('alter table %I add constraint %I primary key (%s)', entry.name, 'pk_' || entry.name,
      case entry.name when 'offer_tests' then 'offer_id, test_id' else 'id' end);
  end loop;
end
$$;

alter table staff add constraint uq_staff_phone unique (phone);
create unique index uq_staff_email on staff (lower(email));
alter table token_blacklist add constraint uq_token_blacklist_token unique (token);
create unique index uq_pets_user_id_placeholder on pets (user_id) where is_placeholder;
alter table test_reports add constraint uq_test_reports_booking_item_id unique (booking_item_id);
alter table offers add constraint uq_offers_name unique (name);
create unique index uq_coupons_code on coupons (lower(code));
alter table coupon_redemptions add constraint uq_coupon_redemptions_coupon_id unique (coupon_id, booking_id);
alter table billing_records add constraint uq_billing_records_invoice_number unique (invoice_number);
alter table distance_pricing_configs
  add constraint ex_distance_pricing_configs_effective
  exclude using gist (daterange(effective_from, effective_until, '[]') with &&) where (is_active);

alter table clinic_info
  drop column booking_rules,
  drop column booking_exceptions,
  alter column id drop identity;
update clinic_info set id = 1;
alter table clinic_info
  alter column id set default 1,
  add constraint ck_clinic_info_single check (id = 1);
comment on table clinic_info is 'How clients reach the clinic.';

alter table staff
  drop constraint ck_staff_role,
  drop column approved_at,
  drop column approved_by,
  drop column is_organization_owner,
  drop column last_login;
update staff set role = 'admin' where role = 'organization_owner';
alter table staff
  add constraint ck_staff_role check (role in ('admin', 'collector', 'lab_tech', 'analyst', 'receptionist'));

drop table organizations;

do $$
declare
  entry record;
begin
  for entry in select * from reference where (child, link) <> ('staff', 'approved_by') loop
    execute format('alter table %I add constraint %I foreign key (%I) references %I on delete %s',
      entry.child, format('fk_%s_%s', entry.child, entry.link), entry.link, entry.parent, entry.on_delete);
    if (entry.child, entry.link) not in (
      ('test_reports', 'booking_item_id'), ('coupon_redemptions', 'coupon_id'), ('offer_tests', 'offer_id'))
    then
      execute format('create index %I on %I (%I)',
        format('ix_%s_%s', entry.child, entry.link), entry.child, entry.link);
    end if;
  end loop;
  for entry in select * from lookup loop
    execute format('create index %I on %I (%I)', format('ix_%s_%s', entry.name, entry.link), entry.name, entry.link);
  end loop;
end
$$;

create function set_offer_tests(p_offer_id bigint, p_applicable_tests text) returns void
language plpgsql
set search_path = public, pg_temp
as $$
declare
  entries jsonb;
  unknown text;
begin
  delete from offer_tests where offer_id = p_offer_id;
  if coalesce(btrim(p_applicable_tests, ' "'), 'all') = 'all' then
    update offers set applies_to_all = true where id = p_offer_id;
    return;
  end if;
  entries := p_applicable_tests::jsonb;
  if jsonb_typeof(entries) <> 'array' then
    raise exception 'Applicable tests must be a JSON list of test ids or the word all, not %', p_applicable_tests
      using errcode = 'invalid_parameter_value';
  end if;
  select string_agg(entry, ', ') into unknown
  from jsonb_array_elements_text(entries) entry
  where not exists (select from tests where tests.id::text = entry);
  if unknown is not null then
    raise exception 'Offer % names tests that are not in the catalogue: %', p_offer_id, unknown
      using errcode = 'foreign_key_violation', constraint = 'fk_offer_tests_test_id';
  end if;
  insert into offer_tests (offer_id, test_id)
  select distinct p_offer_id, entry::bigint from jsonb_array_elements_text(entries) entry;
  update offers set applies_to_all = false where id = p_offer_id;
end
$$;
comment on function set_offer_tests(bigint, text) is
  'Takes the legacy text form of applicable tests, a JSON list of ids or the word all, into offer_tests.';
