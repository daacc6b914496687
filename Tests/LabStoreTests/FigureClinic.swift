import LabCore
import Postgres
import TestSupport

/// March 2026 of the small clinic, made so that every figure can be worked out by hand; no other row lies in that month.
///
/// | booking | visit | pet | collector, area | tests | discount | distance | tax | total |
/// | 101 closed | 2 Mar 09:00 home | Bruno | Ravi, Indiranagar, 5 km | CBC 450, LFT 600 | 105, coupon | 80 | 10 | 1035 |
/// | 102 closed | 2 Mar 10:00 walk-in | Bruno | | CBC 450 | | | 5 | 455 |
/// | 103 closed | 10 Mar 11:00 home | Chloé | Meena, Jayanagar, 8 km | PCR 2500 | 125, offer | 95 | | 2470 |
/// | 104 nobody there | 10 Mar 12:00 home | Bruno | Ravi, Indiranagar, 4 km | URN 350 | | 50 | | 400 |
/// | 105 failed | 20 Mar 09:00 home | Chloé | Meena, Jayanagar | URN 350 | | | | 350 |
/// | 106 cancelled | 25 Mar 09:00 walk-in | Bruno | | URN 350 | | | | 350 |
enum FigureClinic {
  static let march = FigurePeriod(.month, of: day("2026-03-15"))

  static func day(_ text: String) -> CalendarDate {
    guard let day = CalendarDate(text) else { preconditionFailure("\(text) is a day") }
    return day
  }

  /// Fills the month, as a replica writes it.
  static func furnish() async throws {
    let world = try await everything()
    try await world.run(script: rows)
    await world.close()
  }

  private static let rows = """
    set session_replication_role = replica;
    insert into bookings (organization_id, id, booking_number, user_id, pet_id, booking_date, status, collection_method,
      collection_staff_id, collection_area, estimated_distance_m, subtotal, discount, distance_charge, tax, total, created_at)
    select 1, b.id, 'F-' || b.id, p.user_id, p.id, b.at::timestamptz, b.status, b.method, b.staff, b.area, b.metres, b.subtotal,
      b.discount, b.way, b.tax, b.subtotal - b.discount + b.way + b.tax, b.at::timestamptz - interval '1 day'
    from (values
      (101, 1, '2026-03-02 09:00Z', 'closed', 'home', 3, 'Indiranagar', 5000, 105000, 10500, 8000, 1000),
      (102, 1, '2026-03-02 10:00Z', 'closed', 'walk_in', null, null, null, 45000, 0, 0, 500),
      (103, 3, '2026-03-10 11:00Z', 'closed', 'home', 4, 'Jayanagar', 8000, 250000, 12500, 9500, 0),
      (104, 1, '2026-03-10 12:00Z', 'no_show', 'home', 3, 'Indiranagar', 4000, 35000, 0, 5000, 0),
      (105, 3, '2026-03-20 09:00Z', 'failed_visit', 'home', 4, 'Jayanagar', null, 35000, 0, 0, 0),
      (106, 1, '2026-03-25 09:00Z', 'cancelled', 'walk_in', null, null, null, 35000, 0, 0, 0)
    ) as b (id, pet, at, status, method, staff, area, metres, subtotal, discount, way, tax)
    join pets p on p.organization_id = 1 and p.id = b.pet;
    insert into booking_items (organization_id, id, booking_id, test_id, unit_price, discount, status)
    select 1, i.id, i.booking, t.id, i.price, i.discount, i.status
    from (values (201, 101, 'CBC', 45000, 4500, 'completed'), (202, 101, 'LFT', 60000, 6000, 'completed'),
      (203, 102, 'CBC', 45000, 0, 'completed'), (204, 103, 'PCR', 250000, 12500, 'completed'),
      (205, 104, 'URN', 35000, 0, 'pending'), (206, 105, 'URN', 35000, 0, 'not_obtained'),
      (207, 106, 'URN', 35000, 0, 'cancelled')) as i (id, booking, code, price, discount, status)
    join tests t on t.organization_id = 1 and t.code = i.code;
    insert into booking_discounts (organization_id, booking_id, offer_id, coupon_id, name, amount) values
      (1, 101, 1, 1, 'Welcome', 10500), (1, 103, 3, null, 'Tick season', 12500);
    insert into coupon_redemptions (organization_id, coupon_id, booking_id, user_id, discount_amount, redemption_date, status,
      released_at)
    values (1, 1, 101, 1, 10500, '2026-03-01 09:00Z', 'redeemed', null),
      (1, 2, 102, 1, 20000, '2026-03-01 10:00Z', 'released', '2026-03-01 11:00Z');
    insert into visits (organization_id, booking_id, collection_method, staff_id, starts_at, blocked_until, status)
    select organization_id, id, collection_method, collection_staff_id, booking_date, booking_date + interval '30 minutes', status
    from bookings where organization_id = 1 and id between 101 and 106;
    insert into status_events (organization_id, machine, record_id, booking_id, from_status, to_status, created_at) values
      (1, 'booking', 101, 101, 'en_route', 'arrived', '2026-03-02 09:10Z'),
      (1, 'booking', 103, 103, 'en_route', 'arrived', '2026-03-10 11:16Z'),
      (1, 'booking', 105, 105, 'en_route', 'arrived', '2026-03-20 09:15Z');
    insert into specimens (organization_id, id, accession_number, booking_id, pet_id, tube_type, status, collected_at,
      collected_by, received_at, replaces_id)
    select 1, s.id, '26-90' || s.id, s.booking, b.pet_id, s.tube, s.status, s.collected::timestamptz, s.staff, s.received::timestamptz,
      s.replaces
    from (values
      (9301, 101, 'EDTA', 'received', 3, '2026-03-02 09:15Z', '2026-03-02 12:00Z', null),
      (9302, 101, 'SST', 'received', 3, '2026-03-02 09:15Z', '2026-03-02 12:00Z', null),
      (9303, 102, 'EDTA', 'received', 6, '2026-03-02 10:05Z', '2026-03-02 10:15Z', null),
      (9304, 103, 'EDTA', 'rejected', 4, '2026-03-10 11:20Z', '2026-03-10 14:00Z', null),
      (9305, 103, 'EDTA', 'received', 4, '2026-03-11 09:00Z', '2026-03-11 10:00Z', 9304)
    ) as s (id, booking, tube, status, staff, collected, received, replaces)
    join bookings b on b.organization_id = 1 and b.id = s.booking;
    insert into specimen_items (organization_id, specimen_id, booking_item_id) values
      (1, 9301, 201), (1, 9302, 202), (1, 9303, 203), (1, 9304, 204), (1, 9305, 204);
    insert into item_rejections (organization_id, booking_item_id, specimen_id, code, created_at) values
      (1, 204, 9304, 'RH', '2026-03-10 14:30Z'), (1, 203, null, 'QS', '2026-03-02 10:20Z'), (1, 202, 9302, 'RH', '2026-03-02 12:10Z');
    insert into lab_tasks (organization_id, id, booking_id, stage, tat_minutes, received_at, used_minutes, finished_at, words) values
      (1, 201, 101, 'done', 360, '2026-03-02 12:00Z', 100, '2026-03-02 14:30Z', ''),
      (1, 202, 101, 'done', 720, '2026-03-02 12:00Z', 720, '2026-03-03 16:00Z', ''),
      (1, 203, 102, 'done', 360, '2026-03-02 10:15Z', 400, '2026-03-02 17:00Z', ''),
      (1, 204, 103, 'done', null, '2026-03-10 14:00Z', 2880, '2026-03-14 10:00Z', '');
    insert into test_reports (organization_id, booking_item_id, pet_id, test_id, status, created_at, generated_at, verified_at,
      delivered_at)
    select 1, r.item, b.pet_id, i.test_id, r.status, r.made::timestamptz, r.made::timestamptz, r.checked::timestamptz,
      r.given::timestamptz
    from (values (201, 'delivered', '2026-03-02 14:00Z', '2026-03-02 14:30Z', '2026-03-02 15:30Z'),
      (202, 'delivered', '2026-03-03 15:00Z', '2026-03-03 16:00Z', '2026-03-03 16:20Z'),
      (203, 'delivered', '2026-03-02 16:45Z', '2026-03-02 17:00Z', '2026-03-02 17:40Z'),
      (204, 'verified', '2026-03-14 08:00Z', '2026-03-14 10:00Z', null)) as r (item, status, made, checked, given)
    join booking_items i on i.organization_id = 1 and i.id = r.item
    join bookings b on b.organization_id = 1 and b.id = i.booking_id;
    reset session_replication_role;
    """
}
