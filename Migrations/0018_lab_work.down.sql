-- Back to a list of open items without turnaround times.

drop trigger tr_organizations_lab on organizations;
drop trigger tr_clinic_info_lab on clinic_info;
drop trigger tr_users_lab on users;
drop trigger tr_pets_lab on pets;
drop trigger tr_test_reports_lab on test_reports;
drop trigger tr_booking_items_lab on booking_items;
drop trigger tr_specimen_items_lab on specimen_items;
drop trigger tr_specimens_lab on specimens;
drop trigger tr_bookings_close on bookings;
drop trigger tr_billing_records_lab on billing_records;
drop trigger tr_bookings_halt_lab on bookings;
drop trigger tr_bookings_arrive on bookings;
drop trigger tr_test_batch_groups_protect on test_batch_groups;
drop function search.lab_rows(bigint[]);
drop function search.lab_past(bigint, bigint, integer);
drop view scoped.lab_turnarounds;
drop function search.lab_counts();
drop function search.lab_work(text, text, integer);
drop function desk.fill_lab_tasks(bigint);
drop function desk.move_all(text, bigint[], bigint[], text, uuid, text, text);
drop function desk.reject(bigint, bigint, text, text, boolean);
drop function desk.receive(text[]);
drop function desk.read_accession(bigint, text);
drop function desk.follow_hours();
drop function desk.follow_names();
drop function desk.follow_lab();
drop function desk.follow_tube();
drop function desk.follow_halt();
drop function desk.follow_collected();
drop function desk.arrive(bigint, bigint);
drop function desk.was_rejected(booking_items, bigint);
create or replace function desk.close_booking() returns trigger
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
drop function desk.try_close(bigint, bigint);
drop function desk.open_report(booking_items);
drop function desk.panel_group(bigint, bigint, bigint);
drop function desk.put_task(bigint, bigint);
drop function desk.time_allowed(booking_items);
drop function desk.lab_words(bigint, bigint);
drop function desk.lab_stage(text, text);
drop table lab_tasks;
drop table item_rejections;
drop table desk.rejection_reasons;
drop function desk.work_left(timestamptz);
drop function desk.working_minutes(bigint, timestamptz, timestamptz);
drop function desk.lab_time(bigint, bigint);
drop function desk.lab_minute(bigint, timestamptz);
drop function desk.cover_lab_days(bigint);
drop function desk.plan_lab_days(bigint, date);
drop table lab_days;
alter table test_batch_groups drop column panel_id;
delete from desk.allowed_moves where machine = 'report' and from_status = 'retracted' and to_status = 'pending';
delete from table_permissions where table_name in ('lab_tasks', 'item_rejections');
delete from desk.managed_columns where table_name = 'test_batch_groups' and column_name = 'panel_id';
delete from desk.unaudited_tables where table_name in ('lab_days', 'lab_tasks');
