/// A small clinic that a person can hold in mind, made by hand: what the tests of the desk find in their database.
///
/// Everything lies around Saturday 21 November 2026 in UTC, the day at which the clock of the tests stands.
package enum TestClinic {
  /// Somebody who can sign in.
  package struct Account: Sendable, CustomStringConvertible {
    package let role: String
    package let name: String
    package let phone: String
    package let slug: String
    package var password: String { TestClinic.password }
    package var description: String { role }

    package init(role: String, name: String, phone: String, slug: String) {
      self.role = role
      self.name = name
      self.phone = phone
      self.slug = slug
    }
  }

  package static let password = "paw prints in snow"
  package static let slug = "city"
  package static let otherSlug = "hills"

  package static let receptionist = Account(role: "receptionist", name: "Asha Rao", phone: "+919811100001", slug: slug)
  package static let secondReceptionist = Account(
    role: "receptionist", name: "Binod Thapa", phone: "+919811100002", slug: slug)
  package static let collector = Account(role: "collector", name: "Ravi Kumar", phone: "+919811100003", slug: slug)
  package static let labTechnician = Account(role: "lab_tech", name: "Lena Pinto", phone: "+919811100006", slug: slug)
  package static let analyst = Account(role: "analyst", name: "Omar Khan", phone: "+919811100007", slug: slug)
  package static let admin = Account(role: "admin", name: "Dr Uma Bose", phone: "+919811100008", slug: slug)
  package static let owner = Account(
    role: "organization_owner", name: "Vikram Sethi", phone: "+919811100009", slug: slug)
  /// Looks after every organisation.
  package static let superuser = Account(role: "admin", name: "Tara System", phone: "+919811100010", slug: slug)
  package static let accounts = [
    receptionist, secondReceptionist, collector, labTechnician, analyst, admin, owner,
  ]
  /// The desk of the other organisation.
  package static let neighbour = Account(
    role: "receptionist", name: "Edda Moos", phone: "+491701234567", slug: otherSlug)

  /// 21 November 2026, 10:05 UTC.
  package static let unixSeconds = 1_795_255_500

  /// The statements that make the clinic; they run as the owner of the tables.
  static let script = """
    do $$
    declare
      secret constant text := desk.hash_password('\(password)');
      city constant bigint := desk.add_organization('City Vet Lab', 'city', 'INR', 'UTC', 'IN');
      hills constant bigint := desk.add_organization('Hill Animal Lab', 'hills', 'EUR', 'UTC', 'DE');
    begin
      -- As desk.add_staff does it, with one hash for all: bcrypt takes its time on purpose.
      insert into staff (organization_id, name, phone, hashed_password, role, assigned_area, is_active, approved_at,
        is_organization_owner) values
        (city, 'Asha Rao', '+919811100001', secret, 'receptionist', null, true, now(), false),
        (city, 'Binod Thapa', '+919811100002', secret, 'receptionist', null, true, now(), false),
        (city, 'Ravi Kumar', '+919811100003', secret, 'collector', 'Indiranagar, Domlur', true, now(), false),
        (city, 'Meena Das', '+919811100004', secret, 'collector', 'Jayanagar', true, now(), false),
        (city, 'Farid Ali', '+919811100005', secret, 'collector', null, true, now(), false),
        (city, 'Lena Pinto', '+919811100006', secret, 'lab_tech', null, true, now(), false),
        (city, 'Omar Khan', '+919811100007', secret, 'analyst', null, true, now(), false),
        (city, 'Dr Uma Bose', '+919811100008', secret, 'admin', null, true, now(), false),
        (city, 'Vikram Sethi', '+919811100009', secret, 'organization_owner', null, true, now(), true),
        (hills, 'Edda Moos', '+491701234567', secret, 'receptionist', null, true, now(), false);
      insert into staff (organization_id, name, phone, hashed_password, role, is_active, approved_at, is_superuser)
        values (city, 'Tara System', '+919811100010', secret, 'admin', true, now(), true);

      update clinic_info set clinic_address = '12 Church Street, Bengaluru', latitude = 12.9752, longitude = 77.6050,
        opening_time = '08:00', closing_time = '20:00' where organization_id = city;
      update distance_pricing_configs set base_charge = 5000, charge_per_km = 1500, max_free_distance_km = 3,
        effective_from = '2020-01-01' where organization_id = city;

      insert into test_categories (organization_id, name) values
        (city, 'Haematology'), (city, 'Biochemistry'), (city, 'Clinical pathology'), (hills, 'Blut');
      insert into tests (organization_id, category_id, code, name, price, discounted_price, sample_type, tube_type,
        sample_quantity_ml, sample_collection_instructions, report_time_hours)
      select city, c.id, t.code, t.name, t.price, t.discounted, t.sample, t.tube, t.ml, t.preparation, t.hours
      from (values
        (1, 'Haematology', 'CBC', 'Complete blood count', 45000, null, 'Whole blood', 'EDTA', 2.0, null, 6),
        (2, 'Haematology', 'BPS', 'Blood parasite smear', 40000, null, 'Whole blood', 'EDTA', 0.5, null, 6),
        (3, 'Haematology', 'COAG', 'Coagulation profile', 90000, null, 'Plasma', 'Citrate', 1.8, null, 8),
        (4, 'Biochemistry', 'LFT', 'Liver function test', 60000, null, 'Serum', 'SST', 1.0, null, 12),
        (5, 'Biochemistry', 'KFT', 'Kidney function test', 55000, null, 'Serum', 'SST', 1.0, null, 12),
        (6, 'Biochemistry', 'T4', 'Thyroxine, total', 70000, 65000, 'Serum', 'SST', 0.5, null, 24),
        (7, 'Biochemistry', 'GLU', 'Glucose, fasting', 15000, null, 'Plasma', 'Fluoride', 1.0, 'Fasting for 8 hours', 4),
        (8, 'Biochemistry', 'LIP', 'Lipid profile', 80000, null, 'Serum', 'SST', 1.0, 'Fasting for 12 hours', 12),
        (9, 'Clinical pathology', 'URN', 'Urine examination', 35000, null, 'Urine', 'Urine container', 5.0,
          'Morning urine, kept cool', 6),
        (10, 'Clinical pathology', 'FEC', 'Faecal examination', 30000, null, 'Faeces', 'Faeces container', null, null, 6),
        (11, 'Clinical pathology', 'PCR', 'Tick fever PCR panel', 250000, null, 'Whole blood', 'EDTA', 1.0, null, 48),
        (12, 'Clinical pathology', 'CULT', 'Culture and sensitivity', 120000, null, 'Swab', 'Swab', null, null, 72)
      ) as t (place, category, code, name, price, discounted, sample, tube, ml, preparation, hours)
      join test_categories c on c.organization_id = city and c.name = t.category
      order by t.place;
      insert into tests (organization_id, category_id, code, name, price, sample_type, tube_type, sample_quantity_ml)
      select hills, c.id, 'CBC', 'Grosses Blutbild', 2500, 'Whole blood', 'EDTA', 1
      from test_categories c where c.organization_id = hills;
      update test_prices set effective_from = '2025-04-01';
      insert into test_tags (organization_id, test_id, tag)
      select city, id, 'haemogram' from tests where organization_id = city and code = 'CBC';

      insert into test_panels (organization_id, code, name) values
        (city, 'WELL', 'Wellness'), (city, 'SEN', 'Senior pet');
      insert into test_panel_tests (organization_id, panel_id, test_id, position)
      select city, p.id, t.id, m.position
      from (values ('WELL', 'CBC', 1), ('WELL', 'LFT', 2), ('WELL', 'KFT', 3), ('SEN', 'CBC', 1), ('SEN', 'LFT', 2),
        ('SEN', 'KFT', 3), ('SEN', 'T4', 4), ('SEN', 'URN', 5)) as m (panel, test, position)
      join test_panels p on p.organization_id = city and p.code = m.panel
      join tests t on t.organization_id = city and t.code = m.test;

      insert into offers (organization_id, name, discount_type, discount_value, start_date, end_date, applies_to_all,
        minimum_order_value, is_automatic) values
        (city, 'Welcome', 'percentage', 1000, '2020-01-01', '2099-12-31', true, null, false),
        (city, 'Two hundred off', 'fixed_amount', 20000, '2020-01-01', '2099-12-31', true, 100000, false),
        (city, 'Tick season', 'percentage', 500, '2020-01-01', '2099-12-31', false, null, true);
      insert into offer_tests (organization_id, offer_id, test_id)
      select city, o.id, t.id from offers o, tests t
      where o.organization_id = city and o.name = 'Tick season' and t.organization_id = city and t.code = 'PCR';
      insert into coupons (organization_id, code, offer_id, start_date, end_date, max_uses, max_uses_per_user, current_uses)
      select city, c.code, o.id, c.starts::timestamptz, c.ends::timestamptz, c.most, c.each, c.used
      from (values
        ('WELCOME10', 'Welcome', '2020-01-01 00:00Z', '2099-12-31 00:00Z', null, 5, 0),
        ('FLAT200', 'Two hundred off', '2020-01-01 00:00Z', '2099-12-31 00:00Z', null, 5, 0),
        ('THREE', 'Welcome', '2020-01-01 00:00Z', '2099-12-31 00:00Z', 3, 5, 0),
        ('ENDED', 'Welcome', '2020-01-01 00:00Z', '2025-12-31 00:00Z', null, 5, 0)
      ) as c (code, offer, starts, ends, most, each, used)
      join offers o on o.organization_id = city and o.name = c.offer;

      insert into users (organization_id, full_name, phone, email, created_at) values
        (city, 'Priya Sharma', '+919845012345', 'priya@example.org', '2025-05-01 09:00Z'),
        (city, 'Anil Sharma', '+919845012345', null, '2025-06-01 09:00Z'),
        (city, 'José Muñoz', '+919845067890', 'jose@example.org', '2025-07-01 09:00Z'),
        (city, 'Kavya Nair', '+919900112233', null, '2024-01-01 09:00Z'),
        (city, 'Thomas D''Souza', '+919812345678', null, '2025-08-01 09:00Z'),
        (city, 'Meera Iyer', '+918023456789', null, '2025-09-01 09:00Z'),
        (hills, 'Hanna Berg', '+919845012345', null, '2025-05-01 09:00Z');
      insert into pets (organization_id, user_id, name, species, breed, sex, weight_kg, date_of_birth, birth_precision,
        is_placeholder, is_deceased)
      select u.organization_id, u.id, p.name, p.species, p.breed, p.sex, p.weight, p.born::date, p.exact, p.placeholder,
        p.deceased
      from (values
        (1, 'Priya Sharma', 'Bruno', 'Dog', 'Labrador', 'male', 28.4, '2021-03-14', 'day', false, false),
        (2, 'Anil Sharma', 'Misty', 'Cat', null, 'female', 3.9, '2023-06-01', 'month', false, false),
        (3, 'José Muñoz', 'Chloé', 'Cat', 'Persian', 'female', 4.2, '2020-01-01', 'year', false, false),
        (4, 'Kavya Nair', 'Pet_4', 'Unknown', null, 'unknown', null, null, null, true, false),
        (5, 'Thomas D''Souza', 'Rex', 'Dog', 'Boxer', 'male', 30, '2012-01-01', 'year', false, true),
        (6, 'Thomas D''Souza', 'Nala', 'Dog', 'Indie', 'female', 17.5, '2022-02-02', 'day', false, false),
        (7, 'Meera Iyer', 'Tuffy', 'Dog', 'Beagle', 'male', 11, '2019-05-05', 'day', false, false),
        (8, 'Meera Iyer', 'Pip', 'Bird', 'Cockatiel', 'unknown', 0.09, null, null, false, false),
        (9, 'Hanna Berg', 'Waldi', 'Dog', 'Dackel', 'male', 9, null, null, false, false)
      ) as p (place, client, name, species, breed, sex, weight, born, exact, placeholder, deceased)
      join users u on u.full_name = p.client
      order by p.place;
      insert into addresses (organization_id, user_id, label, address_line1, area, city, postal_code, latitude, longitude,
        is_default)
      select u.organization_id, u.id, 'Home', a.line, a.area, 'Bengaluru', a.code, a.latitude, a.longitude, true
      from (values
        (1, 'Priya Sharma', '12 Palm Grove', 'Indiranagar', '560038', 12.9719, 77.6412),
        (2, 'José Muñoz', '7 Lake View', 'Jayanagar', '560041', 12.9250, 77.5938),
        (3, 'Thomas D''Souza', '3 Chapel Road', 'Domlur', '560071', null, null)
      ) as a (place, client, line, area, code, latitude, longitude)
      join users u on u.full_name = a.client
      order by a.place;

      insert into bookings (organization_id, user_id, pet_id, booking_date, status, collection_method, address,
        collection_staff_id, subtotal, distance_charge, total, created_at)
      select city, u.id, p.id, b.at::timestamptz, b.status, b.method, b.address, s.id, b.subtotal, b.way,
        b.subtotal + b.way, b.at::timestamptz
      from (values
        (1, 'Priya Sharma', 'Bruno', '2026-11-07 10:00Z', 'closed', 'home', '12 Palm Grove', 'Ravi Kumar', 105000, 8000),
        (2, 'Meera Iyer', 'Tuffy', '2026-10-03 17:30Z', 'closed', 'walk_in', null, null, 45000, 0),
        (3, 'Meera Iyer', 'Tuffy', '2026-11-21 09:00Z', 'at_lab', 'walk_in', null, null, 45000, 0),
        (4, 'José Muñoz', 'Chloé', '2026-11-21 09:30Z', 'collected', 'home', '7 Lake View', 'Meena Das', 55000, 9500),
        (5, 'Thomas D''Souza', 'Nala', '2026-11-21 12:00Z', 'assigned', 'home', '3 Chapel Road', 'Ravi Kumar', 95000, 5000),
        (6, 'Anil Sharma', 'Misty', '2026-11-21 15:00Z', 'confirmed', 'home', '12 Palm Grove', null, 65000, 8000),
        (7, 'Kavya Nair', 'Pet_4', '2026-11-21 17:30Z', 'cancelled', 'home', '9 Hill Street', null, 35000, 5000)
      ) as b (place, client, pet, at, status, method, address, collector, subtotal, way)
      join users u on u.organization_id = city and u.full_name = b.client
      join pets p on p.organization_id = city and p.user_id = u.id and p.name = b.pet
      left join staff s on s.organization_id = city and s.name = b.collector
      order by b.place;
      insert into booking_items (organization_id, booking_id, test_id, unit_price, status)
      select city, b.id, t.id, least(t.price, t.discounted_price), i.status
      from (values (1, 1, 'CBC', 'completed'), (2, 1, 'LFT', 'completed'), (3, 2, 'CBC', 'completed'),
        (4, 3, 'CBC', 'processing'), (5, 4, 'KFT', 'collected'), (6, 5, 'LFT', 'pending'), (7, 5, 'URN', 'pending'),
        (8, 6, 'T4', 'pending'), (9, 7, 'URN', 'cancelled')) as i (place, booking, code, status)
      join tests t on t.organization_id = city and t.code = i.code
      join lateral (select b.id from bookings b where b.organization_id = city order by b.id offset i.booking - 1 limit 1) b
        on true
      order by i.place;
      insert into visits (organization_id, booking_id, collection_method, staff_id, starts_at, blocked_until, status)
      select city, b.id, b.collection_method, b.collection_staff_id, b.booking_date, b.booking_date, b.status
      from bookings b where b.organization_id = city order by b.id;

      -- What was collected stands in its tubes.
      perform desk.label_old_items(city);
      perform desk.fill_lab_tasks(city);

      -- The server dated them by its own clock.
      update pet_weights set measured_on = '2026-11-21';
    end $$;
    """
}
