-- Looking after accounts: hiring, roles, codes for a forgotten password, ended sessions, organisations and own figures.
--
-- Everything here is a definer function that asks for the permission itself. Ranks are those of desk.rank_of: nobody
-- manages their own account or one above their own.

-- What a role may see of itself ---------------------------------------------------------------------------------------

insert into role_permissions (role, permission) values
  ('receptionist', 'audit.own'), ('collector', 'audit.own'), ('lab_tech', 'audit.own'),
  ('admin', 'audit.own'), ('organization_owner', 'audit.own'), ('collector', 'analytics.own');

create or replace view scoped.own_audit with (security_barrier) as
select a.* from public.audit_logs a
where a.organization_id = (select desk.organization_id()) and a.user_id = (select desk.staff_id())
  and (select desk.allowed('audit.own'));

create view scoped.own_visits with (security_barrier) as
select v.organization_id, v.id, v.status, (v.starts_at at time zone o.time_zone)::date as day,
  v.starts_at at time zone o.time_zone as starts_at, b.estimated_distance_m,
  (select count(*) from public.booking_items i
   where i.organization_id = b.organization_id and i.booking_id = b.id and i.status <> 'cancelled') as items
from public.visits v
join public.organizations o on o.id = v.organization_id
join public.bookings b on b.organization_id = v.organization_id and b.id = v.booking_id
where v.organization_id = (select desk.organization_id()) and v.staff_id = (select desk.staff_id())
  and (select desk.allowed('analytics.own'));
comment on view scoped.own_visits is 'The visits of the collector at this desk without clients, for their own figures.';

-- Reading the audit trail ----------------------------------------------------------------------------------------------

-- Newest first by time, for a person, for a kind of record, and for what happens seldom.
drop index ix_audit_logs_user_id;
create index ix_audit_logs_user_id on audit_logs (organization_id, user_id, created_at desc, id desc);
create index ix_audit_logs_entity_type on audit_logs (organization_id, entity_type, created_at desc, id desc);
create index ix_audit_logs_action on audit_logs (organization_id, action, created_at desc, id desc)
  where action not in ('CREATE', 'UPDATE');
create or replace view scoped.stops with (security_barrier) as
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

create or replace view scoped.stop_items with (security_barrier) as
select i.organization_id, i.id, i.booking_id, i.status, i.version, t.code, t.name as test_name, t.sample_type,
  t.tube_type,
  t.sample_quantity_ml, t.sample_collection_instructions, t.id as test_id, t.preparation
from public.booking_items i
join public.tests t on t.organization_id = i.organization_id and t.id = i.test_id
where i.organization_id = (select desk.organization_id())
  and exists (select from scoped.stops s where s.organization_id = i.organization_id and s.booking_id = i.booking_id);

-- Passwords somebody else has set --------------------------------------------------------------------------------------

alter table staff
  add column password_set_by bigint,
  add constraint fk_staff_password_set_by foreign key (organization_id, password_set_by)
    references staff (organization_id, id) on delete set null (password_set_by);
create index ix_staff_password_set_by on staff (organization_id, password_set_by) where password_set_by is not null;
comment on column staff.password_set_by is
  'Who gave the password when its person did not choose it; such a password signs in but approves nothing.';

create function desk.note_password() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  new.password_set_by := nullif(desk.staff_id(), new.id);
  if not exists (select from staff s
    where s.organization_id = new.organization_id and s.id = new.password_set_by) then
    new.password_set_by := null;
  end if;
  return new;
end $$;
comment on function desk.note_password() is 'Remembers who set a password, unless its person did.';
create trigger tr_staff_password before update of hashed_password on staff
  for each row execute function desk.note_password();

-- A password that was given is not made one's own by typing it again.
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
    if p_new = p_current then
      raise exception using errcode = 'LB051', message = 'the new password is the present one',
        hint = 'Choose another one.';
    end if;
    update staff s set hashed_password = desk.hash_password(p_new)
    where s.organization_id = session.organization_id and s.id = session.staff_id;
    update staff_sessions s set revoked_at = now()
    where s.organization_id = session.organization_id and s.staff_id = session.staff_id and s.id <> session.id
      and s.revoked_at is null;
    perform desk.write_audit(session.organization_id, 'PASSWORD', 'staff', session.staff_id, null, null);
  end if;
  return next;
end $$;

create function desk.guard_approval() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if exists (select from staff s where s.organization_id = new.organization_id and s.id = new.approved_by
    and s.password_set_by is not null) then
    raise exception using errcode = 'LB018', table = tg_table_name,
      message = 'this colleague has not chosen a password of their own yet',
      hint = 'Whoever was given a password changes it first; then they can approve.';
  end if;
  return new;
end $$;
comment on function desk.guard_approval() is 'A password that somebody else knows is not a second person.';
create trigger tr_approvals_guard before insert on approvals for each row execute function desk.guard_approval();

create or replace function desk.guard_staff() returns trigger
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if desk.is_desk(tg_relid) then
    perform desk.require_rank(old.id);
    if (new.role, new.is_superuser, new.is_organization_owner, new.is_active, new.is_locked, new.locked_at,
      new.login_attempts, new.last_login, new.approved_at, new.approved_by, new.password_set_by,
      new.home_organization_id, new.home_staff_id)
      is distinct from (old.role, old.is_superuser, old.is_organization_owner, old.is_active, old.is_locked,
        old.locked_at, old.login_attempts, old.last_login, old.approved_at, old.approved_by, old.password_set_by,
        old.home_organization_id, old.home_staff_id) then
      raise exception using errcode = 'LB012',
        message = 'roles, locks and approvals of staff change through their own functions', table = tg_table_name;
    end if;
  end if;
  return new;
end $$;

insert into desk.managed_columns (table_name, column_name) values
  ('staff', 'is_active'), ('staff', 'password_set_by');

-- Tries that cannot be taken back --------------------------------------------------------------------------------------

-- Whoever holds the desk's credentials could try a password, read the answer and roll back, and no failure would ever be
-- counted. What a sequence counts stays counted, so each account has one for passwords and one for codes, which is set
-- before anything is compared. They are only read and set under the row lock of the account.

create table desk.tries (
  organization_id bigint not null,
  staff_id bigint not null,
  forgiven bigint not null,
  constraint pk_tries primary key (organization_id, staff_id),
  constraint fk_tries_staff_id foreign key (organization_id, staff_id)
    references staff (organization_id, id) on delete cascade
);
comment on table desk.tries is 'Where the count of tries stood when the account was last unlocked.';

create function desk.tries_name(p_kind text, p_organization_id bigint, p_staff_id bigint) returns text
language sql immutable parallel safe
return format('desk.%I', format('%s_tries_%s_%s', p_kind, p_organization_id, p_staff_id));
comment on function desk.tries_name(text, bigint, bigint) is
  'The sequence that counts the tries of an account; the kind is password or code.';

create function desk.tries_made(p_kind text, p_organization_id bigint, p_staff_id bigint) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  counter constant regclass := to_regclass(desk.tries_name(p_kind, p_organization_id, p_staff_id));
  made bigint := 0;
begin
  if counter is not null then
    execute format('select last_value from %s', counter) into made;
  end if;
  return made;
end $$;
comment on function desk.tries_made(text, bigint, bigint) is 'How many tries have been begun, undone ones included.';

create function desk.set_tries(p_kind text, p_organization_id bigint, p_staff_id bigint, p_made bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  counter constant text := desk.tries_name(p_kind, p_organization_id, p_staff_id);
begin
  if to_regclass(counter) is null then
    execute format('create sequence %s minvalue 0 start 0', counter);
  end if;
  perform setval(counter, p_made);
end $$;
comment on function desk.set_tries(text, bigint, bigint, bigint) is
  'Sets how many tries have been begun, whatever becomes of this transaction.';

create function desk.keep_tries() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  case tg_op
    when 'INSERT' then
      perform desk.set_tries(kind, new.organization_id, new.id, 0) from unnest('{password,code}'::text[]) as kind;
    when 'UPDATE' then
      insert into desk.tries as t (organization_id, staff_id, forgiven)
      values (new.organization_id, new.id, desk.tries_made('password', new.organization_id, new.id))
      on conflict on constraint pk_tries do update set forgiven = excluded.forgiven
      where t.forgiven <> excluded.forgiven;
    when 'DELETE' then
      execute format('drop sequence if exists %s, %s', desk.tries_name('password', old.organization_id, old.id),
        desk.tries_name('code', old.organization_id, old.id));
  end case;
  return null;
end $$;
comment on function desk.keep_tries() is
  'Gives each account its counts of tries, and lets that of passwords begin anew when the account is unlocked.';
create trigger tr_staff_tries after insert or delete on staff for each row execute function desk.keep_tries();
create trigger tr_staff_forgive after update of login_attempts on staff
  for each row when (new.login_attempts = 0 and not new.is_locked) execute function desk.keep_tries();
select desk.set_tries(kind, s.organization_id, s.id, case kind when 'password' then s.login_attempts else 0 end)
from staff s cross join unnest('{password,code}'::text[]) as kind;

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
  forgiven bigint;
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
  if person.id is not null then
    forgiven := coalesce((select t.forgiven from desk.tries t
      where t.organization_id = p_organization_id and t.staff_id = person.id), 0);
    failures := least(attempts_allowed,
      greatest(person.login_attempts, desk.tries_made('password', p_organization_id, person.id) - forgiven));
    if failures < attempts_allowed then
      perform desk.set_tries('password', p_organization_id, person.id, forgiven + failures + 1);
    end if;
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
  elsif failures < attempts_allowed and person.hashed_password is not null and computed = stored then
    staff_id := person.id;
    perform desk.set_tries('password', p_organization_id, person.id, forgiven);
    outcome := case when person.is_active then 'ok' else 'inactive' end;
    update staff set login_attempts = 0
    where organization_id = p_organization_id and id = person.id and login_attempts > 0;
    return;
  else
    failures := least(failures + 1, attempts_allowed);
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

-- Hiring and roles -----------------------------------------------------------------------------------------------------

update staff set approved_at = coalesce(created_at, now()) where approved_at is null and is_active;
alter table staff add constraint ck_staff_approved check (approved_at is not null or not is_active);

create function desk.rank_of_role(p_role text) returns integer
language sql immutable parallel safe
return case p_role when 'organization_owner' then 2 when 'admin' then 1 else 0 end;
comment on function desk.rank_of_role(text) is 'The rank that a role alone gives.';

create function desk.require_role(p_role text) returns void
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('staff.manage');
begin
  if not exists (select from role_permissions r where r.role = p_role) then
    raise exception using errcode = 'LB007', message = format('there is no role %s', p_role);
  end if;
  if desk.rank_of_role(p_role) > desk.rank_of(session.organization_id, session.staff_id) then
    raise exception using errcode = 'LB061', message = 'this role stands above you';
  end if;
end $$;
comment on function desk.require_role(text) is 'LB061 for a role above the rank of the session.';

create function desk.hire(
  p_name text, p_phone text, p_email text, p_role text, p_assigned_area text, p_password text, p_is_approved boolean
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('staff.manage');
  added bigint;
begin
  perform desk.require_role(p_role);
  insert into staff (organization_id, name, phone, email, hashed_password, role, assigned_area, is_active,
    approved_at, approved_by, is_organization_owner, password_set_by)
  values (session.organization_id, btrim(p_name), btrim(p_phone), nullif(btrim(p_email), ''),
    desk.hash_password(p_password), p_role, nullif(btrim(p_assigned_area), ''), p_is_approved,
    case when p_is_approved then now() end, case when p_is_approved then session.staff_id end,
    p_role = 'organization_owner', session.staff_id)
  returning id into added;
  return added;
end $$;
comment on function desk.hire(text, text, text, text, text, text, boolean) is
  'Makes an account of no higher rank with a first password, approved at once or waiting for approval.';

create function desk.approve_account(p_staff_id bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require_rank(p_staff_id);
begin
  update staff set approved_at = now(), approved_by = session.staff_id, is_active = true
  where organization_id = session.organization_id and id = p_staff_id and approved_at is null;
  if not found then
    raise exception using errcode = 'LB019', message = 'this account is approved already';
  end if;
end $$;
comment on function desk.approve_account(bigint) is 'Lets an account that waits for approval sign in.';

create function desk.require_turn(p_staff_id bigint) returns staff_sessions
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require_rank(p_staff_id);
begin
  perform from staff s
  where s.organization_id = session.organization_id and s.id in (session.staff_id, p_staff_id)
  order by s.id for no key update;
  return desk.require_rank(p_staff_id);
end $$;
comment on function desk.require_turn(bigint) is
  'desk.require_rank with both accounts locked: of two people who take each other''s rights at once, one keeps theirs.';

create function desk.change_role(p_staff_id bigint, p_role text, p_reason text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require_turn(p_staff_id);
begin
  perform desk.require_role(p_role);
  perform set_config('labrador.reason', coalesce(btrim(p_reason), ''), true);
  update staff set role = p_role, is_organization_owner = p_role = 'organization_owner'
  where organization_id = session.organization_id and id = p_staff_id;
  if p_role <> 'collector' then
    perform desk.return_visits(session.organization_id, p_staff_id);
  end if;
end $$;
comment on function desk.change_role(bigint, text, text) is
  'Gives a colleague another role of no higher rank; whoever stops collecting gives their open visits back.';

-- A collector who drops out hands over what has not been collected, wherever they are.
insert into desk.allowed_moves (machine, from_status, to_status, permission, own_rows, needs_reason, needs_second)
values
  ('booking', 'en_route', 'confirmed', 'visits.assign', false, true, false),
  ('booking', 'arrived', 'confirmed', 'visits.assign', false, true, false);

create function desk.return_visits(p_organization_id bigint, p_staff_id bigint) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  returned integer;
begin
  -- Bookings before visits, as desk.move locks them.
  perform from bookings b where b.organization_id = p_organization_id and b.id in (
    select v.booking_id from visits v where v.organization_id = p_organization_id and v.staff_id = p_staff_id
      and v.status in ('assigned', 'en_route', 'arrived'))
  order by b.id for no key update;
  update visits v set status = 'confirmed', staff_id = null, sequence = null
  where v.organization_id = p_organization_id and v.staff_id = p_staff_id
    and v.status in ('assigned', 'en_route', 'arrived');
  get diagnostics returned = row_count;
  return returned;
end $$;
comment on function desk.return_visits(bigint, bigint) is
  'Takes the open visits of a collector back to unassigned; answers how many.';

-- An assignment waits for a collector who is leaving, and the leaving for an assignment: neither overlooks the other.
create function desk.hold_collector() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if desk.staff_id() is not null then
    perform from staff s where s.organization_id = new.organization_id and s.id = new.staff_id and s.role = 'collector'
      and s.is_active for share;
    if not found then
      raise exception using errcode = 'LB020', table = tg_table_name,
        message = 'only an active collector can be assigned to a visit';
    end if;
  end if;
  return new;
end $$;
comment on function desk.hold_collector() is 'Keeps a collector active until an assignment to them is saved.';
create trigger tr_visits_collector_insert before insert on visits
  for each row when (new.staff_id is not null) execute function desk.hold_collector();
create trigger tr_visits_collector_update before update of staff_id on visits
  for each row when (new.staff_id is not null and new.staff_id is distinct from old.staff_id)
  execute function desk.hold_collector();

create function desk.set_active(p_staff_id bigint, p_is_active boolean, p_reason text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require_turn(p_staff_id);
  returned integer := 0;
begin
  perform set_config('labrador.reason', coalesce(btrim(p_reason), ''), true);
  if not p_is_active and coalesce(btrim(p_reason), '') = '' then
    raise exception using errcode = 'LB004', message = 'deactivating an account needs a reason';
  end if;
  if p_is_active and exists (select from staff s
    where s.organization_id = session.organization_id and s.id = p_staff_id and s.approved_at is null) then
    raise exception using errcode = 'LB019', message = 'this account waits for approval';
  end if;
  update staff set is_active = p_is_active
  where organization_id = session.organization_id and id = p_staff_id and is_active <> p_is_active;
  if not p_is_active then
    perform desk.end_sessions_of(session.organization_id, p_staff_id, null);
    returned := desk.return_visits(session.organization_id, p_staff_id);
  end if;
  return returned;
end $$;
comment on function desk.set_active(bigint, boolean, text) is
  'Deactivates or reactivates an account. Deactivating ends its sessions at once and returns its open visits to '
  'unassigned; answers how many.';

-- Sessions -------------------------------------------------------------------------------------------------------------

create function desk.end_sessions_of(p_organization_id bigint, p_staff_id bigint, p_but_not bigint) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  ended integer;
begin
  update staff_sessions s set revoked_at = now()
  where s.organization_id = p_organization_id and s.staff_id = p_staff_id and s.revoked_at is null
    and s.expires_at > now() and s.id is distinct from p_but_not;
  get diagnostics ended = row_count;
  return ended;
end $$;
comment on function desk.end_sessions_of(bigint, bigint, bigint) is
  'Ends the sessions of a staff member but one; answers how many.';

create function desk.sign_out_everywhere() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('session');
begin
  perform desk.write_audit(session.organization_id, 'SIGN_OUT', 'staff', session.staff_id, null,
    '{"everywhere": true}');
  return desk.end_sessions_of(session.organization_id, session.staff_id, null);
end $$;
comment on function desk.sign_out_everywhere() is 'Ends every session of the person at this desk, this one too.';

create function desk.end_sessions(p_staff_id bigint) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require_rank(p_staff_id);
begin
  perform desk.write_audit(session.organization_id, 'SIGN_OUT', 'staff', p_staff_id, null, '{"everywhere": true}');
  return desk.end_sessions_of(session.organization_id, p_staff_id, null);
end $$;
comment on function desk.end_sessions(bigint) is 'Ends every session of a colleague of no higher rank.';

create function desk.own_sessions() returns table (
  id bigint, origin text, agent text, began_at timestamp, seen_at timestamp, is_this boolean
)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  session staff_sessions := desk.require('session');
begin
  return query
  select s.id, s.origin, s.agent, s.created_at at time zone o.time_zone, s.last_seen_at at time zone o.time_zone,
    s.id = session.id
  from staff_sessions s
  join organizations o on o.id = s.organization_id
  where s.organization_id = session.organization_id and s.staff_id = session.staff_id and s.revoked_at is null
    and s.expires_at > now() and s.last_seen_at + s.idle_limit > now()
  order by s.created_at desc, s.id desc;
end $$;
comment on function desk.own_sessions() is 'Where the person at this desk is signed in, local times.';

create function desk.notify_session() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  perform pg_notify(o.channel, json_build_object('table', 'staff_sessions', 'id', new.id, 'version', 0)::text)
  from organizations o where o.id = new.organization_id;
  return null;
end $$;
comment on function desk.notify_session() is 'Tells the desks which session has ended.';
create trigger tr_staff_sessions_notify after update of revoked_at on staff_sessions
  for each row when (old.revoked_at is null and new.revoked_at is not null)
  execute function desk.notify_session();

create function desk.notify_grant() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  changed permissions := case when tg_op = 'DELETE' then old else new end;
begin
  perform pg_notify(o.channel, json_build_object('table', 'staff', 'id', changed.user_id, 'version', 0)::text)
  from organizations o where o.id = changed.organization_id;
  return null;
end $$;
comment on function desk.notify_grant() is 'Tells the desks whose rights changed.';
create trigger tr_permissions_notify after insert or update or delete on permissions
  for each row execute function desk.notify_grant();
create trigger tr_staff_notify after insert or delete or update of name, phone, email, role, assigned_area, is_active,
  is_locked, approved_at, is_organization_owner, is_superuser, password_set_by on staff
  for each row execute function desk.notify();

-- Codes for a forgotten password ---------------------------------------------------------------------------------------

alter table otps
  add column staff_id bigint,
  add column issued_by bigint,
  add column attempts integer not null default 0 constraint ck_otps_attempts check (attempts between 0 and 5),
  add column tries_before bigint not null default 0,
  add constraint fk_otps_staff_id foreign key (organization_id, staff_id)
    references staff (organization_id, id) on delete cascade,
  add constraint fk_otps_issued_by foreign key (organization_id, issued_by)
    references staff (organization_id, id) on delete set null (issued_by);
create unique index uq_otps_valid on otps (organization_id, staff_id) where staff_id is not null and not is_used;
create index ix_otps_issued_by on otps (organization_id, issued_by);
comment on column otps.code is 'bcrypt of the six digits; legacy rows hold what the legacy application wrote.';
comment on column otps.staff_id is 'Whose password the code resets; null for legacy rows.';
comment on column otps.is_used is 'Redeemed, or void because a newer code was issued or five tries failed.';
comment on column otps.attempts is 'Wrong codes typed; the fifth voids the code.';
comment on column otps.tries_before is 'How many codes the account had tried when this one was issued.';

create function desk.issue_code(p_staff_id bigint) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require_rank(p_staff_id);
  code constant text := lpad((('x' || encode(gen_random_bytes(6), 'hex'))::bit(48)::bigint % 1000000)::text, 6, '0');
begin
  perform from staff where organization_id = session.organization_id and id = p_staff_id for no key update;
  update otps o set is_used = true
  where o.organization_id = session.organization_id and o.staff_id = p_staff_id and not o.is_used;
  insert into otps (organization_id, phone, code, expires_at, staff_id, issued_by, tries_before)
  select s.organization_id, s.phone, crypt(code, gen_salt('bf', 10)), now() + interval '10 minutes', s.id,
    session.staff_id, desk.tries_made('code', s.organization_id, s.id)
  from staff s where s.organization_id = session.organization_id and s.id = p_staff_id;
  perform desk.write_audit(session.organization_id, 'CODE', 'staff', p_staff_id, null, null);
  return code;
end $$;
comment on function desk.issue_code(bigint) is
  'A six-digit code with which a colleague of no higher rank chooses a new password within ten minutes; older codes '
  'are void.';

create function desk.redeem_code(
  p_slug text, p_phone text, p_code text, p_password text, p_origin text default null, p_agent text default null
) returns table (outcome text, token text)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  nobody constant text := '$2a$10$6r7uYY4ELVAeUsGvws65d.bRYt.DPb4dLOCWWFGrH4o6xyegoLSRW';
  place organizations;
  person staff;
  valid otps;
  tries bigint;
  is_right boolean;
begin
  if length(coalesce(p_password, '')) < 8 or octet_length(p_password) > 72 then
    outcome := 'weak';
    return next;
    return;
  end if;
  select * into place from organizations o where o.slug = lower(btrim(p_slug));
  select * into person from staff s
  where s.organization_id = place.id and s.id = desk.staff_by_phone(place.id, p_phone) for no key update;
  select * into valid from otps o
  where o.organization_id = person.organization_id and o.staff_id = person.id and not o.is_used
    and o.expires_at > now();
  if valid.id is not null then
    tries := greatest(valid.attempts, desk.tries_made('code', valid.organization_id, valid.staff_id)
      - valid.tries_before);
    if tries < 5 then
      perform desk.set_tries('code', valid.organization_id, valid.staff_id, valid.tries_before + tries + 1);
    end if;
  end if;
  is_right := crypt(regexp_replace(coalesce(p_code, ''), '\s', '', 'g'), coalesce(valid.code, nobody)) = valid.code
    and tries < 5;
  if is_right is not true then
    update otps o set attempts = least(tries + 1, 5), is_used = tries + 1 >= 5
    where o.organization_id = valid.organization_id and o.id = valid.id;
    if person.id is not null then
      perform desk.write_audit(person.organization_id, 'CODE_FAILED', 'staff', person.id, null, null, person.id,
        p_origin, p_agent);
    end if;
    outcome := 'wrong';
  elsif not person.is_active then
    outcome := 'inactive';
  elsif not place.is_active then
    outcome := 'suspended';
  else
    update otps o set is_used = true where o.organization_id = valid.organization_id and o.id = valid.id;
    if person.is_locked then
      perform desk.write_audit(person.organization_id, 'UNLOCK', 'staff', person.id, null, '{"by": "code"}',
        person.id, p_origin, p_agent);
    end if;
    update staff s set hashed_password = desk.hash_password(p_password), is_locked = false, locked_at = null,
      login_attempts = 0
    where s.organization_id = person.organization_id and s.id = person.id;
    perform desk.end_sessions_of(person.organization_id, person.id, null);
    perform desk.write_audit(person.organization_id, 'PASSWORD', 'staff', person.id, null, null, person.id, p_origin,
      p_agent);
    token := desk.open_session(person.organization_id, person.id, p_origin, p_agent, person.last_login);
    outcome := 'ok';
  end if;
  return next;
end $$;
comment on function desk.redeem_code(text, text, text, text, text, text) is
  'Chooses a new password with a code and signs in: outcome ok, wrong, weak, inactive or suspended. Unknown phones '
  'answer as wrong codes do and take as long.';

-- Organisations --------------------------------------------------------------------------------------------------------

alter table organizations
  add column version bigint not null default 1,
  add column idle_lock_minutes integer not null default 5
    constraint ck_organizations_idle_lock_minutes check (idle_lock_minutes between 1 and 60);
comment on column organizations.idle_lock_minutes is 'A desk that nobody touches for so long asks for the password.';
create trigger tr_organizations_version before update on organizations
  for each row execute function desk.bump_version_and_time();

create function desk.notify_organization() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  perform pg_notify(new.channel, json_build_object('table', 'organizations', 'id', new.id, 'version',
    new.version)::text);
  return null;
end $$;
comment on function desk.notify_organization() is 'Tells the desks of an organisation that it changed.';
create trigger tr_organizations_notify after update on organizations
  for each row execute function desk.notify_organization();

create function desk.organizations() returns table (
  id bigint, name text, slug text, address text, phone text, email text, tax_id text, logo_url text, currency text,
  time_zone text, country_code text, idle_lock_minutes integer, is_active boolean, version bigint, created_at timestamp,
  active_staff bigint, last_login timestamp, is_here boolean, has_bookings boolean
)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  session staff_sessions := desk.require('organizations.manage');
  zone constant text := (select o.time_zone from organizations o where o.id = session.organization_id);
begin
  return query
  select o.id, o.name::text, o.slug::text, o.address::text, o.phone::text, o.email::text, o.tax_id::text,
    o.logo_url::text, o.currency::text, o.time_zone::text, o.country_code::text, o.idle_lock_minutes, o.is_active,
    o.version, o.created_at at time zone zone,
    (select count(*) from staff s where s.organization_id = o.id and s.is_active and s.home_staff_id is null),
    (select max(s.last_login) from staff s where s.organization_id = o.id and s.home_staff_id is null)
      at time zone zone,
    o.id = session.organization_id, exists (select from bookings b where b.organization_id = o.id)
  from organizations o
  order by o.name, o.id;
end $$;
comment on function desk.organizations() is
  'Every organisation, for the system administrator; times are local to the desk that asks.';

create function desk.require_time_zone(p_time_zone text) returns void
language plpgsql stable set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  perform now() at time zone p_time_zone;
exception when invalid_parameter_value then
  raise exception using errcode = 'LB052', message = format('%s is not a time zone', p_time_zone),
    hint = 'Name one like Asia/Kolkata.';
end $$;

create function desk.found_organization(
  p_name text, p_slug text, p_currency text, p_time_zone text, p_country_code text,
  p_owner_name text, p_owner_phone text, p_password text
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('organizations.manage');
  added bigint;
begin
  added := desk.add_organization(p_name, p_slug, p_currency, p_time_zone, p_country_code);
  perform desk.add_staff(added, p_owner_name, p_owner_phone, null, p_password, 'organization_owner', null, true, false);
  perform desk.write_audit(session.organization_id, 'CREATE', 'organizations', added, null,
    jsonb_build_object('name', p_name, 'slug', p_slug));
  return added;
end $$;
comment on function desk.found_organization(text, text, text, text, text, text, text, text) is
  'Makes an organisation together with its owner, who signs in with the password given here.';

create function desk.edit_organization(p_id bigint, p_version bigint, p_values jsonb) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('organizations.manage');
  before organizations;
  after organizations;
begin
  select * into before from organizations o where o.id = p_id for no key update;
  if before.id is null then
    raise exception using errcode = 'LB007', message = 'there is no such organisation';
  end if;
  if before.version <> p_version then
    raise exception using errcode = 'LB014', table = 'organizations',
      message = 'this organisation was changed in the meantime';
  end if;
  select r.* into after from jsonb_populate_record(before, p_values - array['id', 'channel', 'is_active', 'version',
    'created_at', 'updated_at', 'currency_exponent']) r;
  after.slug := lower(btrim(after.slug));
  after.currency := upper(btrim(after.currency));
  perform desk.require_time_zone(after.time_zone);
  if after.currency <> before.currency then
    if exists (select from bookings b where b.organization_id = p_id) then
      raise exception using errcode = 'LB054', table = 'organizations', column = 'currency',
        message = 'the currency stays once there are bookings';
    end if;
    after.currency_exponent := case when after.currency in ('JPY', 'KRW', 'VND') then 0
      when after.currency in ('KWD', 'BHD', 'OMR', 'JOD', 'TND') then 3 else 2 end;
  end if;
  update organizations o set name = btrim(after.name), slug = after.slug, address = nullif(btrim(after.address), ''),
    phone = nullif(btrim(after.phone), ''), email = nullif(btrim(after.email), ''),
    tax_id = nullif(btrim(after.tax_id), ''), logo_url = nullif(btrim(after.logo_url), ''),
    currency = after.currency, currency_exponent = after.currency_exponent, time_zone = after.time_zone,
    idle_lock_minutes = after.idle_lock_minutes
  where o.id = p_id
  returning o.version into p_version;
  return p_version;
end $$;
comment on function desk.edit_organization(bigint, bigint, jsonb) is
  'Changes name, slug, address, phone, email, tax id, logo, currency (before the first booking), time zone and idle '
  'lock of the version that was read; answers the new version.';

create function desk.set_organization_active(p_id bigint, p_is_active boolean, p_reason text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('organizations.manage');
begin
  if p_id = session.organization_id then
    raise exception using errcode = 'LB061', message = 'nobody suspends the organisation they are in';
  end if;
  -- Somebody has to be able to bring it back.
  if exists (select from staff s where s.organization_id = session.organization_id and s.id = session.staff_id
    and s.home_organization_id = p_id) then
    raise exception using errcode = 'LB061', message = 'nobody suspends the organisation they come from';
  end if;
  if not p_is_active and coalesce(btrim(p_reason), '') = '' then
    raise exception using errcode = 'LB004', message = 'suspending an organisation needs a reason';
  end if;
  perform set_config('labrador.reason', coalesce(btrim(p_reason), ''), true);
  update organizations o set is_active = p_is_active where o.id = p_id and o.is_active <> p_is_active;
  perform desk.write_audit(session.organization_id, case when p_is_active then 'RESUME' else 'SUSPEND' end,
    'organizations', p_id, null, null);
end $$;
comment on function desk.set_organization_active(bigint, boolean, text) is
  'Suspends an organisation, whose sessions end at once, or lets it work again.';

create function desk.switch_organization(p_id bigint, p_origin text, p_agent text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('organizations.manage');
  opened text;
begin
  if not exists (select from organizations o where o.id = p_id and o.is_active) then
    raise exception using errcode = 'LB055', message = 'this organisation is suspended';
  end if;
  opened := desk.visit_organization(p_id, p_origin, p_agent);
  perform desk.write_audit(session.organization_id, 'SWITCH', 'organizations', p_id, null, null);
  update staff_sessions s set revoked_at = now()
  where s.organization_id = session.organization_id and s.id = session.id;
  return opened;
end $$;
comment on function desk.switch_organization(bigint, text, text) is
  'Leaves this organisation for another, or for home, by a session there; answers its token.';

-- Profile --------------------------------------------------------------------------------------------------------------

drop function desk.profile();
create function desk.profile() returns table (
  staff_id bigint, staff_name text, role text, is_superuser boolean, organization_id bigint, organization_name text,
  slug text, currency text, currency_exponent integer, currency_symbol text, time_zone text, country_code text,
  channel text, local_now timestamp, utc_offset_seconds integer, last_login timestamptz, last_login_at timestamp,
  permissions text[], session_id bigint, idle_lock_minutes integer, has_given_password boolean,
  home_organization_id bigint
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
    session.previous_login, session.previous_login at time zone o.time_zone,
    array(select held.permission from desk.permissions_of(o.id, p.id) as held (permission) order by 1),
    session.id, o.idle_lock_minutes, p.password_set_by is not null, p.home_organization_id
  from staff p
  join organizations o on o.id = p.organization_id
  where p.organization_id = session.organization_id and p.id = session.staff_id;
end $$;
comment on function desk.profile() is 'Who is signed in, where, and what they may do; no row without a session.';

-- Figures of a month ---------------------------------------------------------------------------------------------------

create function desk.numbers(p_month date)
returns table (section text, name text, figure bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  organization constant bigint := (desk.require('analytics.read')).organization_id;
  smallest constant integer := case when desk.allowed('clients.read') then 1 else 5 end;
  first_day date;
begin
  -- Whole months alone: two periods that overlap would tell the few bookings between them.
  select date_trunc('month', coalesce(p_month, (now() at time zone o.time_zone)::date))::date into first_day
  from organizations o where o.id = organization;
  return query
  with of_month as (
    select b.id, b.pet_id, b.total, b.discount,
      case when b.status in ('cancelled', 'no_show', 'failed_visit') then b.status else 'kept' end as outcome
    from bookings b
    join organizations o on o.id = b.organization_id
    where b.organization_id = organization and b.status <> 'draft'
      and b.booking_date >= first_day::timestamp at time zone o.time_zone
      and b.booking_date < (first_day + interval '1 month') at time zone o.time_zone
  ),
  groups as (
    select 'outcome' as section, k.name, count(m.id) as size
    from unnest(array['kept', 'cancelled', 'no_show', 'failed_visit']) as k (name)
    left join of_month m on m.outcome = k.name
    group by k.name
    union all
    select 'species', p.species::text, count(*)
    from of_month m join pets p on p.organization_id = organization and p.id = m.pet_id
    group by p.species
    union all
    select 'test', coalesce(t.code, t.name)::text, sum(i.quantity)
    from of_month m
    join booking_items i on i.organization_id = organization and i.booking_id = m.id and i.status <> 'cancelled'
    join tests t on t.organization_id = organization and t.id = i.test_id
    group by t.id, t.code, t.name
  ),
  marked as (
    -- How many are kept is never told; what the bookings leave besides the figures told is then kept or hidden.
    select g.section, g.name, g.size::bigint as size,
      g.section = 'outcome' and g.name = 'kept' or g.size between 1 and smallest - 1 as is_hidden
    from groups g
  ),
  ranked as (
    select m.*, row_number() over (partition by m.section, m.is_hidden or m.size = 0 order by m.size, m.name) as place,
      coalesce(sum(m.size) filter (where m.is_hidden) over (partition by m.section), 0) as hidden
    from marked m
  ),
  sums as (
    select count(*) as bookings, count(*) filter (where m.outcome = 'kept') as kept,
      count(*) filter (where m.outcome = 'kept' and m.discount > 0) as discounted,
      coalesce(sum(m.total) filter (where m.outcome = 'kept'), 0)::bigint as revenue,
      coalesce(sum(m.discount) filter (where m.outcome = 'kept'), 0)::bigint as discount
    from of_month m
  )
  select 'total', t.name, case when t.size not between 1 and smallest - 1 then t.figure end
  from sums s
  cross join lateral (values
    ('bookings', s.bookings, s.bookings), ('revenue', s.revenue, s.kept), ('discount', s.discount, s.discounted)
  ) as t (name, figure, size)
  union all
  -- Where hidden groups come to fewer than five together, the sum would tell so: the smallest other one is hidden too.
  select r.section, r.name, case when not r.is_hidden
    and not (r.section <> 'test' and r.size > 0 and r.place = 1 and r.hidden between 1 and smallest - 1) then r.size end
  from ranked r
  where r.name <> 'kept' or r.section <> 'outcome';
end $$;
comment on function desk.numbers(date) is
  'Bookings of a month in counts and minor units: totals, outcomes, species, tests. Null where the figure is of fewer '
  'than five, or would give such a one away, for whoever may not see clients.';

-- A desk that receives specimens tells the others.
create trigger tr_booking_items_notify after update on booking_items for each row execute function desk.notify();

-- Grants ---------------------------------------------------------------------------------------------------------------

select desk.apply_policies();
select desk.apply_audit();

grant select on all tables in schema scoped to labrador_desk;
revoke execute on all functions in schema desk, search from public;
revoke execute on function desk.visit_organization(bigint, text, text) from labrador_desk;
revoke execute on function set_offer_tests(bigint, bigint, text) from public;
grant execute on function
  desk.profile(), desk.hire(text, text, text, text, text, text, boolean), desk.approve_account(bigint),
  desk.change_role(bigint, text, text), desk.set_active(bigint, boolean, text), desk.sign_out_everywhere(),
  desk.end_sessions(bigint), desk.own_sessions(), desk.issue_code(bigint),
  desk.redeem_code(text, text, text, text, text, text), desk.organizations(),
  desk.found_organization(text, text, text, text, text, text, text, text),
  desk.edit_organization(bigint, bigint, jsonb), desk.set_organization_active(bigint, boolean, text),
  desk.switch_organization(bigint, text, text), desk.numbers(date)
to labrador_desk;
