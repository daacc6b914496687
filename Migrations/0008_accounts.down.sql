-- Back to accounts that set-up alone looks after. Accounts, passwords and approvals stay; codes and who set a password go.

drop view scoped.own_visits, scoped.stop_items, scoped.stops;
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
create or replace view scoped.own_audit with (security_barrier) as
select a.* from public.audit_logs a
where a.organization_id = (select desk.organization_id()) and a.user_id = (select desk.staff_id());
delete from role_permissions where permission in ('audit.own', 'analytics.own');
delete from permissions where permission in ('audit.own', 'analytics.own');

drop index ix_audit_logs_action, ix_audit_logs_entity_type;
drop index ix_audit_logs_user_id;
create index ix_audit_logs_user_id on audit_logs (organization_id, user_id, id desc);

drop trigger tr_booking_items_notify on booking_items;
drop function desk.numbers(date);
drop function desk.switch_organization(bigint, text, text);
drop function desk.set_organization_active(bigint, boolean, text);
drop function desk.edit_organization(bigint, bigint, jsonb);
drop function desk.found_organization(text, text, text, text, text, text, text, text);
drop function desk.require_time_zone(text);
drop function desk.organizations();
drop trigger tr_organizations_notify on organizations;
drop trigger tr_organizations_version on organizations;
drop function desk.notify_organization();

drop function desk.redeem_code(text, text, text, text, text, text);
drop function desk.issue_code(bigint);
delete from otps where staff_id is not null;
alter table otps drop column tries_before, drop column attempts, drop column issued_by, drop column staff_id;
comment on column otps.code is null;
comment on column otps.is_used is null;

drop trigger tr_staff_notify on staff;
drop trigger tr_permissions_notify on permissions;
drop trigger tr_staff_sessions_notify on staff_sessions;
drop function desk.notify_grant();
drop function desk.notify_session();
drop function desk.own_sessions();
drop function desk.end_sessions(bigint);
drop function desk.sign_out_everywhere();
drop function desk.set_active(bigint, boolean, text);
drop trigger tr_visits_collector_insert on visits;
drop trigger tr_visits_collector_update on visits;
drop function desk.hold_collector();
drop function desk.end_sessions_of(bigint, bigint, bigint);
drop function desk.change_role(bigint, text, text);
drop function desk.require_turn(bigint);
drop function desk.return_visits(bigint, bigint);
delete from desk.allowed_moves
where machine = 'booking' and from_status in ('en_route', 'arrived') and to_status = 'confirmed';
drop function desk.approve_account(bigint);
drop function desk.hire(text, text, text, text, text, text, boolean);
drop function desk.require_role(text);
drop function desk.rank_of_role(text);
alter table staff drop constraint ck_staff_approved;

create or replace function desk.verify_password(
  p_organization_id bigint, p_identity text, p_phone text, p_password text, p_origin text, p_agent text,
  out staff_id bigint, out outcome text, out attempts_left integer
)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  attempts_allowed constant integer := 5;
  nobody constant text := '$2a$10$6r7uYY4ELVAeUsGvws65d.bRYt.DPb4dLOCWWFGrH4o6xyegoLSRW';
  person staff;
  stored text;
  computed text;
  failures integer;
begin
  select * into person from staff
  where organization_id = p_organization_id and id = desk.staff_by_phone(p_organization_id, p_phone)
  for no key update;
  stored := regexp_replace(person.hashed_password, '^\$2[by]\$', '$2a$');
  if stored is null or stored !~ '^\$2a\$\d\d\$.{53}$' then
    stored := nobody;
    person.hashed_password := null;
  end if;
  computed := crypt(coalesce(p_password, ''), stored);

  if person.id is null then
    delete from desk.sign_in_failures where last_at < now() - interval '1 day';
    insert into desk.sign_in_failures as f (identity, attempts)
    values (sha256(convert_to(coalesce(p_identity, '') || chr(31) || desk.digits(coalesce(p_phone, '')), 'UTF8')), 1)
    on conflict (identity) do update set attempts = least(f.attempts + 1, attempts_allowed), last_at = now()
    returning attempts into failures;
  elsif person.is_locked then
    failures := attempts_allowed;
    perform desk.write_audit(p_organization_id, 'SIGN_IN_FAILED', 'staff', person.id, null, '{"locked": true}',
      person.id,
      p_origin, p_agent);
  elsif person.hashed_password is not null and computed = stored then
    staff_id := person.id;
    outcome := case when person.is_active then 'ok' else 'inactive' end;
    update staff set login_attempts = 0
    where organization_id = p_organization_id and id = person.id and login_attempts > 0;
    return;
  else
    failures := person.login_attempts + 1;
    update staff set login_attempts = failures,
      is_locked = failures >= attempts_allowed,
      locked_at = case when failures >= attempts_allowed then now() end
    where organization_id = p_organization_id and id = person.id;
    perform desk.write_audit(p_organization_id, case when failures >= attempts_allowed then 'LOCK'
      else 'SIGN_IN_FAILED' end,
      'staff', person.id, null, jsonb_build_object('attempts', failures), person.id, p_origin, p_agent);
  end if;
  outcome := case when failures >= attempts_allowed then 'locked' else 'wrong' end;
  attempts_left := greatest(attempts_allowed - failures, 0);
end $$;
create or replace function desk.change_password(p_current text, p_new text)
returns table (outcome text, attempts_left integer)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('session');
  verified record;
begin
  select * into verified from desk.verify_password(session.organization_id, null,
    (select s.phone from staff s where s.organization_id = session.organization_id and s.id = session.staff_id),
      p_current,
    session.origin, session.agent);
  outcome := verified.outcome;
  attempts_left := verified.attempts_left;
  if outcome = 'ok' then
    update staff s set hashed_password = desk.hash_password(p_new)
    where s.organization_id = session.organization_id and s.id = session.staff_id;
    update staff_sessions s set revoked_at = now()
    where s.organization_id = session.organization_id and s.staff_id = session.staff_id and s.id <> session.id
      and s.revoked_at is null;
    perform desk.write_audit(session.organization_id, 'PASSWORD', 'staff', session.staff_id, null, null);
  end if;
  return next;
end $$;
drop trigger tr_staff_forgive on staff;
drop trigger tr_staff_tries on staff;
do $$
declare
  counter regclass;
begin
  for counter in select oid from pg_class
    where relnamespace = 'desk'::regnamespace and relkind = 'S' and relname ~ '^(password|code)_tries_' loop
    execute format('drop sequence %s', counter);
  end loop;
end $$;
drop function desk.keep_tries();
drop function desk.set_tries(text, bigint, bigint, bigint);
drop function desk.tries_made(text, bigint, bigint);
drop function desk.tries_name(text, bigint, bigint);
drop table desk.tries;

drop trigger tr_approvals_guard on approvals;
drop function desk.guard_approval();
drop trigger tr_staff_password on staff;
drop function desk.note_password();
delete from desk.managed_columns where table_name = 'staff' and column_name in ('is_active', 'password_set_by');
create or replace function desk.guard_staff() returns trigger
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if desk.is_desk(tg_relid) then
    perform desk.require_rank(old.id);
    if (new.role, new.is_superuser, new.is_organization_owner, new.is_locked, new.locked_at, new.login_attempts,
      new.last_login,
        new.approved_at, new.approved_by, new.home_organization_id, new.home_staff_id)
      is distinct from (old.role, old.is_superuser, old.is_organization_owner, old.is_locked, old.locked_at,
        old.login_attempts,
        old.last_login, old.approved_at, old.approved_by, old.home_organization_id, old.home_staff_id) then
      raise exception using errcode = 'LB012',
        message = 'roles, locks and approvals of staff change through their own functions',
        table = tg_table_name;
    end if;
  end if;
  return new;
end $$;

alter table staff drop column password_set_by;
alter table organizations drop column idle_lock_minutes, drop column version;

drop function desk.profile();
create function desk.profile() returns table (
  staff_id bigint, staff_name text, role text, is_superuser boolean, organization_id bigint, organization_name text,
    slug text,
  currency text, currency_exponent integer, currency_symbol text, time_zone text, country_code text, channel text,
  local_now timestamp, utc_offset_seconds integer, last_login timestamptz, permissions text[]
)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  session staff_sessions := desk.live_session();
begin
  return query
  select p.id, p.name::text, p.role::text, p.is_superuser, o.id, o.name::text, o.slug::text, o.currency::text,
    o.currency_exponent::integer, desk.currency_symbol(o.currency::text), o.time_zone::text, o.country_code::text,
    o.channel, now() at time zone o.time_zone,
    extract(epoch from (now() at time zone o.time_zone) - (now() at time zone 'UTC'))::integer,
    session.previous_login,
    array(select held.permission from desk.permissions_of(o.id, p.id) as held (permission) order by 1)
  from staff p
  join organizations o on o.id = p.organization_id
  where p.organization_id = session.organization_id and p.id = session.staff_id;
end $$;
comment on function desk.profile() is 'Who is signed in, where, and what they may do; no row without a session.';

select desk.apply_policies();
select desk.apply_audit();

grant select on all tables in schema scoped to labrador_desk;
revoke execute on all functions in schema desk, search from public;
grant execute on function desk.profile(), desk.visit_organization(bigint, text, text) to labrador_desk;
grant execute on function set_offer_tests(bigint, bigint, text) to public;
