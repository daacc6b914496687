drop function set_offer_tests(bigint, text);
drop table billing_records, distance_pricing_configs, coupon_redemptions, coupons, offer_tests, offers;

alter table tests
  drop column tube_type,
  drop column sample_quantity_ml,
  drop column sample_collection_instructions,
  drop column tat_hours,
  drop column created_at,
  drop column updated_at;
