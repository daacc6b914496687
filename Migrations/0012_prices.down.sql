-- Back to one price per test, the one of today.

drop trigger tr_test_categories_guard on test_categories;
drop trigger tr_tests_protect on tests;
drop trigger tr_tests_price on tests;
drop trigger tr_test_categories_version on test_categories;

update tests t set price = p.price, discounted_price = p.discounted_price
from test_prices p
where p.organization_id = t.organization_id and p.test_id = t.id
  and daterange(p.effective_from, p.effective_until, '[]') @> desk.today_in(t.organization_id)
  and (p.price, p.discounted_price) is distinct from (t.price, t.discounted_price);

drop function desk.guard_category();
drop function desk.withdraw_panel_price(bigint, date, bigint);
drop function desk.set_panel_price(bigint, date, bigint, bigint);
drop function desk.withdraw_price(bigint, date, bigint);
drop function desk.set_price(bigint, date, bigint, bigint, bigint);
drop function desk.note_price_in_force(bigint, bigint);
drop function desk.refuse_past_price(bigint, date);
drop function desk.lock_panel(bigint, bigint, bigint);
drop function desk.lock_test(bigint, bigint, bigint);
drop function desk.follow_price();
drop function desk.put_test_price(bigint, bigint, date, bigint, bigint, bigint);
drop table panel_prices;
drop table test_prices;
drop function desk.today_in(bigint);
delete from table_permissions where table_name in ('test_prices', 'panel_prices');

alter table test_categories drop column version;
alter table tests drop column loinc_code;
drop function desk.is_loinc(text);
comment on column tests.price is 'List price in minor units.';
comment on column tests.discounted_price is
  'Price in minor units that applies instead of the list price where it is lower.';
select desk.apply_policies();
