-- A legacy database at 0001: 300 clients, 900 bookings and a catalogue whose values are awkward on purpose.
-- Every value follows from its number, so that two loads are the same.

insert into users (
  phone, email, hashed_password, full_name, is_active, is_superuser, is_verified, role, created_at, updated_at)
select
  -- Every 25th client shares the phone of the one before.
  '+9198450' || lpad((case when n % 25 = 0 then n - 1 else n end)::text, 5, '0'),
  case when n % 9 = 0 then '' else 'client' || (case when n % 25 = 0 then n - 1 else n end) || '@example.in' end,
  case when n % 11 = 0 then '' else '$2b$10$legacy' || md5(n::text) end,
  case
    when n % 7 = 0 then null
    when n % 13 = 0 then 'ಶ್ರೀನಿವಾಸ ' || n
    when n % 5 = 0 then 'O''Brien "' || n || '"'
    else 'Client ' || n
  end,
  n % 17 <> 0,
  n % 101 = 0,
  n % 3 <> 0,
  case when n % 101 = 0 then 'ADMIN' else 'USER' end,
  timestamp '2023-01-01 00:00:00' + n * interval '31 hours 7 minutes 3.123457 seconds',
  timestamp '2025-01-01 00:00:00' + n * interval '11 hours 0.000001 seconds'
from generate_series(1, 300) n;

insert into addresses (
  user_id, address_line1, address_line2, city, state, postal_code, is_default, created_at, updated_at)
select
  1 + n % 290, n || ', 4th Cross', case when n % 3 = 0 then 'Near the lake' end,
  case when n % 4 = 0 then 'Mysuru' else 'Bengaluru' end, case when n % 6 <> 0 then 'Karnataka' end,
  case when n % 8 <> 0 then (560001 + n % 100)::text end, n % 2 = 0,
  timestamp '2023-03-26 01:30:00' + n * interval '1 day', timestamp '2023-03-26 02:30:00' + n * interval '1 day'
from generate_series(1, 350) n;

insert into otps (phone, code, expires_at, is_used, created_at)
select
  '+9198450' || lpad(n::text, 5, '0'), lpad((n * 7919 % 1000000)::text, 6, '0'),
  case when n % 50 = 0 then timestamp 'infinity' else timestamp '2025-06-01 10:00:00' + n * interval '1 minute' end,
  n % 2 = 0, timestamp '2025-06-01 09:50:00' + n * interval '1 minute'
from generate_series(1, 120) n;

insert into test_categories (name, description, is_active)
select name, case when n % 2 = 0 then name || ' examinations' end, n <> 6
from unnest(array['Haematology', 'Biochemistry', 'Microbiology', 'Histology', 'Endocrinology', 'Retired'])
  with ordinality c (name, n);

insert into tests (category_id, name, description, price, discounted_price, sample_type, report_time_hours, is_active)
select
  1 + n % 6, 'Test ' || n, case when n % 4 = 0 then 'Described' end,
  case n % 10
    when 0 then 0
    when 1 then 19.99
    when 2 then 0.1::double precision + 0.2::double precision
    when 3 then 100.0 / 3
    when 4 then 1234.565
    when 5 then 999999999.99
    when 6 then 0.01
    when 7 then 450
    when 8 then 1.005
    else 349.5
  end + case when n % 10 in (1, 7, 9) then n else 0 end,
  case n % 5 when 0 then null when 1 then 9.95 when 2 then 0 when 3 then 33.333 else 299.9 end,
  case n % 4 when 0 then null when 1 then 'Blood' when 2 then 'Urine' else 'Serum' end,
  case n % 6 when 0 then null else n % 6 * 12 end,
  n % 15 <> 0
from generate_series(1, 80) n;

insert into test_tags (test_id, tag)
select 1 + n % 80, case when n % 3 = 0 then 'popular' else 'tag-' || n % 20 end from generate_series(1, 160) n;

-- The last ten clients have no booking.
insert into bookings (user_id, booking_date, status, address, address_link, created_at, updated_at)
select
  1 + n * 7 % 290,
  timestamp '2024-01-01 03:30:00' + n * interval '19 hours 13 minutes',
  (array[
    'pending', 'confirmed', 'completed', 'cancelled', 'COMPLETED', 'Canceled', 'on hold', 'draft', 'closed'
  ])[1 + n % 9],
  case when n % 12 = 0 then '' else n || ' Residency Road, Bengaluru' end,
  case when n % 3 = 0 then '' else 'https://maps.example.com/?q=' || n end,
  timestamp '2023-12-30 08:00:00' + n * interval '19 hours 0.5 seconds',
  timestamp '2023-12-30 08:00:00' + n * interval '20 hours'
from generate_series(1, 900) n;

insert into booking_items (booking_id, test_id)
select 1 + n % 900, 1 + n * 13 % 80 from generate_series(1, 2000) n;

-- Rows that were deleted leave gaps behind, and a counter can stand ahead of its table.
delete from booking_items where id % 97 = 0;
delete from bookings where id = 900;
delete from otps where id > 110;
select setval('test_tags_id_seq', 5000, true);
