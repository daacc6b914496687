-- Back to one text for each report: what its newest version says stays; who was given it is not kept.

drop view scoped.lab_panels;
drop view scoped.report_clients;
drop view scoped.lab_deliveries;
drop function desk.version_old_reports(bigint);
drop function desk.waive_delivery(bigint, bigint, text);
drop function desk.confirm_delivery(bigint, bigint);
drop function desk.hand_over(bigint, bigint);
drop function desk.take_delivery_step(text, bigint, bigint, text, text);
drop function desk.deliver(bigint[], bigint[], text, text, uuid);
drop function desk.permit_channel(text);
drop function desk.settle_deliveries(bigint, bigint);
drop function desk.amend_report(bigint, bigint, text, jsonb, text, bigint);
drop function desk.write_report(bigint, bigint, text, jsonb, boolean);
drop function desk.check_report_version(test_reports, bigint);
drop function desk.hold_report(bigint, bigint);
drop trigger tr_test_reports_turn on test_reports;
drop trigger tr_booking_items_report on booking_items;
drop function desk.drop_copy();
drop function desk.follow_report();
drop function desk.recipient_name(users);
drop function desk.report_client(test_reports);
drop function desk.permit_delivery(test_reports);
drop function desk.open_siblings(test_reports, bigint[]);
drop function desk.permit_report(test_reports, text);
drop function desk.make_version(test_reports, text, jsonb, text, text, bigint);
drop function desk.read_results(bigint, bigint, text, jsonb);
drop function desk.result_flag(numeric, text, numeric, numeric, numeric, numeric);

drop table report_deliveries;
drop table version_results;
drop table report_versions;
drop function desk.keep_delivery();
drop function desk.keep_version();
drop table report_templates;
drop table reference_intervals;
drop table test_parameters;
alter table test_reports drop column entered, drop column writers;
comment on column test_reports.findings is 'What was found, in words.';

delete from desk.unaudited_tables where table_name = 'version_results';
delete from desk.managed_columns where table_name in ('test_parameters', 'reference_intervals', 'report_templates');
delete from table_permissions where table_name in ('test_parameters', 'reference_intervals', 'report_templates',
  'report_versions', 'version_results', 'report_deliveries');
insert into table_permissions (table_name, verb, permission) values
  ('test_reports', 'insert', 'reports.enter'),
  ('test_reports', 'update', 'reports.enter');
select desk.apply_policies();
