-- Back to visits that move without a version and prescriptions that whoever writes bookings marks.

drop trigger tr_prescription_uploads_notify on prescription_uploads;
drop trigger tr_billing_records_notify on billing_records;

drop function desk.check_prescription(bigint, boolean, text, bigint);
comment on column prescription_uploads.verification_notes is null;
delete from desk.managed_columns
where table_name = 'prescription_uploads' and column_name in ('verified_by_admin_id', 'verification_notes');
delete from role_permissions where permission = 'prescriptions.verify';
delete from permissions where permission = 'prescriptions.verify';

drop function desk.change_tests(bigint, bigint, bigint[], bigint[], bigint[], bigint, bigint, bigint, bigint);
drop function desk.reschedule(bigint, timestamp, integer, text, bigint);
create function desk.reschedule(
  p_booking_id bigint, p_starts_at timestamp, p_duration_minutes integer default null, p_reason text default null
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  session staff_sessions := desk.require('visits.assign');
  moved bigint;
begin
  perform from bookings b where b.organization_id = session.organization_id and b.id = p_booking_id for no key update;
  perform set_config('labrador.reason', coalesce(p_reason, ''), true);
  update visits v set
    starts_at = p_starts_at at time zone (select o.time_zone from organizations o
      where o.id = session.organization_id),
    duration_minutes = coalesce(p_duration_minutes, v.duration_minutes), sequence = null
  where v.organization_id = session.organization_id and v.booking_id = p_booking_id
    and v.status not in ('cancelled', 'no_show', 'failed_visit')
  returning v.id into moved;
  if moved is null then
    raise exception using errcode = 'LB007', message = 'this booking has no visit to move';
  end if;
  return moved;
end $$;
comment on function desk.reschedule(bigint, timestamp, integer, text) is
  'Moves the visit of a booking to another local time with the same collector; answers the visit. '
  'ex_visits_staff_overlap when busy.';

select desk.apply_policies();
revoke execute on function desk.reschedule(bigint, timestamp, integer, text) from public;
grant execute on function desk.reschedule(bigint, timestamp, integer, text) to labrador_desk;
