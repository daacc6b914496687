-- Back to tables that only their owner uses. Passwords and business rows stay; sessions, grants and the audit trail go.

set local client_min_messages = warning;

do $$
declare
  secured record;
  rule record;
begin
  for secured in
    select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
  loop
    for rule in select policyname from pg_policies where schemaname = 'public' and tablename = secured.relname loop
      execute format('drop policy %I on public.%I', rule.policyname, secured.relname);
    end loop;
    execute format('alter table public.%I no force row level security', secured.relname);
    execute format('alter table public.%I disable row level security', secured.relname);
    execute format('revoke all on public.%I from labrador_desk', secured.relname);
    execute format('drop trigger if exists %I on public.%I', 'tr_' || secured.relname || '_audit', secured.relname);
  end loop;
  execute format('grant temporary on database %I to public', current_database());
  if to_regclass('migration.applied') is not null then
    revoke all on migration.applied from labrador_desk;
    revoke all on schema migration from labrador_desk;
  end if;
end $$;

drop schema scoped cascade;
drop table staff_sessions, role_permissions, permissions, table_permissions, audit_logs, request_log cascade;
drop trigger tr_staff_guard on staff;
alter table organizations drop column channel;
drop schema desk cascade;
revoke all on schema public from labrador_desk;
grant usage on schema public to public;

delete from staff where home_staff_id is not null;
alter table staff
  drop column home_staff_id, drop column home_organization_id, drop column is_superuser, drop column locked_at,
  drop column is_locked, drop column login_attempts;
