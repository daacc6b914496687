drop table booking_items, bookings, test_tags, tests, test_categories, otps, addresses, users;
