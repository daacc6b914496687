-- The home visit charge by the day: versions follow one another, are set and withdrawn by functions alone, and none is
-- ever deleted or rewritten, so that a booking can always show what its way was charged by.

comment on column distance_pricing_configs.is_active is
  'Whether it counts. One that was withdrawn or replaced does not; it stays for the bookings that were charged by it.';
comment on column distance_pricing_configs.updated_by_admin_id is
  'The staff member who set it; null for what no desk has set.';

create function desk.lock_distance_pricing(p_organization_id bigint, p_version bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('labrador.distance_pricing_configs', p_organization_id));
  if p_version is distinct from
    (select sum(c.version) from distance_pricing_configs c where c.organization_id = p_organization_id)
  then
    raise exception using errcode = 'LB014', table = 'distance_pricing_configs',
      message = 'the home visit charge was changed in the meantime';
  end if;
end $$;
comment on function desk.lock_distance_pricing(bigint, bigint) is
  'Lets one desk at a time change the versions of an organisation; LB014 where they are not what was read. The sum of '
  'their versions stands for all of them: it grows with every change, because no row is deleted.';

create function desk.set_distance_pricing(
  p_from date, p_base_charge bigint, p_charge_per_km bigint, p_free_m integer, p_version bigint
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('prices.write');
  organization constant bigint := session.organization_id;
  most constant bigint := 1000000000;
  upcoming date;
  made bigint;
begin
  perform desk.lock_distance_pricing(organization, p_version);
  if p_from < desk.today_in(organization) or p_from is null then
    raise exception using errcode = 'LB070', table = 'distance_pricing_configs',
      message = 'a new charge holds from today or a later day on', hint = 'What was asked on past days stays as it was.';
  end if;
  if p_base_charge > most or p_charge_per_km > most or p_free_m > 500000 then
    raise exception using errcode = 'LB072', table = 'distance_pricing_configs',
      message = 'this is more than a home visit can be charged by', hint = 'At most 500 km are free of charge.';
  end if;
  update distance_pricing_configs c set is_active = false
  where c.organization_id = organization and c.is_active and c.effective_from = p_from;
  select min(c.effective_from) into upcoming from distance_pricing_configs c
  where c.organization_id = organization and c.is_active and c.effective_from > p_from;
  update distance_pricing_configs c set effective_until = p_from - 1
  where c.organization_id = organization and c.is_active and c.effective_from < p_from
    and (c.effective_until is null or c.effective_until >= p_from);
  insert into distance_pricing_configs (organization_id, base_charge, charge_per_km, max_free_distance_km,
    effective_from, effective_until, updated_by_admin_id)
  values (organization, p_base_charge, p_charge_per_km, p_free_m / 1000.0, p_from, upcoming - 1, session.staff_id)
  returning id into made;
  return made;
end $$;
comment on function desk.set_distance_pricing(date, bigint, bigint, integer, bigint) is
  'Charges home visits by another version from today or a later day on: the one before it ends the day before, one that '
  'begins on that very day gives way, and it ends where the next begins. LB014 where the versions are no longer what was '
  'read.';

create function desk.withdraw_distance_pricing(p_id bigint, p_version bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('prices.write');
  withdrawn distance_pricing_configs;
begin
  perform desk.lock_distance_pricing(session.organization_id, p_version);
  update distance_pricing_configs c set is_active = false
  where c.organization_id = session.organization_id and c.id = p_id and c.is_active
    and c.effective_from > desk.today_in(session.organization_id)
  returning c.* into withdrawn;
  if withdrawn.id is null then
    raise exception using errcode = 'LB071', table = 'distance_pricing_configs',
      message = 'only a charge whose day is still to come can be withdrawn';
  end if;
  update distance_pricing_configs c set effective_until = withdrawn.effective_until
  where c.organization_id = session.organization_id and c.is_active
    and c.effective_until = withdrawn.effective_from - 1;
end $$;
comment on function desk.withdraw_distance_pricing(bigint, bigint) is
  'Takes back a version before its first day; the one before it holds on. Bookings that were charged by it keep it.';

delete from table_permissions where table_name = 'distance_pricing_configs';
insert into table_permissions (table_name, verb, permission) values
  ('distance_pricing_configs', 'select', 'catalogue.read');
select desk.apply_policies();
revoke execute on function desk.lock_distance_pricing(bigint, bigint),
  desk.set_distance_pricing(date, bigint, bigint, integer, bigint),
  desk.withdraw_distance_pricing(bigint, bigint) from public;
grant execute on function desk.set_distance_pricing(date, bigint, bigint, integer, bigint),
  desk.withdraw_distance_pricing(bigint, bigint) to labrador_desk;
