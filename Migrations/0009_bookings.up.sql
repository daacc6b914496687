-- The booking view: a visit moved under the version that was read, a new attempt after one that failed, tests changed
-- before collection, and prescriptions that are held against the booking by somebody who may.

-- Moving a visit ----------------------------------------------------------------------------------------------------

drop function desk.reschedule(bigint, timestamp, integer, text);
create function desk.reschedule(
  p_booking_id bigint, p_starts_at timestamp, p_duration_minutes integer default null, p_reason text default null,
  p_version bigint default null
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('visits.assign');
  standing bookings;
  begins timestamptz;
  moved bigint;
begin
  select b.* into standing from bookings b where b.organization_id = session.organization_id and b.id = p_booking_id
  for no key update;
  if p_version is not null and p_version <> standing.version then
    raise exception using errcode = 'LB014', table = 'bookings',
      message = 'this booking was changed in the meantime', detail = format('It is %s now.', standing.status);
  end if;
  select p_starts_at at time zone o.time_zone into begins from organizations o where o.id = session.organization_id;
  perform set_config('labrador.reason', coalesce(p_reason, ''), true);
  update visits v set starts_at = begins, duration_minutes = coalesce(p_duration_minutes, v.duration_minutes),
    sequence = null
  where v.organization_id = session.organization_id and v.booking_id = p_booking_id
    and v.status not in ('cancelled', 'no_show', 'failed_visit')
  returning v.id into moved;
  if moved is null and standing.status in ('no_show', 'failed_visit') then
    perform desk.require('bookings.write');
    insert into visits (organization_id, booking_id, collection_method, address_id, starts_at, duration_minutes,
      travel_buffer_minutes, blocked_until, status)
    select v.organization_id, v.booking_id, v.collection_method, v.address_id, begins,
      coalesce(p_duration_minutes, v.duration_minutes), v.travel_buffer_minutes, begins + interval '1 minute',
      'confirmed'
    from visits v
    where v.organization_id = session.organization_id and v.booking_id = p_booking_id
    order by v.attempt desc limit 1
    returning id into moved;
  end if;
  if moved is null then
    raise exception using errcode = 'LB007', message = 'this booking has no visit to move';
  end if;
  return moved;
end $$;
comment on function desk.reschedule(bigint, timestamp, integer, text, bigint) is
  'Moves the visit of a booking to another local time with the same collector, or makes another attempt where nobody '
  'was there or the visit failed; answers the visit. LB014 where the booking is no longer the version that was read, '
  'ex_visits_staff_overlap when busy.';

-- Changing the tests of a booking -----------------------------------------------------------------------------------

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

-- Prescriptions -----------------------------------------------------------------------------------------------------

insert into role_permissions (role, permission) values
  ('admin', 'prescriptions.verify'), ('organization_owner', 'prescriptions.verify');
insert into desk.managed_columns (table_name, column_name) values
  ('prescription_uploads', 'verified_by_admin_id'), ('prescription_uploads', 'verification_notes');
comment on column prescription_uploads.verification_notes is
  'What the verifier noted; without verified_by_admin_id it is the query that has to be cleared first.';

create function desk.check_prescription(
  p_id bigint, p_is_verified boolean, p_notes text default null, p_version bigint default null
) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('prescriptions.verify');
  notes constant text := nullif(btrim(p_notes), '');
  standing bigint;
begin
  select u.version into standing from prescription_uploads u
  where u.organization_id = session.organization_id and u.id = p_id for no key update;
  if standing is null then
    raise exception using errcode = 'LB007', message = 'there is no such prescription';
  end if;
  if p_version is not null and p_version <> standing then
    raise exception using errcode = 'LB014', table = 'prescription_uploads',
      message = 'this prescription was checked in the meantime';
  end if;
  if not coalesce(p_is_verified, false) and notes is null then
    raise exception using errcode = 'LB034', table = 'prescription_uploads',
      message = 'a query says what is in question';
  end if;
  update prescription_uploads u set verified_by_admin_id = case when p_is_verified then session.staff_id end,
    verification_notes = notes
  where u.organization_id = session.organization_id and u.id = p_id;
end $$;
comment on function desk.check_prescription(bigint, boolean, text, bigint) is
  'Notes that the session''s person has held a booking against its prescription, or what is in question; LB014 where '
  'somebody else has checked it since.';

-- What the open booking shows and no change of the booking itself tells -----------------------------------------------

create trigger tr_billing_records_notify after update on billing_records for each row execute function desk.notify();
create trigger tr_prescription_uploads_notify after update on prescription_uploads
  for each row execute function desk.notify();

select desk.apply_policies();
revoke execute on function desk.reschedule(bigint, timestamp, integer, text, bigint),
  desk.change_tests(bigint, bigint, bigint[], bigint[], bigint[], bigint, bigint, bigint, bigint),
  desk.check_prescription(bigint, boolean, text, bigint) from public;
grant execute on function desk.reschedule(bigint, timestamp, integer, text, bigint),
  desk.change_tests(bigint, bigint, bigint[], bigint[], bigint[], bigint, bigint, bigint, bigint),
  desk.check_prescription(bigint, boolean, text, bigint) to labrador_desk;
