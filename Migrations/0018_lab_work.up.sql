-- The work of the laboratory: the minutes in which it works, how long each test may take, what stands where; tubes that are
-- received by their numbers, rejected for a reason of a list, and panels that are completed together.

-- Working minutes ------------------------------------------------------------------------------------------------------

create table lab_days (
  organization_id bigint not null,
  day date not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  minutes_before bigint not null,
  constraint pk_lab_days primary key (organization_id, day),
  constraint fk_lab_days_organization_id foreign key (organization_id) references organizations (id),
  constraint uq_lab_days_opens_at unique (organization_id, opens_at),
  constraint ck_lab_days_closes_at check (closes_at > opens_at),
  constraint ck_lab_days_minutes_before check (minutes_before >= 0)
);
create index ix_lab_days_minutes_before on lab_days (organization_id, minutes_before);
comment on table lab_days is
  'The days on which the laboratory works, by the clinic''s hours as they were on that day: past days never change. Days on '
  'which it is closed have no row.';
comment on column lab_days.minutes_before is 'Working minutes of all rows before this one.';

create function desk.plan_lab_days(p_organization_id bigint, p_from date) returns void
language plpgsql volatile set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  delete from lab_days d where d.organization_id = p_organization_id and d.day >= p_from;
  insert into lab_days (organization_id, day, opens_at, closes_at, minutes_before)
  with open_days as (
    select d.day::date as day, (d.day::date + coalesce(h.opens_at, time '00:00')) at time zone o.time_zone as opens_at,
      (d.day::date + coalesce(h.closes_at, time '24:00') + case when h.closes_at <= h.opens_at then interval '1 day'
        else interval '0' end) at time zone o.time_zone as closes_at
    from organizations o
    join clinic_info i on i.organization_id = o.id
    cross join generate_series(p_from, desk.today_in(o.id) + 730, interval '1 day') as d (day)
    cross join lateral desk.hours_on(i, d.day::date) h
    where o.id = p_organization_id and not coalesce(h.is_closed, false)
  ),
  -- Hours over midnight end where the next day begins.
  bounded as (
    select o.day, o.opens_at, least(o.closes_at, lead(o.opens_at) over (order by o.day)) as closes_at from open_days o
  ),
  measured as (
    select b.*, floor(extract(epoch from b.closes_at - b.opens_at) / 60)::bigint as minutes from bounded b
    where b.closes_at > b.opens_at
  )
  select p_organization_id, m.day, m.opens_at, m.closes_at,
    coalesce((select d.minutes_before + floor(extract(epoch from d.closes_at - d.opens_at) / 60)::bigint from lab_days d
        where d.organization_id = p_organization_id and d.day < p_from order by d.day desc limit 1), 0)
      + coalesce(sum(m.minutes) over (order by m.day rows between unbounded preceding and 1 preceding), 0)
  from measured m
  -- Two desks that come to the end of the plan at once plan the same.
  on conflict do nothing;
end $$;
comment on function desk.plan_lab_days(bigint, date) is
  'Plans the working days anew from a day on, for two years ahead, by the hours of the clinic.';

create function desk.cover_lab_days(p_organization_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  last_day constant date := (select max(d.day) from lab_days d where d.organization_id = p_organization_id);
begin
  if last_day is null or last_day < desk.today_in(p_organization_id) + 365 then
    perform desk.plan_lab_days(p_organization_id, coalesce(last_day + 1, desk.today_in(p_organization_id) - 31));
  end if;
end $$;
comment on function desk.cover_lab_days(bigint) is 'Sees to it that the working days of the coming year are planned.';

create function desk.lab_minute(p_organization_id bigint, p_at timestamptz) returns bigint
language sql stable set search_path = pg_catalog, public, extensions, pg_temp
return case when p_at is not null then coalesce((
  select d.minutes_before + floor(extract(epoch from least(p_at, d.closes_at) - d.opens_at) / 60)::bigint from lab_days d
  where d.organization_id = p_organization_id and d.opens_at <= p_at order by d.opens_at desc limit 1), 0) end;
comment on function desk.lab_minute(bigint, timestamptz) is
  'The working minutes of the laboratory up to a moment, counted from its first planned day.';

create function desk.lab_time(p_organization_id bigint, p_minute bigint) returns timestamptz
language sql stable set search_path = pg_catalog, public, extensions, pg_temp
return coalesce((
  select d.opens_at + make_interval(mins => (p_minute - d.minutes_before)::integer) from lab_days d
  where d.organization_id = p_organization_id and d.minutes_before < p_minute order by d.minutes_before desc limit 1),
  (select min(d.opens_at) from lab_days d where d.organization_id = p_organization_id));
comment on function desk.lab_time(bigint, bigint) is 'The moment at which so many working minutes have gone by.';

create function desk.working_minutes(p_organization_id bigint, p_from timestamptz, p_until timestamptz) returns bigint
language sql stable set search_path = pg_catalog, public, extensions, pg_temp
return desk.lab_minute(p_organization_id, p_until) - desk.lab_minute(p_organization_id, p_from);
comment on function desk.working_minutes(bigint, timestamptz, timestamptz) is
  'The working minutes of the laboratory between two moments: what lists, reports and figures measure a turnaround by.';

create function desk.work_left(p_until timestamptz) returns bigint
language sql stable security definer set search_path = pg_catalog, public, extensions, pg_temp
return desk.working_minutes(desk.organization_id(), now(), p_until);
comment on function desk.work_left(timestamptz) is
  'The working minutes from now until a moment, negative for a past one; null without a session or a moment.';

-- Reasons to reject ----------------------------------------------------------------------------------------------------

create table desk.rejection_reasons (
  code text not null,
  name text not null,
  place integer not null,
  constraint pk_rejection_reasons primary key (code),
  constraint uq_rejection_reasons_place unique (place)
);
comment on table desk.rejection_reasons is 'Why a specimen is of no use: HL7 table 0490, and OTHER, which needs words.';
insert into desk.rejection_reasons (code, name, place) values
  ('RH', 'Haemolysed', 1), ('RC', 'Clotted', 2), ('QS', 'Not enough', 3), ('RB', 'Container broken or leaking', 4),
  ('RM', 'Label missing or wrong', 5), ('RI', 'Identity in doubt', 6), ('RN', 'Contaminated', 7),
  ('RR', 'Stored or carried wrongly', 8), ('EX', 'Too old', 9), ('OTHER', 'Another reason', 10);

create table item_rejections (
  organization_id bigint not null,
  id bigint generated by default as identity,
  booking_item_id bigint not null,
  specimen_id bigint,
  code text not null,
  note text,
  staff_id bigint,
  created_at timestamptz not null default now(),
  constraint pk_item_rejections primary key (organization_id, id),
  constraint fk_item_rejections_organization_id foreign key (organization_id) references organizations (id),
  constraint fk_item_rejections_booking_item_id foreign key (organization_id, booking_item_id)
    references booking_items (organization_id, id) on delete cascade,
  constraint fk_item_rejections_specimen_id foreign key (organization_id, specimen_id)
    references specimens (organization_id, id),
  constraint fk_item_rejections_staff_id foreign key (organization_id, staff_id) references staff (organization_id, id),
  constraint fk_item_rejections_code foreign key (code) references desk.rejection_reasons (code)
);
create index ix_item_rejections_booking_item_id on item_rejections (organization_id, booking_item_id);
create index ix_item_rejections_specimen_id on item_rejections (organization_id, specimen_id);
create index ix_item_rejections_staff_id on item_rejections (organization_id, staff_id);
create index ix_item_rejections_code on item_rejections (code);
create index ix_item_rejections_created_at on item_rejections (organization_id, created_at);
comment on table item_rejections is 'Each time the specimen of a test was rejected, and why.';
comment on column item_rejections.specimen_id is 'The tube it was; null in old data without one.';
comment on column item_rejections.note is 'What was said besides; OTHER always says something where the desk wrote it.';

-- What stands where ----------------------------------------------------------------------------------------------------

create table lab_tasks (
  organization_id bigint not null,
  id bigint not null,
  booking_id bigint not null,
  stage text not null,
  tat_minutes integer,
  received_at timestamptz,
  running_since timestamptz,
  used_minutes integer not null default 0,
  due_at timestamptz,
  finished_at timestamptz,
  words text not null,
  version bigint not null default 1,
  constraint pk_lab_tasks primary key (organization_id, id),
  constraint fk_lab_tasks_organization_id foreign key (organization_id) references organizations (id),
  constraint fk_lab_tasks_id foreign key (organization_id, id) references booking_items (organization_id, id)
    on delete cascade,
  constraint fk_lab_tasks_booking_id foreign key (organization_id, booking_id) references bookings (organization_id, id)
    on delete cascade,
  constraint ck_lab_tasks_stage check (stage in ('receive', 'do', 'verify', 'deliver', 'recollect', 'done')),
  constraint ck_lab_tasks_tat_minutes check (tat_minutes > 0),
  constraint ck_lab_tasks_used_minutes check (used_minutes >= 0),
  constraint ck_lab_tasks_running check (
    running_since is null or received_at is not null and running_since >= received_at and finished_at is null),
  constraint ck_lab_tasks_due_at check (due_at is null or running_since is not null and tat_minutes is not null)
);
create index ix_lab_tasks_booking_id on lab_tasks (organization_id, booking_id);
create index ix_lab_tasks_stage on lab_tasks (organization_id, stage, due_at, id) where stage <> 'done';
create index ix_lab_tasks_due_at on lab_tasks (organization_id, due_at, id) where stage <> 'done';
create index ix_lab_tasks_finished_at on lab_tasks (organization_id, finished_at);
comment on table lab_tasks is
  'Each test from its collection on: what the laboratory has to do next, and its turnaround time. Kept by triggers.';
comment on column lab_tasks.id is 'The item.';
comment on column lab_tasks.tat_minutes is
  'How many working minutes it may take from receipt; within a panel that was booked whole the longest of its tests. '
  'Null where the catalogue says none: then it is never overdue.';
comment on column lab_tasks.received_at is 'When its first usable tube was received; the turnaround time begins.';
comment on column lab_tasks.running_since is 'Null before receipt, while another tube is waited for, and after the end.';
comment on column lab_tasks.used_minutes is 'Working minutes used before running_since; all of them once it is finished.';
comment on column lab_tasks.due_at is 'When the time is used up; null while the clock stands still.';
comment on column lab_tasks.finished_at is 'When its report was verified for the first time.';
comment on column lab_tasks.words is
  'What the work list is filtered by: pet, client, test, booking, tubes, collector; no longer renewed once it is done.';

create function desk.lab_stage(p_item text, p_report text) returns text
language sql immutable parallel safe
return case
  when p_item = 'collected' then 'receive'
  when p_item in ('rejected', 'recollect_pending') or p_item = 'processing' and p_report = 'retracted' then 'recollect'
  when p_item = 'processing' and p_report = 'generated' then 'verify'
  when p_item = 'processing' then 'do'
  when p_item = 'completed' and p_report = 'verified' then 'deliver'
  else 'done' end;
comment on function desk.lab_stage(text, text) is 'What is to be done next with an item and its report.';

create function desk.lab_words(p_organization_id bigint, p_item_id bigint) returns text
language sql stable set search_path = pg_catalog, public, extensions, pg_temp as $$
  select array_to_string(search.spelling(concat_ws(' ', p.name, u.full_name, t.code, t.name,
    replace(b.booking_number, '-', ''), (select string_agg(replace(s.accession_number, '-', ''), ' ' order by s.id) from specimen_items l
      join specimens s on s.organization_id = l.organization_id and s.id = l.specimen_id
      where l.organization_id = i.organization_id and l.booking_item_id = i.id),
    (select c.name from visits v join staff c on c.organization_id = v.organization_id and c.id = v.staff_id
      where v.organization_id = b.organization_id and v.booking_id = b.id
        and v.status not in ('cancelled', 'no_show', 'failed_visit')))), ' ')
  from booking_items i
  join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
  join users u on u.organization_id = b.organization_id and u.id = b.user_id
  join pets p on p.organization_id = b.organization_id and p.id = b.pet_id
  join tests t on t.organization_id = i.organization_id and t.id = i.test_id
  where i.organization_id = p_organization_id and i.id = p_item_id
$$;
comment on function desk.lab_words(bigint, bigint) is 'The words that an item of the work list is found by.';

alter table test_batch_groups
  add column panel_id bigint,
  add constraint fk_test_batch_groups_panel_id foreign key (organization_id, panel_id)
    references test_panels (organization_id, id) on delete set null (panel_id);
create index ix_test_batch_groups_panel_id on test_batch_groups (organization_id, panel_id);
create trigger tr_test_batch_groups_protect before update on test_batch_groups
  for each row execute function desk.protect('booking_id', 'panel_id');
comment on column test_batch_groups.panel_id is 'The panel that was booked whole; null in old data.';

create function desk.time_allowed(p_item booking_items) returns integer
language sql stable set search_path = pg_catalog, public, extensions, pg_temp as $$
  select nullif(max(t.tat_hours), 0) * 60 from tests t
  where t.organization_id = p_item.organization_id and (t.id = p_item.test_id or t.id in (
    select m.test_id from test_reports r
    join test_batch_groups g on g.organization_id = r.organization_id and g.id = r.batch_group_id
    join test_panel_tests m on m.organization_id = g.organization_id and m.panel_id = g.panel_id
    where r.organization_id = p_item.organization_id and r.booking_item_id = p_item.id))
$$;
comment on function desk.time_allowed(booking_items) is
  'The turnaround time of an item in working minutes: the longest of its panel where that was booked whole; null for none.';

create function desk.put_task(p_organization_id bigint, p_item_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  item booking_items;
  report_status text;
  task lab_tasks;
  is_new boolean;
  runs boolean;
  halted boolean;
begin
  select i.* into item from booking_items i where i.organization_id = p_organization_id and i.id = p_item_id;
  select t.* into task from lab_tasks t where t.organization_id = p_organization_id and t.id = p_item_id;
  is_new := task.id is null;
  if item.id is null or is_new and item.status in ('pending', 'not_obtained', 'cancelled') then
    return;
  end if;
  -- Hours that change at the same time wait, and so every task is measured by them.
  perform desk.lock_clinic_hours(p_organization_id, false);
  select r.status into report_status from test_reports r
  where r.organization_id = p_organization_id and r.booking_item_id = p_item_id;
  -- Nothing is left to do for a booking that was cancelled or refunded.
  halted := exists (select from bookings b where b.organization_id = p_organization_id and b.id = item.booking_id
      and b.status = 'cancelled')
    or exists (select from billing_records k where k.organization_id = p_organization_id
      and k.booking_id = item.booking_id and k.status = 'credited');
  task.stage := case when halted then 'done' else desk.lab_stage(item.status, report_status) end;
  task.words := desk.lab_words(p_organization_id, p_item_id);
  if task.received_at is null and item.status in ('processing', 'completed') then
    perform desk.cover_lab_days(p_organization_id);
    task.received_at := now();
    task.tat_minutes := desk.time_allowed(item);
  end if;
  runs := not halted and task.received_at is not null and task.finished_at is null
    and item.status in ('processing', 'rejected');
  if runs and task.running_since is null then
    -- A transaction that waited for the receipt has the earlier clock.
    task.running_since := greatest(now(), task.received_at);
  elsif not runs and task.running_since is not null then
    task.used_minutes := coalesce(task.used_minutes, 0)
      + greatest(desk.working_minutes(p_organization_id, task.running_since, now()), 0);
    task.running_since := null;
  end if;
  if item.status = 'completed' then
    task.finished_at := coalesce(task.finished_at, now());
  end if;
  task.due_at := case when task.running_since is not null and task.tat_minutes is not null then
    desk.lab_time(p_organization_id, desk.lab_minute(p_organization_id, task.running_since) + task.tat_minutes
      - coalesce(task.used_minutes, 0)) end;
  if is_new then
    insert into lab_tasks (organization_id, id, booking_id, stage, tat_minutes, received_at, running_since, used_minutes,
      due_at, finished_at, words)
    values (p_organization_id, p_item_id, item.booking_id, task.stage, task.tat_minutes, task.received_at,
      task.running_since, coalesce(task.used_minutes, 0), task.due_at, task.finished_at, task.words);
  else
    update lab_tasks t set stage = task.stage, tat_minutes = task.tat_minutes, received_at = task.received_at,
      running_since = task.running_since, used_minutes = task.used_minutes, due_at = task.due_at,
      finished_at = task.finished_at, words = task.words
    where t.organization_id = p_organization_id and t.id = p_item_id
      and (t.stage, t.tat_minutes, t.received_at, t.running_since, t.used_minutes, t.due_at, t.finished_at, t.words)
        is distinct from (task.stage, task.tat_minutes, task.received_at, task.running_since, task.used_minutes,
          task.due_at, task.finished_at, task.words);
  end if;
end $$;
comment on function desk.put_task(bigint, bigint) is
  'Brings the task of an item to what its item and report say. The clock runs from receipt while the tube is in the lab or '
  'just rejected, stands still while another tube is waited for, and ends when the report is verified.';
create trigger tr_lab_tasks_version before update on lab_tasks for each row execute function desk.bump_version();
create trigger tr_lab_tasks_notify after insert or update on lab_tasks for each row execute function desk.notify();

-- Panels ---------------------------------------------------------------------------------------------------------------

create function desk.panel_group(p_organization_id bigint, p_booking_id bigint, p_test_id bigint) returns bigint
language plpgsql volatile set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  found_group bigint;
begin
  select g.id into found_group from test_batch_groups g
  join test_panel_tests m on m.organization_id = g.organization_id and m.panel_id = g.panel_id
  where g.organization_id = p_organization_id and g.booking_id = p_booking_id and m.test_id = p_test_id
  order by g.id limit 1;
  if found_group is not null then
    return found_group;
  end if;
  insert into test_batch_groups (organization_id, booking_id, batch_name, panel_id)
  select p_organization_id, p_booking_id, p.name, p.id
  from test_panels p
  join test_panel_tests m on m.organization_id = p.organization_id and m.panel_id = p.id
  where p.organization_id = p_organization_id and p.is_active
  group by p.id, p.name
  having bool_or(m.test_id = p_test_id) and count(*) > 1
    and bool_and(exists (select from booking_items i where i.organization_id = p_organization_id
      and i.booking_id = p_booking_id and i.test_id = m.test_id and i.status <> 'cancelled'))
    and not bool_or(exists (select from test_batch_groups g
      join test_panel_tests o on o.organization_id = g.organization_id and o.panel_id = g.panel_id
      where g.organization_id = p_organization_id and g.booking_id = p_booking_id and o.test_id = m.test_id))
  order by count(*) desc, p.id
  limit 1
  returning id into found_group;
  return found_group;
end $$;
comment on function desk.panel_group(bigint, bigint, bigint) is
  'The group of a test whose panel was booked whole, the largest one, made with the first of its tests; null for none.';

create function desk.open_report(p_item booking_items) returns void
language plpgsql volatile set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  insert into test_reports (organization_id, booking_item_id, pet_id, test_id, batch_group_id)
  select p_item.organization_id, p_item.id, b.pet_id, p_item.test_id,
    desk.panel_group(p_item.organization_id, p_item.booking_id, p_item.test_id)
  from bookings b
  where b.organization_id = p_item.organization_id and b.id = p_item.booking_id
    and not exists (select from test_reports r
      where r.organization_id = p_item.organization_id and r.booking_item_id = p_item.id)
  on conflict on constraint uq_test_reports_booking_item_id do nothing;
  update test_reports r set status = 'pending', generated_at = null, generated_by_staff_id = null, verified_at = null,
    verified_by_staff_id = null, delivered_at = null
  where r.organization_id = p_item.organization_id and r.booking_item_id = p_item.id
    and r.status in ('generated', 'retracted');
end $$;
comment on function desk.open_report(booking_items) is
  'A test that is received has its report to be written; a new tube after a retraction starts it again.';
insert into desk.allowed_moves (machine, from_status, to_status, permission) values
  ('report', 'retracted', 'pending', 'system');

-- Arrival --------------------------------------------------------------------------------------------------------------

create function desk.try_close(p_organization_id bigint, p_booking_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if exists (select from bookings b
      where b.organization_id = p_organization_id and b.id = p_booking_id and b.status = 'at_lab')
    and not exists (select from booking_items i
      where i.organization_id = p_organization_id and i.booking_id = p_booking_id
        and i.status not in ('completed', 'cancelled'))
    and exists (select from billing_records r
      where r.organization_id = p_organization_id and r.booking_id = p_booking_id and r.status in ('paid', 'credited'))
    and not exists (select from billing_records r
      where r.organization_id = p_organization_id and r.booking_id = p_booking_id
        and r.status not in ('paid', 'credited', 'voided'))
  then
    update visits v set status = 'closed'
    where v.organization_id = p_organization_id and v.booking_id = p_booking_id and v.status = 'at_lab';
    update bookings b set status = 'closed'
    where b.organization_id = p_organization_id and b.id = p_booking_id and b.status = 'at_lab';
  end if;
end $$;
comment on function desk.try_close(bigint, bigint) is 'Closes a booking whose items are all done and whose money is in.';

create or replace function desk.close_booking() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  perform desk.try_close(new.organization_id, case tg_table_name when 'bookings' then new.id
    else (to_jsonb(new) ->> 'booking_id')::bigint end);
  return null;
end $$;
create trigger tr_bookings_close after update of status on bookings for each row
  when (old.status = 'collected' and new.status = 'at_lab') execute function desk.close_booking();

create function desk.was_rejected(p_item booking_items, p_specimen_id bigint) returns boolean
language sql stable set search_path = pg_catalog, public, extensions, pg_temp
return exists (select from item_rejections j where j.organization_id = p_item.organization_id
  and j.booking_item_id = p_item.id and j.specimen_id = p_specimen_id);
comment on function desk.was_rejected(booking_items, bigint) is 'Whether a tube was found to be of no use for an item.';

create function desk.arrive(p_organization_id bigint, p_booking_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if exists (select from bookings b
      where b.organization_id = p_organization_id and b.id = p_booking_id and b.status = 'collected')
    -- What was drawn for a cancelled test, or was rejected for it, is not waited for.
    and not exists (select from specimens s
      where s.organization_id = p_organization_id and s.booking_id = p_booking_id and s.status = 'collected'
        and exists (select from specimen_items l
          join booking_items i on i.organization_id = l.organization_id and i.id = l.booking_item_id
          where l.organization_id = s.organization_id and l.specimen_id = s.id and i.status <> 'cancelled'
            and not desk.was_rejected(i, s.id)))
    and (desk.allowed('specimens.receive') or exists (select from specimens s
      where s.organization_id = p_organization_id and s.booking_id = p_booking_id and s.received_at is not null))
  then
    update visits v set status = 'at_lab'
    where v.organization_id = p_organization_id and v.booking_id = p_booking_id and v.status = 'collected';
    update bookings b set status = 'at_lab'
    where b.organization_id = p_organization_id and b.id = p_booking_id and b.status = 'collected';
  end if;
end $$;
comment on function desk.arrive(bigint, bigint) is
  'A booking is at the lab once none of its tubes is on the way: received, or rejected on arrival.';

create function desk.follow_collected() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  -- Its last tube may have come before the last test was given up; items that are collected with it have theirs yet to come.
  if not exists (select from booking_items i
      where i.organization_id = new.organization_id and i.booking_id = new.id and i.status = 'pending')
    and exists (select from specimens s
      where s.organization_id = new.organization_id and s.booking_id = new.id and s.received_at is not null)
  then
    perform desk.arrive(new.organization_id, new.id);
  end if;
  return null;
end $$;
comment on function desk.follow_collected() is 'A booking whose tubes came before it was done with has arrived with it.';
create trigger tr_bookings_arrive after update of status on bookings for each row
  when (old.status = 'arrived' and new.status = 'collected') execute function desk.follow_collected();

create function desk.follow_halt() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  perform desk.put_task(t.organization_id, t.id) from lab_tasks t
  where t.organization_id = new.organization_id and t.stage <> 'done' and t.booking_id = case tg_table_name
    when 'bookings' then new.id else (to_jsonb(new) ->> 'booking_id')::bigint end;
  return null;
end $$;
comment on function desk.follow_halt() is 'What was cancelled or refunded is no work any more.';
create trigger tr_bookings_halt_lab after update of status on bookings for each row
  when (new.status = 'cancelled' and old.status <> 'cancelled') execute function desk.follow_halt();
create trigger tr_billing_records_lab after update of status on billing_records for each row
  when (new.status = 'credited' and old.status <> 'credited') execute function desk.follow_halt();

create function desk.follow_tube() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if tg_table_name = 'specimen_items' then
    perform desk.put_task(new.organization_id, new.booking_item_id);
  else
    perform desk.arrive(new.organization_id, new.booking_id);
  end if;
  return null;
end $$;
comment on function desk.follow_tube() is 'A tube is found by its number, and the last one brings the booking to the lab.';
create trigger tr_specimens_lab after update of status on specimens for each row
  when (old.status <> new.status) execute function desk.follow_tube();
create trigger tr_specimen_items_lab after insert on specimen_items for each row execute function desk.follow_tube();

create function desk.follow_lab() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  if tg_table_name = 'test_reports' then
    perform desk.put_task(new.organization_id, (to_jsonb(new) ->> 'booking_item_id')::bigint);
    return null;
  end if;
  if new.status = 'processing' and old.status = 'collected' then
    perform desk.open_report(new);
  elsif new.status = 'rejected' then
    insert into item_rejections (organization_id, booking_item_id, specimen_id, code, note, staff_id)
    values (new.organization_id, new.id,
      (select max(l.specimen_id) from specimen_items l
        where l.organization_id = new.organization_id and l.booking_item_id = new.id),
      coalesce(nullif(current_setting('labrador.rejection', true), ''), 'OTHER'),
      nullif(current_setting('labrador.reason', true), ''), desk.staff_id());
    -- What was found in a tube that is of no use is not verified.
    update test_reports r set status = 'pending', generated_at = null, generated_by_staff_id = null
    where r.organization_id = new.organization_id and r.booking_item_id = new.id and r.status = 'generated';
  end if;
  perform desk.put_task(new.organization_id, new.id);
  if new.status in ('rejected', 'cancelled') then
    perform desk.arrive(new.organization_id, new.booking_id);
  end if;
  return null;
end $$;
comment on function desk.follow_lab() is
  'Whatever happens to an item or its report: the report is opened with the receipt and goes back with a rejected tube, why '
  'it was rejected is noted, the work list follows.';
create trigger tr_booking_items_lab after update of status on booking_items for each row
  when (old.status <> new.status) execute function desk.follow_lab();
create trigger tr_test_reports_lab after insert or update of status on test_reports for each row
  execute function desk.follow_lab();

create function desk.follow_names() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
begin
  -- Bookings first, as whoever moves their tests locks them.
  perform from bookings b where b.organization_id = new.organization_id and b.id in (select t.booking_id from lab_tasks t
      join bookings n on n.organization_id = t.organization_id and n.id = t.booking_id
      where t.organization_id = new.organization_id and t.stage <> 'done'
        and case tg_table_name when 'pets' then n.pet_id = new.id else n.user_id = new.id end)
  order by b.id for no key update;
  update lab_tasks t set words = desk.lab_words(t.organization_id, t.id)
  where t.organization_id = new.organization_id and t.stage <> 'done' and t.booking_id in (
    select b.id from bookings b where b.organization_id = new.organization_id and case tg_table_name
      when 'pets' then b.pet_id = new.id when 'users' then b.user_id = new.id else false end);
  return null;
end $$;
comment on function desk.follow_names() is 'The work list is filtered by the names that hold now.';
create trigger tr_pets_lab after update of name on pets for each row
  when (old.name <> new.name) execute function desk.follow_names();
create trigger tr_users_lab after update of full_name on users for each row
  when (old.full_name is distinct from new.full_name) execute function desk.follow_names();

create function desk.follow_hours() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  organization constant bigint := case tg_table_name when 'organizations' then new.id
    else (to_jsonb(new) ->> 'organization_id')::bigint end;
begin
  perform desk.lock_clinic_hours(organization, true);
  if exists (select from lab_days d where d.organization_id = organization) then
    perform desk.plan_lab_days(organization, desk.today_in(organization));
  end if;
  update lab_tasks t set due_at = due.at
  from (select n.id, desk.lab_time(organization, desk.lab_minute(organization, n.running_since) + n.tat_minutes
      - n.used_minutes) as at
    from lab_tasks n where n.organization_id = organization and n.running_since is not null and n.tat_minutes is not null
  ) due
  where t.organization_id = organization and t.id = due.id and t.due_at is distinct from due.at;
  return null;
end $$;
comment on function desk.follow_hours() is
  'Other hours or holidays change the working days from today on, and with them when open work is due.';
create trigger tr_clinic_info_lab after update on clinic_info for each row
  when ((new.booking_rules, new.booking_exceptions, new.opening_time, new.closing_time)
    is distinct from (old.booking_rules, old.booking_exceptions, old.opening_time, old.closing_time))
  execute function desk.follow_hours();
create trigger tr_organizations_lab after update of time_zone on organizations for each row
  when (old.time_zone <> new.time_zone) execute function desk.follow_hours();

-- Steps of the laboratory ----------------------------------------------------------------------------------------------

create function desk.read_accession(p_organization_id bigint, p_text text) returns text
language sql stable set search_path = pg_catalog, public, extensions, pg_temp as $$
  select y.year || '-' || lpad(y.number, greatest(6, length(y.number)), '0')
  from (select regexp_replace(p_text, '\s', '', 'g') as text) t
  cross join lateral (select
    case when t.text ~ '^[0-9]{2}-[0-9]{1,9}$' then left(t.text, 2)
      when t.text ~ '^[0-9]{1,6}$' then to_char(desk.today_in(p_organization_id), 'YY')
      when t.text ~ '^[0-9]{8,11}$' then left(t.text, 2) end as year,
    ltrim(case when t.text ~ '-' then split_part(t.text, '-', 2) when length(t.text) > 6 then substr(t.text, 3)
      else t.text end, '0') as number) y
  where y.year is not null and y.number <> ''
$$;
comment on function desk.read_accession(bigint, text) is
  'The number of a tube as it was scanned or typed: 26-000123, 26-123, 26000123, or 123 of this year; null for none.';

create function desk.receive(p_numbers text[])
returns table (
  typed text, outcome text, accession_number text, booking_number text, pet_name text, species text, tube_type text,
  sample_type text, tests text[], replaced_by text, is_last boolean
)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  organization constant bigint := (desk.require('specimens.receive')).organization_id;
  tube specimens;
  standing bookings;
begin
  perform set_config('labrador.reason', '', true);
  -- Bookings are locked in one order, so that two desks that receive the same tubes wait for each other once.
  perform from bookings b where b.organization_id = organization and b.id in (
    select s.booking_id from specimens s where s.organization_id = organization and s.accession_number in (
      select desk.read_accession(organization, n) from unnest(p_numbers) as n))
  order by b.id for no key update;
  foreach typed in array coalesce(p_numbers, '{}') loop
    accession_number := desk.read_accession(organization, typed);
    outcome := case when accession_number is null then 'unreadable' else 'unknown' end;
    select s.* into tube from specimens s
    where s.organization_id = organization and s.accession_number = receive.accession_number;
    booking_number := null;
    pet_name := null;
    species := null;
    tube_type := null;
    sample_type := null;
    tests := null;
    replaced_by := null;
    is_last := false;
    if tube.id is not null then
      select b.* into standing from bookings b where b.organization_id = organization and b.id = tube.booking_id;
      select coalesce(standing.booking_number, standing.id::text), p.name, p.species, tube.tube_type, tube.sample_type,
        (select n.accession_number from specimens n
          where n.organization_id = organization and n.replaces_id = tube.id)
        into booking_number, pet_name, species, tube_type, sample_type, replaced_by
      from pets p where p.organization_id = organization and p.id = tube.pet_id;
      select array_agg(coalesce(t.code, t.name) order by i.id) into tests from specimen_items l
      join booking_items i on i.organization_id = l.organization_id and i.id = l.booking_item_id
      join tests t on t.organization_id = i.organization_id and t.id = i.test_id
      where l.organization_id = organization and l.specimen_id = tube.id and i.status <> 'cancelled'
        and not desk.was_rejected(i, tube.id);
      outcome := case
        when tube.status = 'rejected' or tests is null and exists (select from item_rejections j
          where j.organization_id = organization and j.specimen_id = tube.id) then 'rejected'
        when tube.status = 'received' and not exists (select from specimen_items l
          join booking_items i on i.organization_id = l.organization_id and i.id = l.booking_item_id
          where l.organization_id = organization and l.specimen_id = tube.id and i.status = 'collected') then 'already'
        when tests is null then 'cancelled'
        when exists (select from billing_records r where r.organization_id = organization
          and r.booking_id = tube.booking_id and r.status = 'credited') then 'refunded'
        else 'received' end;
      if outcome = 'received' then
        update specimens s set status = 'received', received_at = greatest(now(), s.collected_at),
          received_by = desk.staff_id()
        where s.organization_id = organization and s.id = tube.id and s.status = 'collected';
        -- A test that needs several tubes begins with the last of them.
        update booking_items i set status = 'processing'
        where i.organization_id = organization and i.status = 'collected'
          and i.id in (select l.booking_item_id from specimen_items l
            where l.organization_id = organization and l.specimen_id = tube.id)
          and not desk.was_rejected(i, tube.id)
          and not exists (select from specimen_items l
            join specimens s on s.organization_id = l.organization_id and s.id = l.specimen_id
            where l.organization_id = organization and l.booking_item_id = i.id and s.status = 'collected'
              and not desk.was_rejected(i, s.id));
        is_last := (select b.status <> 'collected' from bookings b
          where b.organization_id = organization and b.id = tube.booking_id);
      end if;
    end if;
    return next;
  end loop;
end $$;
comment on function desk.receive(text[]) is
  'Receives tubes by their numbers, each for itself. Outcome received, already, rejected (replaced_by names the tube that '
  'came for it), cancelled, refunded, unknown or unreadable; is_last where no other tube of the booking is on the way.';

create function desk.reject(p_item_id bigint, p_version bigint, p_code text, p_note text, p_is_whole_tube boolean)
returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  organization constant bigint := (desk.require('session')).organization_id;
  note constant text := nullif(btrim(coalesce(p_note, '')), '');
  reason text;
  also bigint[] := '{}';
  other bigint;
begin
  select r.name into reason from desk.rejection_reasons r where r.code = p_code;
  if reason is null then
    raise exception using errcode = 'LB111', table = 'item_rejections', message = 'there is no such reason to reject a specimen';
  elsif p_code = 'OTHER' and note is null then
    raise exception using errcode = 'LB112', table = 'item_rejections', message = 'another reason says which';
  end if;
  reason := case when p_code = 'OTHER' then note else concat_ws(': ', reason, note) end;
  perform from bookings b where b.organization_id = organization and b.id = (
    select i.booking_id from booking_items i where i.organization_id = organization and i.id = p_item_id)
  for no key update;
  if p_is_whole_tube then
    also := array(select distinct o.booking_item_id from specimen_items l
      join specimens s on s.organization_id = l.organization_id and s.id = l.specimen_id and s.status <> 'rejected'
      join specimen_items o on o.organization_id = s.organization_id and o.specimen_id = s.id
      join booking_items i on i.organization_id = o.organization_id and i.id = o.booking_item_id
      where l.organization_id = organization and l.booking_item_id = p_item_id and i.id <> p_item_id
        and i.status in ('collected', 'processing')
      order by 1);
  end if;
  perform set_config('labrador.rejection', p_code, true);
  perform from desk.move('item', p_item_id, 'rejected', reason, null, p_version);
  foreach other in array also loop
    perform from desk.move('item', other, 'rejected', reason);
  end loop;
  perform set_config('labrador.rejection', '', true);
  return 1 + cardinality(also);
end $$;
comment on function desk.reject(bigint, bigint, text, text, boolean) is
  'Rejects the specimen of an item for a reason of the list, for this test alone or for all that are made from the tube; '
  'answers how many.';

create function desk.move_all(
  p_machine text, p_ids bigint[], p_versions bigint[], p_to text, p_batch uuid, p_reason text default null,
  p_code text default null
) returns table (id bigint, is_done boolean, code text, message text, status text)
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  organization constant bigint := (desk.require('session')).organization_id;
  place integer;
begin
  if p_machine not in ('item', 'report') or p_batch is null or cardinality(p_ids) <> cardinality(p_versions)
    or cardinality(p_ids) not between 1 and 500 then
    raise exception using errcode = 'LB113', table = 'status_events',
      message = 'a batch names its key and up to 500 tests or reports with the versions that were read';
  end if;
  perform from bookings b where b.organization_id = organization and b.id in (
    select i.booking_id from booking_items i
    left join test_reports r on r.organization_id = i.organization_id and r.booking_item_id = i.id
    where i.organization_id = organization and case p_machine when 'item' then i.id else r.id end = any (p_ids))
  order by b.id for no key update;
  perform set_config('labrador.batch', p_batch::text, true);
  for place in 1 .. cardinality(p_ids) loop
    id := p_ids[place];
    code := null;
    message := null;
    -- A batch whose answer was lost is sent again: what it did stands.
    is_done := exists (select from status_events e where e.organization_id = organization and e.machine = p_machine
      and e.record_id = p_ids[place] and e.batch_key = p_batch and e.to_status = p_to);
    if not is_done then
      begin
        if p_to = 'rejected' and p_machine = 'item' then
          perform desk.reject(p_ids[place], p_versions[place], p_code, p_reason, false);
        else
          perform from desk.move(p_machine, p_ids[place], p_to, p_reason, null, p_versions[place]);
        end if;
        is_done := true;
      exception when others then
        -- Rules refuse one row; whatever else goes wrong ends the batch.
        if sqlstate not like 'LB%' then
          raise;
        end if;
        code := sqlstate;
        message := sqlerrm;
      end;
    end if;
    execute format('select t.status::text from %s t where t.organization_id = $1 and t.id = $2',
      desk.status_table(p_machine)) into status using organization, id;
    return next;
  end loop;
  perform set_config('labrador.batch', '', true);
end $$;
comment on function desk.move_all(text, bigint[], bigint[], text, uuid, text, text) is
  'Takes one step for many items or reports: each is done or refused for itself, with the code and the sentence of the '
  'refusal and the status it has then. All events carry the key of the batch; the same key again changes nothing.';

-- The work list --------------------------------------------------------------------------------------------------------

create function search.lab_work(p_view text, p_query text, p_limit integer)
returns table (item_id bigint, place bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  organization constant bigint := (desk.require('reports.read')).organization_id;
  -- A number is one word: B-000123 is not every number that ends so.
  patterns constant text[] := array(select '%' || w || '%'
    from unnest(search.spelling(regexp_replace(p_query, '([[:alnum:]])-([0-9])', '\1\2', 'g'))) as w where w <> '');
begin
  return query execute format($query$
    select f.id, row_number() over (order by f.due_at nulls last, f.id)
    from (select t.id, t.due_at from lab_tasks t
      where t.organization_id = $1 and %s %s
      order by t.due_at nulls last, t.id
      limit $3) f
    $query$,
    case p_view
      when 'overdue' then 't.stage <> ''done'' and t.due_at < now()'
      when 'open' then 't.stage <> ''done'''
      else format('t.stage = %L and t.stage <> ''done''', p_view) end,
    case when cardinality(patterns) > 0 then 'and t.words like all ($2)' else 'and $2 is not null' end)
  using organization, patterns, p_limit;
end $$;
comment on function search.lab_work(text, text, integer) is
  'The items of a view of the work list, first what is due first: a stage, overdue, or open for all of them. Each word of the '
  'query is in the names of pet, client, test or collector, or in a number.';

create function search.lab_counts() returns table (stage text, tasks bigint, overdue bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  organization constant bigint := (desk.require('reports.read')).organization_id;
begin
  return query
  select t.stage, count(*), count(*) filter (where t.due_at < now())
  from lab_tasks t
  where t.organization_id = organization and t.stage <> 'done'
  group by t.stage;
end $$;
comment on function search.lab_counts() is 'How many tests stand at each stage, and how many of them are overdue.';

create view scoped.lab_turnarounds with (security_barrier) as
select t.organization_id, t.id, t.stage, t.tat_minutes, t.used_minutes, t.running_since is not null as is_running,
  t.received_at at time zone o.time_zone as received_at, t.due_at at time zone o.time_zone as due_at,
  t.finished_at at time zone o.time_zone as finished_at, coalesce(t.due_at < now(), false) as is_overdue,
  desk.work_left(t.due_at) as minutes_left
from public.lab_tasks t
join public.organizations o on o.id = t.organization_id
where t.organization_id = (select desk.organization_id()) and (select desk.allowed('reports.read'));
comment on view scoped.lab_turnarounds is 'What is to be done next with a test and how much of its time is left, local times.';

create function search.lab_past(p_pet_id bigint, p_client_id bigint, p_limit integer)
returns table (item_id bigint, place bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  organization constant bigint := (desk.require('reports.read')).organization_id;
begin
  return query
  select i.id, row_number() over (order by b.booking_date desc, b.id desc, i.id)
  from bookings b
  join booking_items i on i.organization_id = b.organization_id and i.booking_id = b.id and i.status <> 'cancelled'
  where b.organization_id = organization and (b.pet_id = p_pet_id or b.user_id = p_client_id)
  order by 2 limit p_limit;
end $$;
comment on function search.lab_past(bigint, bigint, integer) is 'The items of a pet or a client, newest first.';

create function search.lab_rows(p_items bigint[]) returns table (
  item_id bigint, place bigint, version bigint, status text, stage text, tat_minutes integer, used_minutes integer,
  received_at timestamp, due_at timestamp, finished_at timestamp, is_running boolean, is_overdue boolean,
  minutes_left bigint, words text, report_id bigint, report_number text, report_status text, report_version bigint,
  is_own boolean, booking_number text, booked_for timestamp, booking_status text, client_name text, pet_name text,
  species text, breed text, sex text, weight_grams bigint, code text, test_name text, sample_type text, tube_type text,
  microlitres bigint, notes text, panel_name text, rejection text, tube_numbers text[], tube_states text[],
  tubes_replaced_by text[], tubes_open bigint[]
)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  -- Asked once, and not for every row.
  session constant staff_sessions := desk.require('reports.read');
  minute constant bigint := desk.lab_minute(session.organization_id, now());
begin
  return query
  select i.id, w.place, i.version, i.status, coalesce(k.stage, 'done'), k.tat_minutes, coalesce(k.used_minutes, 0),
    k.received_at at time zone o.time_zone, k.due_at at time zone o.time_zone, k.finished_at at time zone o.time_zone,
    k.running_since is not null, coalesce(k.due_at < now(), false), desk.lab_minute(o.id, k.due_at) - minute,
    coalesce(k.words, ''), r.id, r.report_number, r.status, r.version,
    r.generated_by_staff_id is not distinct from session.staff_id, coalesce(b.booking_number, b.id::text),
    b.booking_date at time zone o.time_zone, b.status::text, coalesce(u.full_name, '')::text, p.name::text, p.species::text,
    p.breed::text, p.sex::text,
    round(p.weight_kg * 1000)::bigint, coalesce(t.code, t.name)::text, t.name::text, t.sample_type::text, t.tube_type::text,
    round(t.sample_quantity_ml * 1000)::bigint, b.notes::text, g.batch_name::text,
    (select j.note from item_rejections j where j.organization_id = i.organization_id and j.booking_item_id = i.id
      order by j.id desc limit 1),
    s.numbers, s.states, s.replaced, s.open
  from unnest(p_items) with ordinality as w (id, place)
  join organizations o on o.id = session.organization_id
  join booking_items i on i.organization_id = session.organization_id and i.id = w.id
  join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
  join users u on u.organization_id = b.organization_id and u.id = b.user_id
  join pets p on p.organization_id = b.organization_id and p.id = b.pet_id
  join tests t on t.organization_id = i.organization_id and t.id = i.test_id
  left join lab_tasks k on k.organization_id = i.organization_id and k.id = i.id
  left join test_reports r on r.organization_id = i.organization_id and r.booking_item_id = i.id
  left join test_batch_groups g on g.organization_id = r.organization_id and g.id = r.batch_group_id
  cross join lateral (
    select coalesce(array_agg(m.accession_number order by m.id), '{}') as numbers,
      coalesce(array_agg(m.status order by m.id), '{}') as states,
      coalesce(array_agg(coalesce((select e.accession_number from specimens e
        where e.organization_id = m.organization_id and e.replaces_id = m.id), '') order by m.id), '{}') as replaced,
      coalesce(array_agg((select count(*) from specimen_items e
        join booking_items c on c.organization_id = e.organization_id and c.id = e.booking_item_id
        where e.organization_id = m.organization_id and e.specimen_id = m.id
          and c.status in ('collected', 'processing')) order by m.id), '{}') as open
    from specimen_items l
    join specimens m on m.organization_id = l.organization_id and m.id = l.specimen_id
    where l.organization_id = i.organization_id and l.booking_item_id = i.id) s
  order by w.place;
end $$;
comment on function search.lab_rows(bigint[]) is
  'Items as the laboratory sees them, in the order asked for: no phones and no money; local times. Row-level security would '
  'read all there are for the few that are shown.';

-- What the laboratory has done before ----------------------------------------------------------------------------------

create function desk.fill_lab_tasks(p_organization_id bigint) returns integer
language plpgsql volatile set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  filled integer;
begin
  perform desk.plan_lab_days(p_organization_id, (
    select least((min(s.received_at) at time zone o.time_zone)::date - 1, desk.today_in(o.id) - 31)
    from organizations o left join specimens s on s.organization_id = o.id where o.id = p_organization_id
    group by o.id, o.time_zone));
  insert into item_rejections (organization_id, booking_item_id, specimen_id, code, note, staff_id, created_at)
  select e.organization_id, e.record_id, (select max(l.specimen_id) from specimen_items l
      where l.organization_id = e.organization_id and l.booking_item_id = e.record_id),
    coalesce((select r.code from desk.rejection_reasons r where e.reason ilike r.name || '%' order by r.place limit 1), 'OTHER'),
    e.reason, e.staff_id, e.created_at
  from status_events e
  join booking_items i on i.organization_id = e.organization_id and i.id = e.record_id
  where e.organization_id = p_organization_id and e.machine = 'item' and e.to_status = 'rejected'
    and not exists (select from item_rejections r
      where r.organization_id = e.organization_id and r.booking_item_id = e.record_id)
  order by e.id;
  insert into lab_tasks (organization_id, id, booking_id, stage, tat_minutes, received_at, running_since, used_minutes,
    due_at, finished_at, words)
  select w.organization_id, w.id, w.booking_id, w.stage, w.tat, w.received_at,
    case when w.is_running then w.received_at end,
    case when not w.is_running and w.stopped_at is not null then
      greatest(desk.working_minutes(p_organization_id, w.received_at, w.stopped_at), 0) else 0 end,
    case when w.is_running and w.tat is not null then
      desk.lab_time(p_organization_id, desk.lab_minute(p_organization_id, w.received_at) + w.tat) end,
    w.finished_at, case when w.stage = 'done' then '' else desk.lab_words(p_organization_id, w.id) end
  from (
    select i.organization_id, i.id, i.booking_id, desk.lab_stage(i.status, r.status) as stage,
      nullif(greatest((select t.tat_hours from tests t where t.organization_id = i.organization_id and t.id = i.test_id),
        case when r.batch_group_id is not null then (select max(t.tat_hours) from test_reports g
          join tests t on t.organization_id = g.organization_id and t.id = g.test_id
          where g.organization_id = i.organization_id and g.batch_group_id = r.batch_group_id) end), 0) * 60 as tat,
      s.received_at,
      s.received_at is not null and r.verified_at is null and r.retracted_at is null and i.status in ('processing', 'rejected')
        as is_running,
      case when s.received_at is not null and (r.retracted_at is not null or i.status = 'completed') then
        greatest(coalesce(r.verified_at, r.generated_at, r.updated_at, s.received_at), s.received_at) end as finished_at,
      case when s.received_at is not null then greatest(s.received_at, coalesce(r.verified_at, r.generated_at,
        case when i.status = 'completed' then r.updated_at end,
        (select max(e.created_at) from status_events e where e.organization_id = i.organization_id and e.machine = 'item'
          and e.record_id = i.id and e.to_status in ('recollect_pending', 'cancelled')))) end as stopped_at
    from booking_items i
    left join test_reports r on r.organization_id = i.organization_id and r.booking_item_id = i.id
    left join lateral (select min(s.received_at) as received_at from specimen_items l
      join specimens s on s.organization_id = l.organization_id and s.id = l.specimen_id
      where l.organization_id = i.organization_id and l.booking_item_id = i.id) s on true
    where i.organization_id = p_organization_id and i.status not in ('pending', 'not_obtained')
      and (i.status <> 'cancelled' or s.received_at is not null)
  ) w
  on conflict do nothing;
  get diagnostics filled = row_count;
  -- Only now, so that the clocks run since the receipts and not since this moment.
  insert into test_reports (organization_id, booking_item_id, pet_id, test_id)
  select i.organization_id, i.id, b.pet_id, i.test_id from booking_items i
  join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
  where i.organization_id = p_organization_id and i.status = 'processing'
  on conflict on constraint uq_test_reports_booking_item_id do nothing;
  return filled;
end $$;
comment on function desk.fill_lab_tasks(bigint) is
  'Gives items that were collected before there was a work list their tasks, as their tubes, reports and steps have it; '
  'answers how many.';

-- Grants ---------------------------------------------------------------------------------------------------------------

create trigger tr_item_rejections_keep before update on item_rejections
  for each row execute function desk.refuse_change();
create trigger tr_item_rejections_no_truncate before truncate on item_rejections
  for each statement execute function desk.refuse_change();
insert into table_permissions (table_name, verb, permission) values
  ('lab_tasks', 'select', 'reports.read'),
  ('item_rejections', 'select', 'reports.read');
insert into desk.managed_columns (table_name, column_name) values ('test_batch_groups', 'panel_id');
insert into desk.unaudited_tables (table_name) values ('lab_days'), ('lab_tasks');
select desk.fill_lab_tasks(id) from organizations order by id;
select desk.apply_policies();
select desk.apply_audit();
revoke all on desk.rejection_reasons from public;
grant select on scoped.lab_turnarounds to labrador_desk;
revoke execute on function desk.plan_lab_days(bigint, date), desk.cover_lab_days(bigint),
  desk.lab_minute(bigint, timestamptz), desk.lab_time(bigint, bigint),
  desk.working_minutes(bigint, timestamptz, timestamptz), desk.work_left(timestamptz), desk.lab_stage(text, text),
  desk.lab_words(bigint, bigint), desk.time_allowed(booking_items), desk.put_task(bigint, bigint),
  desk.panel_group(bigint, bigint, bigint), desk.open_report(booking_items), desk.try_close(bigint, bigint),
  desk.was_rejected(booking_items, bigint), desk.arrive(bigint, bigint), desk.follow_collected(), desk.follow_halt(),
  desk.follow_tube(), desk.follow_lab(), desk.follow_names(), desk.follow_hours(),
  desk.read_accession(bigint, text), desk.receive(text[]), desk.reject(bigint, bigint, text, text, boolean),
  desk.move_all(text, bigint[], bigint[], text, uuid, text, text), search.lab_work(text, text, integer),
  search.lab_counts(), search.lab_past(bigint, bigint, integer), search.lab_rows(bigint[]), desk.fill_lab_tasks(bigint)
  from public;
grant execute on function desk.work_left(timestamptz), desk.receive(text[]),
  desk.reject(bigint, bigint, text, text, boolean), desk.move_all(text, bigint[], bigint[], text, uuid, text, text),
  search.lab_work(text, text, integer), search.lab_counts(), search.lab_past(bigint, bigint, integer),
  search.lab_rows(bigint[]) to labrador_desk;
