-- Back to coupons without batches, whose limits the program alone looks after.

drop trigger tr_coupons_changed_notify on coupons;
drop trigger tr_coupons_added_notify on coupons;
drop function desk.notify_coupons();
drop trigger tr_offer_tests_removed on offer_tests;
drop trigger tr_offer_tests_added on offer_tests;
drop function desk.touch_offers();

drop function desk.end_coupons(bigint, bigint, text, bigint, text);
drop function desk.end_offers(bigint[], bigint[], text);
drop function desk.issue_coupons(uuid, bigint, text, integer, date, date, integer, integer);
drop function desk.random_codes(text, integer);

drop trigger tr_coupons_version on coupons;
create trigger tr_coupons_version before update on coupons for each row execute function desk.bump_version();
drop trigger tr_coupons_limits on coupons;
drop function desk.guard_coupon_limits();
drop trigger tr_coupons_protect on coupons;
drop trigger tr_coupons_creator on coupons;
drop trigger tr_offers_creator on offers;
drop function desk.stamp_creator();

delete from desk.managed_columns where (table_name, column_name) in (('offers', 'created_by_admin_id'),
  ('offers', 'updated_at'), ('coupons', 'created_by_admin_id'), ('coupons', 'batch_id'));
delete from table_permissions where table_name = 'coupon_batches';

create index ix_coupons_offer_id on coupons (organization_id, offer_id);
drop index ix_coupons_page;
alter table coupons drop constraint fk_coupons_batch_id, drop column batch_id;
drop table coupon_batches;
select desk.apply_policies();
