-- Back to discounts that are one sum for a booking, and redemptions that can be taken up again.

do $$
declare
  kept text;
begin
  foreach kept in array '{tests,test_categories,test_tags,test_panels,test_panel_tests,offers,offer_tests,tax_codes,
    draw_limits,distance_pricing_configs,clinic_info}'::text[] loop
    execute format('drop trigger %I on public.%I', 'tr_' || kept || '_shelf', kept);
  end loop;
end $$;
drop function desk.notify_shelf();

drop function desk.change_booking(bigint, bigint, bigint[], bigint[], bigint[], bigint[], bigint[], bigint[], bigint,
  integer, bigint, bigint, bigint, bigint, bigint[], bigint[], text[], bigint[]);
create function desk.change_tests(
  p_booking_id bigint, p_version bigint, p_removed bigint[], p_tests bigint[], p_prices bigint[], p_subtotal bigint,
  p_discount bigint, p_coupon_discount bigint, p_tax bigint
) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('bookings.write');
  organization constant bigint := session.organization_id;
  standing bookings;
  taken_off integer;
begin
  select b.* into standing from bookings b where b.organization_id = organization and b.id = p_booking_id
  for no key update;
  if standing.id is null then
    raise exception using errcode = 'LB007', message = 'there is no such booking';
  end if;
  if p_version is distinct from standing.version then
    raise exception using errcode = 'LB014', table = 'bookings',
      message = 'this booking was changed in the meantime', detail = format('It is %s now.', standing.status);
  end if;
  if standing.status not in ('confirmed', 'assigned', 'en_route', 'arrived', 'no_show', 'failed_visit')
    or exists (select from booking_items i
      where i.organization_id = organization and i.booking_id = p_booking_id and i.status <> 'pending')
  then
    raise exception using errcode = 'LB035', table = 'booking_items',
      message = 'the tests of a booking change only before anything is collected';
  end if;
  -- The bill is locked before anything changes, so that it is not finalised over amounts of before.
  perform from billing_records r where r.organization_id = organization and r.booking_id = p_booking_id
    and r.status <> 'voided' for no key update;
  if exists (select from billing_records r where r.organization_id = organization and r.booking_id = p_booking_id
    and r.status not in ('draft', 'voided')) then
    raise exception using errcode = 'LB030', table = 'billing_records',
      message = 'the amounts of a finalized billing record are fixed';
  end if;

  delete from booking_items i
  where i.organization_id = organization and i.booking_id = p_booking_id and i.id = any (p_removed);
  get diagnostics taken_off = row_count;
  if taken_off <> cardinality(p_removed) then
    raise exception using errcode = 'LB014', table = 'booking_items',
      message = 'this booking was changed in the meantime';
  end if;
  insert into booking_items (organization_id, booking_id, test_id, unit_price)
  select organization, p_booking_id, t.test_id, t.price
  from unnest(p_tests, p_prices) with ordinality as t (test_id, price, place) order by t.place;
  if not exists (select from booking_items i where i.organization_id = organization and i.booking_id = p_booking_id) then
    raise exception using errcode = 'LB036', table = 'booking_items',
      message = 'a booking keeps at least one test; cancel it instead';
  end if;
  if p_subtotal is distinct from (select sum(i.unit_price * i.quantity) from booking_items i
    where i.organization_id = organization and i.booking_id = p_booking_id) then
    raise exception using errcode = 'LB033', table = 'booking_items',
      message = 'the items of this booking do not add up to its price';
  end if;

  if coalesce(p_coupon_discount, 0) > 0 then
    update coupon_redemptions r set discount_amount = p_coupon_discount
    where r.organization_id = organization and r.booking_id = p_booking_id and r.status <> 'released';
    if not found then
      raise exception using errcode = 'LB046', table = 'coupon_redemptions',
        message = 'the price of this booking was worked out with a coupon that it does not use';
    end if;
  else
    update coupon_redemptions r set status = 'released', released_at = now()
    where r.organization_id = organization and r.booking_id = p_booking_id and r.status <> 'released';
  end if;
  update bookings b set subtotal = p_subtotal, discount = p_discount, tax = p_tax,
    total = p_subtotal - p_discount + b.distance_charge + p_tax,
    coupon_id = case when coalesce(p_coupon_discount, 0) > 0 then b.coupon_id end
  where b.organization_id = organization and b.id = p_booking_id
  returning b.* into standing;
  update billing_records r set base_amount = standing.subtotal, discount_amount = standing.discount,
    tax_amount = standing.tax, distance_charge = standing.distance_charge, final_amount = standing.total,
    test_ids = (select jsonb_agg(i.test_id order by i.id) from booking_items i
      where i.organization_id = organization and i.booking_id = p_booking_id)
  where r.organization_id = organization and r.booking_id = p_booking_id and r.status = 'draft';
end $$;
comment on function desk.change_tests(bigint, bigint, bigint[], bigint[], bigint[], bigint, bigint, bigint, bigint) is
  'Takes items off a booking and adds others before collection; price, redemption and draft bill follow in the same '
  'transaction. A coupon that takes nothing off any more is released. LB014 where the booking is no longer the version '
  'that was read.';

drop index ix_coupons_usable;
drop index uq_coupons_code;
alter table coupons drop column code_key;
create unique index uq_coupons_code on coupons (organization_id, lower(code));

alter table distance_pricing_configs
  drop constraint ck_distance_pricing_configs_free_range, drop constraint ck_distance_pricing_configs_days;
alter table coupons drop constraint ck_coupons_days;
alter table offers drop constraint ck_offers_discount_range, drop constraint ck_offers_days;

do $$
declare
  asked record;
begin
  for asked in select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgfoid = 'desk.keep_session()'::regprocedure loop
    execute format('drop trigger %I on public.%I', asked.tgname, asked.relname);
  end loop;
end $$;
create or replace function desk.apply_audit() returns integer
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  audited record;
  applied integer := 0;
begin
  for audited in
    select c.oid, c.relname,
      (select string_agg(quote_literal(a.attname), ', ' order by a.attnum) from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         and (a.atttypid = 'bytea'::regtype
           or exists (select from desk.hidden_columns h where h.table_name = c.relname
             and h.column_name = a.attname))) as redacted
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and (c.relname = 'organizations'
        or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id'
          and not a.attisdropped))
      and not exists (select from desk.unaudited_tables u where u.table_name = c.relname)
    order by c.relname
  loop
    execute format(
      'create or replace trigger %I after insert or update or delete on public.%I '
      'for each row execute function desk.audit(%s)',
      'tr_' || audited.relname || '_audit', audited.relname, coalesce(audited.redacted, ''));
    applied := applied + 1;
  end loop;
  return applied;
end $$;
comment on function desk.apply_audit() is
  'Puts the audit trigger on every business table; run by each migration that adds tables or columns.';
drop function desk.keep_session();

drop trigger tr_coupon_redemptions_together on coupon_redemptions;
drop trigger tr_booking_discounts_together on booking_discounts;
drop trigger tr_booking_items_together on booking_items;
drop function desk.keep_together();
drop trigger tr_billing_records_protect on billing_records;
create trigger tr_billing_records_protect before update on billing_records
  for each row execute function desk.protect('booking_id', 'user_id');

drop trigger tr_coupon_redemptions_a_keep on coupon_redemptions;
drop function desk.keep_redemption();
drop trigger tr_coupon_redemptions_balance on coupon_redemptions;
drop trigger tr_booking_discounts_balance on booking_discounts;
drop trigger tr_billing_records_balance on billing_records;
drop trigger tr_booking_items_balance on booking_items;
drop trigger tr_bookings_balance on bookings;
create constraint trigger tr_bookings_balance after insert on bookings deferrable initially deferred
  for each row when (desk.staff_id() is not null) execute function desk.balance_booking();
create constraint trigger tr_booking_items_balance after insert on booking_items deferrable initially deferred
  for each row when (desk.staff_id() is not null) execute function desk.balance_booking();
create or replace function desk.balance_booking() returns trigger
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

drop trigger tr_bookings_protect on bookings;
create trigger tr_bookings_protect before update on bookings
  for each row execute function desk.protect('request_key', 'user_id', 'booking_date', 'collection_method', 'coupon_id',
    'distance_pricing_config_id', 'estimated_distance_m', 'subtotal', 'discount', 'distance_charge', 'tax', 'total');
drop trigger tr_booking_items_protect on booking_items;
create trigger tr_booking_items_protect before update on booking_items
  for each row execute function desk.protect('booking_id', 'test_id', 'quantity', 'unit_price');

delete from table_permissions where table_name = 'booking_discounts';
drop table booking_discounts;
alter table booking_items drop column discount;
alter table bookings drop column distance_discount;

select desk.apply_policies();
revoke execute on function
  desk.change_tests(bigint, bigint, bigint[], bigint[], bigint[], bigint, bigint, bigint, bigint) from public;
grant execute on function
  desk.change_tests(bigint, bigint, bigint[], bigint[], bigint[], bigint, bigint, bigint, bigint) to labrador_desk;
