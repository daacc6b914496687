-- Who may see and do what: sessions, permissions, row-level security, narrowed views, the audit trail and sign-in.
--
-- The application connects as labrador_desk, which owns nothing. Every transaction names its session
-- (set_config('labrador.session', token, true)); policies look the session up by the hash of that token, so a connection
-- without a valid token sees no row. Definer functions run as labrador_owner and work through the owner_all policies.

create schema desk;
comment on schema desk is 'Sessions, permissions and the functions the desks call.';
create schema scoped;
comment on schema scoped is 'Views for roles that may see people and pets only in part; each repeats the organisation and permission filter.';

-- Staff accounts -----------------------------------------------------------------------------------------------------

alter table staff
  add column login_attempts integer not null default 0,
  add column is_locked boolean not null default false,
  add column locked_at timestamptz,
  add column last_login timestamptz,
  add column approved_at timestamptz,
  add column approved_by bigint,
  add column is_superuser boolean not null default false,
  add column is_organization_owner boolean not null default false,
  add column home_organization_id bigint,
  add column home_staff_id bigint,
  add constraint fk_staff_approved_by foreign key (organization_id, approved_by)
    references staff (organization_id, id) on delete set null (approved_by),
  add constraint fk_staff_home_staff_id foreign key (home_organization_id, home_staff_id)
    references staff (organization_id, id) on delete cascade,
  add constraint ck_staff_login_attempts check (login_attempts >= 0),
  add constraint ck_staff_home check ((home_organization_id is null) = (home_staff_id is null));
alter table staff alter column hashed_password drop not null;

comment on column staff.hashed_password is 'bcrypt; null for a system administrator visiting from another organisation, who has no password here.';
comment on column staff.login_attempts is 'Wrong passwords in a row; five lock the account.';
comment on column staff.is_locked is 'Refuses even the right password until somebody with staff.manage unlocks.';
comment on column staff.approved_by is 'The colleague who approved the account.';
comment on column staff.is_superuser is 'System administrator: may manage organisations and visit them.';
comment on column staff.is_organization_owner is 'Adds the permissions of an organisation owner to those of the role.';
comment on column staff.home_organization_id is 'Where a visiting system administrator comes from.';
comment on column staff.home_staff_id is 'The account of the visiting system administrator at home.';

create index ix_staff_approved_by on staff (organization_id, approved_by) where approved_by is not null;
create index ix_staff_home_staff_id on staff (home_organization_id, home_staff_id) where home_staff_id is not null;

create table staff_sessions (
  organization_id bigint not null,
  id bigint generated always as identity,
  staff_id bigint not null,
  token_hash bytea not null,
  origin text,
  agent text,
  previous_login timestamptz,
  idle_limit interval not null default interval '30 minutes',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '12 hours',
  revoked_at timestamptz,
  constraint pk_staff_sessions primary key (organization_id, id),
  constraint uq_staff_sessions_token_hash unique (token_hash),
  constraint fk_staff_sessions_staff_id foreign key (organization_id, staff_id)
    references staff (organization_id, id) on delete cascade,
  constraint ck_staff_sessions_token_hash check (octet_length(token_hash) = 32)
);
create index ix_staff_sessions_staff_id on staff_sessions (organization_id, staff_id, expires_at);
comment on table staff_sessions is 'One signed-in desk each. Takes the place of token_blacklist: a session ends by revoked_at, expires_at or idleness.';
comment on column staff_sessions.token_hash is 'SHA-256 of the token; the token itself is known to the desk alone.';
comment on column staff_sessions.origin is 'SSH peer or terminal the desk was started from.';
comment on column staff_sessions.agent is 'Program and version.';
comment on column staff_sessions.previous_login is 'The sign-in before this one, shown to its person.';
comment on column staff_sessions.idle_limit is 'The session ends when last_seen_at lies further back than this.';
comment on table token_blacklist is 'Tokens revoked before desks had sessions; superseded by staff_sessions and no longer written.';

create table desk.sign_in_failures (
  identity bytea not null,
  attempts integer not null,
  last_at timestamptz not null default now(),
  constraint pk_sign_in_failures primary key (identity)
);
comment on table desk.sign_in_failures is 'Failed sign-ins with unknown phones, so that they answer and lock exactly as known ones do.';
comment on column desk.sign_in_failures.identity is 'SHA-256 of organisation slug and phone digits.';

-- Permissions ------------------------------------------------------------------------------------------------------------

create table role_permissions (
  role text not null,
  permission text not null,
  constraint pk_role_permissions primary key (role, permission)
);
comment on table role_permissions is 'What each role may do unless its person holds further grants in permissions.';

insert into role_permissions (role, permission)
select role, unnest(string_to_array(codes, ' ')) from (values
  ('receptionist',
   'clients.read clients.write bookings.read bookings.write bookings.cancel visits.assign reports.read reports.deliver '
   'billing.read billing.write catalogue.read'),
  ('collector', 'visits.progress catalogue.read'),
  ('lab_tech', 'specimens.receive reports.read reports.enter reports.verify reports.deliver reports.amend catalogue.read'),
  ('analyst', 'analytics.read catalogue.read'),
  ('admin',
   'clients.read clients.write bookings.read bookings.write bookings.cancel bookings.cancel_collected visits.assign '
   'specimens.receive reports.read reports.verify reports.deliver reports.amend billing.read billing.write billing.refund '
   'catalogue.read prices.write offers.write clinic.write staff.manage analytics.read audit.read'),
  ('organization_owner',
   'clients.read clients.write bookings.read bookings.write bookings.cancel bookings.cancel_collected visits.assign '
   'reports.read billing.read billing.write billing.refund catalogue.read prices.write offers.write clinic.write '
   'staff.manage analytics.read audit.read')
) as defaults (role, codes);

create table permissions (
  organization_id bigint not null,
  id bigint generated always as identity,
  user_id bigint not null,
  permission text not null,
  granted_by bigint,
  granted_at timestamptz not null default now(),
  constraint pk_permissions primary key (organization_id, id),
  constraint uq_permissions_permission unique (organization_id, user_id, permission),
  constraint fk_permissions_organization_id foreign key (organization_id) references organizations (id),
  constraint fk_permissions_user_id foreign key (organization_id, user_id)
    references staff (organization_id, id) on delete cascade,
  constraint fk_permissions_granted_by foreign key (organization_id, granted_by)
    references staff (organization_id, id) on delete set null (granted_by),
  constraint ck_permissions_permission check (permission ~ '^[a-z_]+\.[a-z_]+$')
);
create index ix_permissions_granted_by on permissions (organization_id, granted_by);
comment on table permissions is 'Personal grants on top of the role.';
comment on column permissions.user_id is 'The staff member who holds the grant.';
comment on column permissions.granted_by is 'The staff member who granted it; null when set-up did.';

create table table_permissions (
  table_name text not null,
  verb text not null,
  permission text not null,
  constraint pk_table_permissions primary key (table_name, verb),
  constraint ck_table_permissions_verb check (verb in ('select', 'insert', 'update', 'delete'))
);
comment on table table_permissions is
  'The permission each verb on each table needs; desk.apply_policies() turns it into grants and policies. No row, no access.';
comment on column table_permissions.permission is 'A permission code, or session for whoever is signed in.';

insert into table_permissions (table_name, verb, permission) values
  ('organizations', 'select', 'session'),
  ('staff', 'select', 'session'),
  ('staff', 'update', 'staff.manage'),
  ('permissions', 'select', 'staff.manage'),
  ('audit_logs', 'select', 'audit.read'),
  ('request_log', 'select', 'session'),
  ('request_log', 'insert', 'session'),
  ('request_log', 'update', 'session'),
  ('clinic_info', 'select', 'session'),
  ('clinic_info', 'update', 'clinic.write'),
  ('users', 'select', 'clients.read'),
  ('users', 'insert', 'clients.write'),
  ('users', 'update', 'clients.write'),
  ('pets', 'select', 'clients.read'),
  ('pets', 'insert', 'clients.write'),
  ('pets', 'update', 'clients.write'),
  ('addresses', 'select', 'clients.read'),
  ('addresses', 'insert', 'clients.write'),
  ('addresses', 'update', 'clients.write'),
  ('addresses', 'delete', 'clients.write'),
  ('bookings', 'select', 'bookings.read'),
  ('bookings', 'insert', 'bookings.write'),
  ('bookings', 'update', 'bookings.write'),
  ('booking_items', 'select', 'bookings.read'),
  ('booking_items', 'insert', 'bookings.write'),
  ('booking_items', 'update', 'bookings.write'),
  ('test_batch_groups', 'select', 'bookings.read'),
  ('test_batch_groups', 'insert', 'bookings.write'),
  ('test_batch_groups', 'update', 'bookings.write'),
  ('prescription_uploads', 'select', 'bookings.read'),
  ('prescription_uploads', 'insert', 'bookings.write'),
  ('prescription_uploads', 'update', 'bookings.write'),
  ('test_reports', 'select', 'reports.read'),
  ('test_reports', 'insert', 'reports.enter'),
  ('test_reports', 'update', 'reports.enter'),
  ('test_categories', 'select', 'catalogue.read'),
  ('test_categories', 'insert', 'prices.write'),
  ('test_categories', 'update', 'prices.write'),
  ('tests', 'select', 'catalogue.read'),
  ('tests', 'insert', 'prices.write'),
  ('tests', 'update', 'prices.write'),
  ('test_tags', 'select', 'catalogue.read'),
  ('test_tags', 'insert', 'prices.write'),
  ('test_tags', 'update', 'prices.write'),
  ('test_tags', 'delete', 'prices.write'),
  ('offers', 'select', 'bookings.read'),
  ('offers', 'insert', 'offers.write'),
  ('offers', 'update', 'offers.write'),
  ('offer_tests', 'select', 'bookings.read'),
  ('offer_tests', 'insert', 'offers.write'),
  ('offer_tests', 'delete', 'offers.write'),
  ('coupons', 'select', 'bookings.read'),
  ('coupons', 'insert', 'offers.write'),
  ('coupons', 'update', 'offers.write'),
  ('coupon_redemptions', 'select', 'bookings.read'),
  ('coupon_redemptions', 'insert', 'bookings.write'),
  ('distance_pricing_configs', 'select', 'bookings.read'),
  ('distance_pricing_configs', 'insert', 'prices.write'),
  ('distance_pricing_configs', 'update', 'prices.write'),
  ('billing_records', 'select', 'billing.read'),
  ('billing_records', 'insert', 'billing.write'),
  ('billing_records', 'update', 'billing.write');

create table desk.hidden_columns (
  table_name text not null,
  column_name text not null,
  constraint pk_hidden_columns primary key (table_name, column_name)
);
comment on table desk.hidden_columns is 'Columns no desk may read or write; the audit trail redacts them.';
insert into desk.hidden_columns (table_name, column_name) values ('staff', 'hashed_password'), ('users', 'hashed_password');

create table desk.unaudited_tables (
  table_name text not null,
  constraint pk_unaudited_tables primary key (table_name)
);
comment on table desk.unaudited_tables is 'Tables whose values the audit trail leaves out: secrets, bookkeeping and the trail itself.';
insert into desk.unaudited_tables (table_name) values
  ('staff_sessions'), ('otps'), ('token_blacklist'), ('request_log'), ('audit_logs');

-- Audit trail and request log ------------------------------------------------------------------------------------------------

create table audit_logs (
  organization_id bigint not null,
  id bigint generated always as identity,
  user_id bigint,
  session_id bigint,
  action text not null,
  entity_type text not null,
  entity_id bigint,
  old_values jsonb,
  new_values jsonb,
  reason text,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default clock_timestamp(),
  constraint pk_audit_logs primary key (organization_id, id),
  constraint fk_audit_logs_organization_id foreign key (organization_id) references organizations (id),
  constraint fk_audit_logs_user_id foreign key (organization_id, user_id) references staff (organization_id, id)
);
create index ix_audit_logs_created_at on audit_logs (organization_id, created_at desc, id desc);
create index ix_audit_logs_entity on audit_logs (organization_id, entity_type, entity_id, id desc);
create index ix_audit_logs_user_id on audit_logs (organization_id, user_id, id desc);
comment on table audit_logs is 'Every change of a business record, append-only.';
comment on column audit_logs.user_id is 'The staff member who made the change; null for set-up, migrations and unknown callers.';
comment on column audit_logs.action is 'CREATE, UPDATE, DELETE, SIGN_IN, SIGN_IN_FAILED, SIGN_OUT, LOCK, UNLOCK, PASSWORD.';
comment on column audit_logs.entity_type is 'The table.';
comment on column audit_logs.old_values is 'For an update only what changed; secrets and files are redacted.';
comment on column audit_logs.ip_address is 'SSH peer or terminal of the session.';

create table request_log (
  organization_id bigint not null,
  request_key uuid not null,
  kind text not null,
  payload_hash text not null,
  outcome jsonb,
  staff_id bigint,
  created_at timestamptz not null default now(),
  constraint pk_request_log primary key (organization_id, request_key),
  constraint fk_request_log_organization_id foreign key (organization_id) references organizations (id),
  constraint fk_request_log_staff_id foreign key (organization_id, staff_id) references staff (organization_id, id)
    on delete set null (staff_id)
);
create index ix_request_log_created_at on request_log (organization_id, created_at);
create index ix_request_log_staff_id on request_log (organization_id, staff_id);
comment on table request_log is 'One row per form that was saved, written with its work: the same key never works twice.';
comment on column request_log.request_key is 'Made when the form opens.';
comment on column request_log.payload_hash is 'Hash of what was sent, so that a key cannot be used for something else.';
comment on column request_log.outcome is 'What the desk was told, for the desk that lost the answer.';

-- Sessions -------------------------------------------------------------------------------------------------------------------

create function desk.live_session() returns staff_sessions
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  presented text := current_setting('labrador.session', true);
  found_session staff_sessions;
begin
  if presented is null or presented = '' then
    return null;
  end if;
  select s.* into found_session
  from staff_sessions s
  join staff p on p.organization_id = s.organization_id and p.id = s.staff_id
  join organizations o on o.id = s.organization_id
  where s.token_hash = sha256(convert_to(presented, 'UTF8'))
    and s.revoked_at is null and s.expires_at > now() and s.last_seen_at + s.idle_limit > now()
    and p.is_active and o.is_active;
  return found_session;
end $$;
comment on function desk.live_session() is 'The session whose token this transaction presents, or null.';

create function desk.organization_id() returns bigint
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  return (desk.live_session()).organization_id;
end $$;
comment on function desk.organization_id() is 'The organisation of the session, or null without one.';

create function desk.staff_id() returns bigint
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  return (desk.live_session()).staff_id;
end $$;
comment on function desk.staff_id() is 'The staff member of the session, or null without one.';

create function desk.permissions_of(p_organization_id bigint, p_staff_id bigint) returns setof text
language sql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
  select r.permission
  from staff p
  join role_permissions r on r.role = p.role or (p.is_organization_owner and r.role = 'organization_owner')
  where p.organization_id = p_organization_id and p.id = p_staff_id
  union
  select g.permission from permissions g where g.organization_id = p_organization_id and g.user_id = p_staff_id
  union
  select 'organizations.manage' from staff p
  where p.organization_id = p_organization_id and p.id = p_staff_id and p.is_superuser
$$;
comment on function desk.permissions_of(bigint, bigint) is 'Everything a staff member may do: role, ownership, personal grants.';

create function desk.allowed(p_permission text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.live_session();
begin
  if session.id is null then
    return false;
  end if;
  if p_permission = 'session' then
    return true;
  end if;
  return exists (
    select from desk.permissions_of(session.organization_id, session.staff_id) as held (permission)
    where held.permission = p_permission);
end $$;
comment on function desk.allowed(text) is 'Whether the session holds a permission; session is held by whoever is signed in.';

create function desk.require(p_permission text) returns staff_sessions
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.live_session();
begin
  if session.id is null then
    raise exception using errcode = 'LB001', message = 'this desk is not signed in', hint = 'Sign in again.';
  end if;
  if not desk.allowed(p_permission) then
    raise exception using errcode = 'LB002', message = format('this needs the permission %s', p_permission);
  end if;
  return session;
end $$;
comment on function desk.require(text) is 'The session, or LB001 without one and LB002 without the permission.';

-- Audit triggers ------------------------------------------------------------------------------------------------------------

create function desk.write_audit(
  p_organization_id bigint, p_action text, p_entity_type text, p_entity_id bigint, p_old jsonb, p_new jsonb,
  p_user_id bigint default null, p_origin text default null, p_agent text default null
) returns void
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.live_session();
begin
  if session.organization_id is distinct from p_organization_id then
    session := null;
  end if;
  insert into audit_logs (organization_id, user_id, session_id, action, entity_type, entity_id, old_values, new_values, reason,
    ip_address, user_agent)
  values (p_organization_id, coalesce(p_user_id, session.staff_id), session.id, p_action, p_entity_type, p_entity_id, p_old,
    p_new, nullif(current_setting('labrador.reason', true), ''), coalesce(left(p_origin, 200), session.origin),
    coalesce(left(p_agent, 200), session.agent));
end $$;

create function desk.audit() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  unnoted constant text[] := '{updated_at,version,login_attempts,last_login}';
  before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - unnoted end;
  after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - unnoted end;
  entity bigint := coalesce(after, before) ->> 'id';
  organization bigint := coalesce(after, before) ->> case tg_table_name when 'organizations' then 'id' else 'organization_id' end;
  redacted text;
  changed_before jsonb;
begin
  if tg_op = 'UPDATE' then
    if before = after then
      return null;
    end if;
    select jsonb_object_agg(key, value) into changed_before from jsonb_each(before) where after -> key is distinct from value;
    select jsonb_object_agg(key, value) into after from jsonb_each(after) where before -> key is distinct from value;
    before := changed_before;
  end if;
  foreach redacted in array tg_argv loop
    if before -> redacted <> 'null' then
      before := jsonb_set(before, array[redacted], '"[redacted]"');
    end if;
    if after -> redacted <> 'null' then
      after := jsonb_set(after, array[redacted], '"[redacted]"');
    end if;
  end loop;
  perform desk.write_audit(organization, case tg_op when 'INSERT' then 'CREATE' else tg_op end, tg_table_name, entity, before, after);
  return null;
end $$;
comment on function desk.audit() is 'Writes old and new values to audit_logs; its arguments are the columns to redact.';

create function desk.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  raise exception using errcode = 'LB060', message = format('%s is append-only', tg_table_name), table = tg_table_name;
end $$;

create trigger tr_audit_logs_append_only before update or delete on audit_logs
  for each row execute function desk.refuse_change();
create trigger tr_audit_logs_no_truncate before truncate on audit_logs
  for each statement execute function desk.refuse_change();

create function desk.apply_audit() returns integer
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
           or exists (select from desk.hidden_columns h where h.table_name = c.relname and h.column_name = a.attname))) as redacted
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and (c.relname = 'organizations'
        or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped))
      and not exists (select from desk.unaudited_tables u where u.table_name = c.relname)
    order by c.relname
  loop
    execute format('drop trigger if exists %I on public.%I', 'tr_' || audited.relname || '_audit', audited.relname);
    execute format('create trigger %I after insert or update or delete on public.%I for each row execute function desk.audit(%s)',
      'tr_' || audited.relname || '_audit', audited.relname, coalesce(audited.redacted, ''));
    applied := applied + 1;
  end loop;
  return applied;
end $$;
comment on function desk.apply_audit() is 'Puts the audit trigger on every business table; run by each migration that adds tables or columns.';

-- Row-level security ------------------------------------------------------------------------------------------------------------

create function desk.apply_policies() returns integer
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  secured record;
  rule record;
  condition text;
  columns text;
  applied integer := 0;
begin
  for secured in
    select c.oid, c.relname, n.nspname, c.oid::regclass::text as qualified
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'search', 'desk') and c.relkind = 'r'
      and (c.oid = 'public.organizations'::regclass
        or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped))
    order by c.relname
  loop
    execute format('alter table %I.%I enable row level security', secured.nspname, secured.relname);
    execute format('alter table %I.%I force row level security', secured.nspname, secured.relname);
    execute format('revoke all on %I.%I from labrador_desk, public', secured.nspname, secured.relname);
    for rule in select policyname from pg_policies where schemaname = secured.nspname and tablename = secured.relname loop
      execute format('drop policy %I on %I.%I', rule.policyname, secured.nspname, secured.relname);
    end loop;
    execute format('create policy owner_all on %I.%I to %I using (true) with check (true)',
      secured.nspname, secured.relname, pg_get_userbyid((select relowner from pg_class where oid = secured.oid)));
    for rule in
      select verb, permission from table_permissions where secured.nspname = 'public' and table_name = secured.relname
    loop
      condition := format('%I = (select desk.organization_id()) and (select desk.allowed(%L))',
        case secured.relname when 'organizations' then 'id' else 'organization_id' end, rule.permission);
      execute format('create policy %I on %I.%I for %s to labrador_desk %s', 'desk_' || rule.verb, secured.nspname,
        secured.relname, rule.verb,
        case rule.verb
          when 'insert' then format('with check (%s)', condition)
          when 'update' then format('using (%1$s) with check (%1$s)', condition)
          else format('using (%s)', condition)
        end);
      select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into columns
      from pg_attribute a
      where a.attrelid = secured.oid and a.attnum > 0 and not a.attisdropped
        and not exists (select from desk.hidden_columns h where h.table_name = secured.relname and h.column_name = a.attname)
        and (rule.verb <> 'update' or a.attname not in ('organization_id', 'id'))
        and (rule.verb = 'select' or a.attgenerated = '');
      if rule.verb = 'delete' then
        execute format('grant delete on %I.%I to labrador_desk', secured.nspname, secured.relname);
      else
        execute format('grant %s (%s) on %I.%I to labrador_desk', rule.verb, columns, secured.nspname, secured.relname);
      end if;
      applied := applied + 1;
    end loop;
  end loop;
  return applied;
end $$;
comment on function desk.apply_policies() is
  'Forces row-level security on every organisation-owned table and makes grants and policies from table_permissions.';

-- Passwords and sign-in ---------------------------------------------------------------------------------------------------------

create function desk.digits(p_text text) returns text
language sql immutable parallel safe return regexp_replace(p_text, '\D', '', 'g');
comment on function desk.digits(text) is 'The digits of a phone number.';

create function desk.hash_password(p_password text) returns text
language plpgsql volatile set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if length(coalesce(p_password, '')) < 8 then
    raise exception using errcode = 'LB051', message = 'a password needs at least 8 characters';
  end if;
  if octet_length(p_password) > 72 then
    raise exception using errcode = 'LB051', message = 'a password holds at most 72 bytes';
  end if;
  return crypt(p_password, gen_salt('bf', 10));
end $$;
comment on function desk.hash_password(text) is 'bcrypt, cost 10; LB051 for a password that is too short or longer than bcrypt reads.';

create function desk.staff_by_phone(p_organization_id bigint, p_phone text) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  wanted text := desk.digits(coalesce(p_phone, ''));
  matches bigint[];
begin
  if wanted = '' then
    return null;
  end if;
  select array_agg(id) into matches from staff where organization_id = p_organization_id and desk.digits(phone) = wanted;
  if matches is null and length(wanted) >= 10 then
    select array_agg(id) into matches from staff
    where organization_id = p_organization_id and right(desk.digits(phone), 10) = right(wanted, 10);
  end if;
  return case when cardinality(matches) = 1 then matches[1] end;
end $$;
comment on function desk.staff_by_phone(bigint, text) is
  'The one staff member with this phone, typed in any format, with or without the country code.';

create function desk.verify_password(
  p_organization_id bigint, p_identity text, p_phone text, p_password text, p_origin text, p_agent text,
  out staff_id bigint, out outcome text, out attempts_left integer
)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  attempts_allowed constant integer := 5;
  nobody constant text := '$2a$10$Hb0g4P6MWb8zL9Tm1kzY4.7xCeP2eEeWmzHcJm3m0y7gQ3cJQ1lq6';
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
    perform desk.write_audit(p_organization_id, 'SIGN_IN_FAILED', 'staff', person.id, null, '{"locked": true}', person.id,
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
    perform desk.write_audit(p_organization_id, case when failures >= attempts_allowed then 'LOCK' else 'SIGN_IN_FAILED' end,
      'staff', person.id, null, jsonb_build_object('attempts', failures), person.id, p_origin, p_agent);
  end if;
  outcome := case when failures >= attempts_allowed then 'locked' else 'wrong' end;
  attempts_left := greatest(attempts_allowed - failures, 0);
end $$;
comment on function desk.verify_password(bigint, text, text, text, text, text) is
  'Checks one phone and password, counts failures and locks after five; takes as long and answers the same for unknown phones.';

create function desk.open_session(
  p_organization_id bigint, p_staff_id bigint, p_origin text, p_agent text, p_previous_login timestamptz
) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  token text := encode(gen_random_bytes(32), 'hex');
begin
  delete from staff_sessions
  where organization_id = p_organization_id and staff_id = p_staff_id and expires_at < now() - interval '30 days';
  insert into staff_sessions (organization_id, staff_id, token_hash, origin, agent, previous_login)
  values (p_organization_id, p_staff_id, sha256(convert_to(token, 'UTF8')), left(p_origin, 200), left(p_agent, 200),
    p_previous_login);
  update staff set last_login = now() where organization_id = p_organization_id and id = p_staff_id;
  perform desk.write_audit(p_organization_id, 'SIGN_IN', 'staff', p_staff_id, null, null, p_staff_id, p_origin, p_agent);
  return token;
end $$;
comment on function desk.open_session(bigint, bigint, text, text, timestamptz) is 'Opens a session and answers its token.';

create function desk.sign_in(p_slug text, p_phone text, p_password text, p_origin text default null, p_agent text default null)
returns table (outcome text, token text, attempts_left integer)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  place organizations;
  verified record;
begin
  select * into place from organizations o where o.slug = lower(btrim(p_slug));
  select * into verified
  from desk.verify_password(place.id, lower(btrim(p_slug)), p_phone, p_password, p_origin, p_agent);
  outcome := verified.outcome;
  attempts_left := verified.attempts_left;
  if outcome = 'ok' and not place.is_active then
    outcome := 'suspended';
  end if;
  if outcome = 'ok' then
    token := desk.open_session(place.id, verified.staff_id, p_origin, p_agent,
      (select s.last_login from staff s where s.organization_id = place.id and s.id = verified.staff_id));
  end if;
  return next;
end $$;
comment on function desk.sign_in(text, text, text, text, text) is
  'Opens a session: outcome ok, wrong, locked, inactive or suspended. Never raises, so that counted failures commit.';

create function desk.sign_out() returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.live_session();
begin
  if session.id is not null then
    perform desk.write_audit(session.organization_id, 'SIGN_OUT', 'staff', session.staff_id, null, null);
    update staff_sessions set revoked_at = now() where organization_id = session.organization_id and id = session.id;
  end if;
end $$;
comment on function desk.sign_out() is 'Ends the session; nothing happens without one.';

create function desk.touch() returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.live_session();
begin
  if session.id is null then
    return false;
  end if;
  update staff_sessions set last_seen_at = now() where organization_id = session.organization_id and id = session.id;
  return true;
end $$;
comment on function desk.touch() is 'Keeps the session from ending of idleness; false when it has ended.';

create function desk.currency_symbol(p_currency text) returns text
language sql immutable parallel safe
return coalesce((array['₹', '$', '€', '£', '¥', 'Rs ', '৳', 'AED ', 'S$', 'A$', 'C$'])[
  array_position(array['INR', 'USD', 'EUR', 'GBP', 'JPY', 'LKR', 'BDT', 'AED', 'SGD', 'AUD', 'CAD'], p_currency)], p_currency || ' ');

create function desk.profile() returns table (
  staff_id bigint, staff_name text, role text, is_superuser boolean, organization_id bigint, organization_name text, slug text,
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

-- Staff management -----------------------------------------------------------------------------------------------------------

create function desk.outranks(p_organization_id bigint, p_staff_id bigint, p_other_id bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
  select not exists (
    select from desk.permissions_of(p_organization_id, p_other_id) as theirs (permission)
    where theirs.permission not in (select desk.permissions_of(p_organization_id, p_staff_id)))
$$;
comment on function desk.outranks(bigint, bigint, bigint) is 'Whether somebody holds every permission that the other holds.';

create function desk.require_rank(p_staff_id bigint) returns staff_sessions
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('staff.manage');
begin
  if not exists (select from staff where organization_id = session.organization_id and id = p_staff_id) then
    raise exception using errcode = 'LB007', message = 'there is no such colleague';
  end if;
  if p_staff_id = session.staff_id then
    raise exception using errcode = 'LB061', message = 'nobody manages the own account';
  end if;
  if not desk.outranks(session.organization_id, session.staff_id, p_staff_id) then
    raise exception using errcode = 'LB061', message = 'this colleague holds permissions that you do not hold';
  end if;
  return session;
end $$;

create function desk.unlock_staff(p_staff_id bigint, p_reason text default null) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require_rank(p_staff_id);
begin
  perform set_config('labrador.reason', coalesce(p_reason, ''), true);
  update staff set is_locked = false, locked_at = null, login_attempts = 0
  where organization_id = session.organization_id and id = p_staff_id;
  perform desk.write_audit(session.organization_id, 'UNLOCK', 'staff', p_staff_id, null, null);
end $$;
comment on function desk.unlock_staff(bigint, text) is 'Unlocks a colleague of no higher rank; audited.';

create function desk.set_password(p_staff_id bigint, p_password text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require_rank(p_staff_id);
begin
  update staff set hashed_password = desk.hash_password(p_password), is_locked = false, locked_at = null, login_attempts = 0
  where organization_id = session.organization_id and id = p_staff_id;
  update staff_sessions set revoked_at = now()
  where organization_id = session.organization_id and staff_id = p_staff_id and revoked_at is null;
  perform desk.write_audit(session.organization_id, 'PASSWORD', 'staff', p_staff_id, null, null);
end $$;
comment on function desk.set_password(bigint, text) is 'Gives a colleague of no higher rank a new password and ends their sessions.';

create function desk.change_password(p_current text, p_new text)
returns table (outcome text, attempts_left integer)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('session');
  verified record;
begin
  select * into verified from desk.verify_password(session.organization_id, null,
    (select s.phone from staff s where s.organization_id = session.organization_id and s.id = session.staff_id), p_current,
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
comment on function desk.change_password(text, text) is 'Changes the own password after checking the present one; other sessions end.';

create function desk.grant_permission(p_staff_id bigint, p_permission text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require_rank(p_staff_id);
begin
  if p_permission = 'organizations.manage' or not desk.allowed(p_permission) then
    raise exception using errcode = 'LB061', message = format('%s is not yours to grant', p_permission);
  end if;
  insert into permissions (organization_id, user_id, permission, granted_by)
  values (session.organization_id, p_staff_id, p_permission, session.staff_id)
  on conflict on constraint uq_permissions_permission do nothing;
end $$;
comment on function desk.grant_permission(bigint, text) is 'Grants a permission that the session itself holds.';

create function desk.revoke_permission(p_staff_id bigint, p_permission text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require_rank(p_staff_id);
begin
  delete from permissions
  where organization_id = session.organization_id and user_id = p_staff_id and permission = p_permission;
end $$;
comment on function desk.revoke_permission(bigint, text) is 'Takes a personal grant back; what the role gives stays.';

create function desk.guard_staff() returns trigger
language plpgsql set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if current_user = 'labrador_desk' then
    perform desk.require_rank(old.id);
    if (new.role, new.is_superuser, new.is_organization_owner, new.is_locked, new.locked_at, new.login_attempts, new.last_login,
        new.approved_at, new.approved_by, new.home_organization_id, new.home_staff_id)
      is distinct from (old.role, old.is_superuser, old.is_organization_owner, old.is_locked, old.locked_at, old.login_attempts,
        old.last_login, old.approved_at, old.approved_by, old.home_organization_id, old.home_staff_id) then
      raise exception using errcode = 'LB012', message = 'roles, locks and approvals of staff change through their own functions',
        table = tg_table_name;
    end if;
  end if;
  return new;
end $$;
create trigger tr_staff_guard before update on staff for each row execute function desk.guard_staff();

-- Organisations and the first start ---------------------------------------------------------------------------------------------

alter table organizations add column channel text;
update organizations set channel = 'labrador_' || encode(extensions.gen_random_bytes(16), 'hex');
create function desk.new_channel() returns text
language sql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp
return 'labrador_' || encode(gen_random_bytes(16), 'hex');
alter table organizations
  alter column channel set default desk.new_channel(),
  alter column channel set not null,
  add constraint uq_organizations_channel unique (channel);
comment on column organizations.channel is 'Name of the notification channel: a secret that desk.profile() tells to sessions.';

create function desk.add_organization(
  p_name text, p_slug text, p_currency text, p_time_zone text, p_country_code text
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  added bigint;
begin
  begin
    perform now() at time zone p_time_zone;
  exception when invalid_parameter_value then
    raise exception using errcode = 'LB052', message = format('%s is not a time zone', p_time_zone),
      hint = 'Name one like Asia/Kolkata.';
  end;
  insert into organizations (name, slug, currency, currency_exponent, time_zone, country_code, financial_year_start_month)
  values (btrim(p_name), lower(btrim(p_slug)), upper(btrim(p_currency)),
    case when upper(btrim(p_currency)) in ('JPY', 'KRW', 'VND') then 0
      when upper(btrim(p_currency)) in ('KWD', 'BHD', 'OMR', 'JOD', 'TND') then 3 else 2 end,
    p_time_zone, upper(btrim(p_country_code)),
    case when upper(btrim(p_country_code)) in ('IN', 'GB', 'JP', 'SG', 'NZ', 'HK') then 4 else 1 end)
  returning id into added;
  return added;
end $$;
comment on function desk.add_organization(text, text, text, text, text) is
  'Makes an organisation with everything a desk needs before its first booking; for set-up and the demo.';

create function desk.add_staff(
  p_organization_id bigint, p_name text, p_phone text, p_email text, p_password text, p_role text,
  p_assigned_area text default null, p_is_organization_owner boolean default false, p_is_superuser boolean default false
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  added bigint;
begin
  insert into staff (organization_id, name, phone, email, hashed_password, role, assigned_area, is_active, approved_at,
    is_organization_owner, is_superuser)
  values (p_organization_id, btrim(p_name), btrim(p_phone), nullif(btrim(p_email), ''), desk.hash_password(p_password), p_role,
    p_assigned_area, true, now(), p_is_organization_owner, p_is_superuser)
  returning id into added;
  return added;
end $$;
comment on function desk.add_staff(bigint, text, text, text, text, text, text, boolean, boolean) is
  'Makes a staff account; for set-up, the command line and the demo.';

create function desk.is_empty() returns boolean
language sql stable security definer set search_path = pg_catalog, public, extensions, pg_temp
return not exists (select from public.staff);
comment on function desk.is_empty() is 'Whether there is no staff yet, so that the first start is due.';

create function desk.first_start(
  p_organization_name text, p_slug text, p_currency text, p_time_zone text, p_country_code text,
  p_staff_name text, p_phone text, p_password text
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  organization bigint;
begin
  perform pg_advisory_xact_lock(hashtext('labrador.first_start'));
  if exists (select from staff) then
    raise exception using errcode = 'LB050', message = 'this database already has its first account', hint = 'Sign in instead.';
  end if;
  -- A database upgraded from before organisations has one that holds its rows: the first account takes it over.
  select o.id into organization from organizations o where (select count(*) from organizations) = 1;
  if organization is null then
    organization := desk.add_organization(p_organization_name, p_slug, p_currency, p_time_zone, p_country_code);
  else
    update organizations set name = btrim(p_organization_name), slug = lower(btrim(p_slug)), currency = upper(btrim(p_currency)),
      time_zone = p_time_zone, country_code = upper(btrim(p_country_code))
    where id = organization;
  end if;
  perform desk.add_staff(organization, p_staff_name, p_phone, null, p_password, 'admin', null, true, true);
  return organization;
end $$;
comment on function desk.first_start(text, text, text, text, text, text, text, text) is
  'Makes the first organisation and its administrator, only while there is no staff; answers the organisation.';

create function desk.visit_organization(p_organization_id bigint, p_origin text default null, p_agent text default null) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('organizations.manage');
  person staff;
  guest bigint;
begin
  select p.* into person from staff p where p.organization_id = session.organization_id and p.id = session.staff_id;
  if person.home_staff_id is not null then
    select p.* into person from staff p where p.organization_id = person.home_organization_id and p.id = person.home_staff_id;
  end if;
  if person.organization_id = p_organization_id then
    return desk.open_session(p_organization_id, person.id, p_origin, p_agent, person.last_login);
  end if;
  select p.id into guest from staff p
  where p.organization_id = p_organization_id and p.home_organization_id = person.organization_id
    and p.home_staff_id = person.id;
  if guest is null then
    insert into staff (organization_id, name, phone, email, hashed_password, role, is_active, is_superuser, approved_at,
      home_organization_id, home_staff_id)
    values (p_organization_id, person.name, person.phone || ' #' || person.organization_id, null, null, 'admin', true, true, now(),
      person.organization_id, person.id)
    returning id into guest;
  end if;
  return desk.open_session(p_organization_id, guest, p_origin, p_agent, null);
end $$;
comment on function desk.visit_organization(bigint, text, text) is
  'A new session in another organisation for a system administrator, as a password-less account there; answers its token.';

create function desk.seed_clinic() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  insert into clinic_info (organization_id) values (new.id);
  insert into distance_pricing_configs (organization_id, base_charge, charge_per_km, max_free_distance_km, effective_from)
  values (new.id, 0, 0, 0, (now() at time zone new.time_zone)::date);
  return null;
end $$;
create trigger tr_organizations_seed_clinic after insert on organizations for each row execute function desk.seed_clinic();
comment on function desk.seed_clinic() is 'Gives a new organisation its clinic page and a free distance price list to edit.';

-- Narrowed views --------------------------------------------------------------------------------------------------------------

create view scoped.lab_clients with (security_barrier) as
select u.organization_id, u.id, u.full_name, u.is_active
from public.users u
where u.organization_id = (select desk.organization_id()) and (select desk.allowed('reports.read'));
comment on view scoped.lab_clients is 'Clients as the laboratory sees them: no phone, mail or address.';

create view scoped.lab_pets with (security_barrier) as
select p.organization_id, p.id, p.user_id, p.name, p.species, p.breed, p.age_years, p.weight_kg, p.medical_history, p.is_active
from public.pets p
where p.organization_id = (select desk.organization_id()) and (select desk.allowed('reports.read'));
comment on view scoped.lab_pets is 'Pets as the laboratory sees them.';

create view scoped.analyst_pets with (security_barrier) as
select p.organization_id, p.id, p.species, p.breed, p.age_years, p.weight_kg, p.is_active, p.created_at
from public.pets p
where p.organization_id = (select desk.organization_id()) and (select desk.allowed('analytics.read'));
comment on view scoped.analyst_pets is 'Pets without names or clients.';

create view scoped.own_audit with (security_barrier) as
select a.* from public.audit_logs a
where a.organization_id = (select desk.organization_id()) and a.user_id = (select desk.staff_id());
comment on view scoped.own_audit is 'What the person at this desk has done.';

-- Grants ------------------------------------------------------------------------------------------------------------------------

select desk.apply_policies();
select desk.apply_audit();

revoke all on schema public from public;
grant usage on schema public, desk, scoped to labrador_desk;
grant select on role_permissions, table_permissions to labrador_desk;
grant select on all tables in schema scoped to labrador_desk;
revoke execute on all functions in schema desk from public;
grant execute on function
  desk.organization_id(), desk.staff_id(), desk.allowed(text), desk.require(text), desk.require_rank(bigint), desk.digits(text),
  desk.sign_in(text, text, text, text, text), desk.sign_out(), desk.touch(), desk.profile(), desk.is_empty(),
  desk.first_start(text, text, text, text, text, text, text, text), desk.unlock_staff(bigint, text),
  desk.set_password(bigint, text), desk.change_password(text, text), desk.grant_permission(bigint, text),
  desk.revoke_permission(bigint, text), desk.visit_organization(bigint, text, text)
to labrador_desk;

do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
  if has_schema_privilege('extensions', 'usage with grant option') then
    grant usage on schema extensions to labrador_desk;
  end if;
  if to_regclass('migration.applied') is not null then
    grant usage on schema migration to labrador_desk;
    grant select on migration.applied to labrador_desk;
  end if;
end $$;
