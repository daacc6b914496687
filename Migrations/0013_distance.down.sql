-- Back to versions that are written straight to their table; those that were set stay as they are.

drop function desk.withdraw_distance_pricing(bigint, bigint);
drop function desk.set_distance_pricing(date, bigint, bigint, integer, bigint);
drop function desk.lock_distance_pricing(bigint, bigint);
delete from table_permissions where table_name = 'distance_pricing_configs';
insert into table_permissions (table_name, verb, permission) values
  ('distance_pricing_configs', 'select', 'bookings.read'),
  ('distance_pricing_configs', 'insert', 'prices.write'),
  ('distance_pricing_configs', 'update', 'prices.write');
comment on column distance_pricing_configs.is_active is null;
comment on column distance_pricing_configs.updated_by_admin_id is null;
select desk.apply_policies();
