import LabCore
import Postgres
import Testing

/// The states that a column is to show.
struct StateCase: CustomTestStringConvertible {
  var table: String
  var column = "status"
  var wanted: [String]

  var testDescription: String { table }

  static let all = [
    StateCase(
      table: "bookings",
      wanted: [
        "confirmed", "assigned", "en_route", "arrived", "collected", "at_lab", "closed", "cancelled", "no_show",
        "failed_visit",
      ]),
    StateCase(
      table: "booking_items",
      wanted: [
        "pending", "collected", "processing", "completed", "rejected", "recollect_pending", "not_obtained", "cancelled",
      ]),
    StateCase(table: "test_reports", wanted: ["pending", "generated", "verified", "delivered", "retracted"]),
    StateCase(table: "billing_records", wanted: ["draft", "finalized", "invoiced", "paid", "credited", "voided"]),
    StateCase(
      table: "staff", column: "role",
      wanted: ["receptionist", "collector", "lab_tech", "analyst", "admin", "organization_owner"]),
    StateCase(
      table: "pets", column: "species", wanted: ["Dog", "Cat", "Bird", "Rabbit", "Cow", "Horse", "Reptile", "Unknown"]),
  ]
}

/// A rule, and the query that counts the rows that break it.
struct RuleCase: CustomTestStringConvertible {
  var name: String
  var broken: SQL

  var testDescription: String { name }

  static let all = [
    RuleCase(
      name: "A booking's subtotal is the sum of its items",
      broken: """
        select count(*) as n from bookings b where b.subtotal <> (select coalesce(sum(i.unit_price * i.quantity), 0)
          from booking_items i where (i.organization_id, i.booking_id) = (b.organization_id, b.id))
        """),
    RuleCase(
      name: "A bill has the amounts of its booking",
      broken: """
        select count(*) as n from billing_records r join bookings b on (b.organization_id, b.id) = (r.organization_id, r.booking_id)
        where (r.base_amount, r.discount_amount, r.distance_charge, r.tax_amount, r.final_amount)
          is distinct from (b.subtotal, b.discount, b.distance_charge, b.tax, b.total)
        """),
    RuleCase(
      name: "Each booking has one bill, naming its tests",
      broken: """
        select count(*) as n from bookings b where (select count(*) from billing_records r
          where (r.organization_id, r.booking_id) = (b.organization_id, b.id)
            and r.test_ids = (select jsonb_agg(i.test_id order by i.id) from booking_items i
              where (i.organization_id, i.booking_id) = (b.organization_id, b.id))) <> 1
        """),
    RuleCase(
      name: "The discount of a booking is its redemption",
      broken: """
        select count(*) as n from bookings b where b.discount <> coalesce((select sum(r.discount_amount)
          from coupon_redemptions r where (r.organization_id, r.booking_id) = (b.organization_id, b.id)), 0)
        """),
    RuleCase(
      name: "current_uses counts the redemptions",
      broken: """
        select count(*) as n from coupons c where c.current_uses <> (select count(*) from coupon_redemptions r
          where (r.organization_id, r.coupon_id) = (c.organization_id, c.id))
        """),
    RuleCase(
      name: "The distance charge follows its version",
      broken: """
        select count(*) as n from bookings b join distance_pricing_configs c
          on (c.organization_id, c.id) = (b.organization_id, b.distance_pricing_config_id)
        join organizations o on o.id = b.organization_id
        where b.status not in ('no_show', 'failed_visit') and b.distance_charge <> c.base_charge
          + round(greatest(0, b.estimated_distance_m / 1000.0 - c.max_free_distance_km) * c.charge_per_km)
        """),
    RuleCase(
      name: "A booking stands as its last visit does",
      broken: """
        select count(*) as n from bookings b join lateral (select v.* from visits v
          where (v.organization_id, v.booking_id) = (b.organization_id, b.id) order by v.attempt desc limit 1) v on true
        where (b.status, b.booking_date, b.collection_staff_id, b.collection_method)
          is distinct from (v.status, v.starts_at, v.staff_id, v.collection_method)
        """),
    RuleCase(
      name: "Each booking has a visit, and attempts count from one",
      broken: """
        select count(*) as n from bookings b where (select array_agg(v.attempt order by v.attempt) from visits v
          where (v.organization_id, v.booking_id) = (b.organization_id, b.id)) is distinct from array[1]
          and (select array_agg(v.attempt order by v.attempt) from visits v
          where (v.organization_id, v.booking_id) = (b.organization_id, b.id)) is distinct from array[1, 2]
        """),
    RuleCase(
      name: "A visit blocks its collector until the next can begin",
      broken: """
        select count(*) as n from visits v
        where v.blocked_until <> v.starts_at + make_interval(mins => v.duration_minutes + v.travel_buffer_minutes)
        """),
    RuleCase(
      name: "No two visits of a collector overlap, past ones included",
      broken: """
        select count(*) as n from visits v join visits w on w.organization_id = v.organization_id and w.staff_id = v.staff_id
          and w.id > v.id and tstzrange(w.starts_at, w.blocked_until) && tstzrange(v.starts_at, v.blocked_until)
        where v.status <> 'cancelled' and w.status <> 'cancelled'
        """),
    RuleCase(
      name: "A visit lies in the hours of its collector",
      broken: """
        select count(*) as n from visits v cross join lateral (select v.starts_at at time zone 'Asia/Kolkata' as begins) t
        cross join lateral desk.working_day(v.organization_id, v.staff_id, t.begins::date) w
        where v.staff_id is not null and not exists (select from unnest(w.starts_at, w.ends_at) as h (s, e)
          where t.begins >= t.begins::date + h.s
            and t.begins + make_interval(mins => v.duration_minutes) <= t.begins::date + h.e)
        """),
    RuleCase(
      name: "No visit stands on a day on which the clinic is closed",
      broken: """
        select count(*) as n from visits v cross join lateral
          desk.clinic_hours(v.organization_id, (v.starts_at at time zone 'Asia/Kolkata')::date) h
        where h.is_closed
        """),
    RuleCase(
      name: "No collector has more visits a day than agreed",
      broken: """
        select count(*) as n from (select from visits v join staff s on (s.organization_id, s.id) = (v.organization_id, v.staff_id)
          where v.status <> 'cancelled' group by s.organization_id, s.id, (v.starts_at at time zone 'Asia/Kolkata')::date
          having count(*) > min(coalesce(s.daily_capacity, 0))) k
        """),
    RuleCase(
      name: "Collectors alone make visits",
      broken: """
        select count(*) as n from visits v join staff s on (s.organization_id, s.id) = (v.organization_id, v.staff_id)
        where s.role <> 'collector' or not s.is_active
        """),
    RuleCase(
      name: "The pet belongs to the client",
      broken: """
        select count(*) as n from bookings b join pets p on (p.organization_id, p.id) = (b.organization_id, b.pet_id)
        where p.user_id <> b.user_id
        """),
    RuleCase(
      name: "Nobody books for a pet that died before",
      broken: """
        select count(*) as n from bookings b join pets p on (p.organization_id, p.id) = (b.organization_id, b.pet_id)
        where p.deceased_on < (b.created_at at time zone 'Asia/Kolkata')::date
        """),
    RuleCase(
      name: "Numbers of bookings have no gap and are counted",
      broken: """
        select count(*) as n from (select organization_id, count(*) as bookings, max(booking_number) as last from bookings
          group by 1) b join organization_counters c on c.organization_id = b.organization_id and c.series = 'booking'
        where c.last <> b.bookings or b.last <> 'B-' || lpad(c.last::text, 6, '0')
        """),
    RuleCase(
      name: "Numbers of invoices have no gap within a year and follow time",
      broken: """
        select count(*) as n from (select organization_id, invoice_number,
          'INV/' || split_part(invoice_number, '/', 2) || '/' || lpad((row_number() over (
            partition by organization_id, split_part(invoice_number, '/', 2) order by invoice_date, booking_id))::text, 6, '0') as due
          from billing_records where invoice_number is not null) i where invoice_number <> due
        """),
    RuleCase(
      name: "The counters of invoices stand at the last number",
      broken: """
        select count(*) as n from organization_counters c where series like 'invoice %' and last <> (select count(*)
          from billing_records r where r.organization_id = c.organization_id
            and split_part(r.invoice_number, '/', 2) = split_part(c.series, ' ', 2))
        """),
    RuleCase(
      name: "Whatever was collected has a tube that went as far as its tests",
      broken: """
        select count(*) as n from booking_items i where i.status in ('collected', 'processing', 'completed', 'rejected',
            'recollect_pending')
          and not exists (select from specimen_items l join specimens s
            on (s.organization_id, s.id) = (l.organization_id, l.specimen_id)
            where (l.organization_id, l.booking_item_id) = (i.organization_id, i.id)
              and (s.status = 'received') >= (i.status in ('processing', 'completed')))
        """),
    RuleCase(
      name: "Numbers of tubes have no gap within a year and follow time",
      broken: """
        select count(*) as n from (select organization_id, accession_number, to_char(collected_at at time zone 'Asia/Kolkata',
            'YY') || '-' || lpad((row_number() over (partition by organization_id,
              to_char(collected_at at time zone 'Asia/Kolkata', 'YY') order by collected_at, id))::text, 6, '0') as due
          from specimens) s where accession_number <> due
        """),
    RuleCase(
      name: "The counters of tubes stand at the last number",
      broken: """
        select count(*) as n from organization_counters c where series like 'accession %' and last <> (select count(*)
          from specimens s where s.organization_id = c.organization_id
            and left(s.accession_number, 2) = right(c.series, 2))
        """),
    RuleCase(
      name: "A paid bill has its payment, and no other bill has one",
      broken: """
        select count(*) as n from billing_records r where (r.paid_date is not null and r.final_amount > 0)
          <> exists (select from payment_transactions p where (p.organization_id, p.billing_record_id)
            = (r.organization_id, r.id) and p.amount = r.final_amount and p.completed_at = r.paid_date)
        """),
    RuleCase(
      name: "Times of a report follow each other",
      broken: """
        select count(*) as n from test_reports where not (created_at <= coalesce(generated_at, created_at)
          and coalesce(generated_at, created_at) <= coalesce(verified_at, generated_at, created_at)
          and coalesce(verified_at, generated_at, created_at) <= coalesce(delivered_at, verified_at, generated_at, created_at))
        """),
    RuleCase(
      name: "An item is completed while its report is verified",
      broken: """
        select count(*) as n from booking_items i
        left join test_reports r on (r.organization_id, r.booking_item_id) = (i.organization_id, i.id)
        where (i.status = 'completed') <> coalesce(r.status in ('verified', 'delivered'), false)
        """),
    RuleCase(
      name: "A closed booking is done and paid",
      broken: """
        select count(*) as n from bookings b where (b.status = 'closed') <> (b.status in ('closed', 'at_lab')
          and not exists (select from booking_items i where (i.organization_id, i.booking_id) = (b.organization_id, b.id)
            and i.status not in ('completed', 'cancelled'))
          and exists (select from billing_records r where (r.organization_id, r.booking_id) = (b.organization_id, b.id)
            and r.status in ('paid', 'credited')))
        """),
    RuleCase(
      name: "Every step that is told is allowed",
      broken: """
        select count(*) as n from status_events e where e.from_status is not null and not exists (
          select from desk.allowed_moves m where (m.machine, m.from_status, m.to_status) = (e.machine, e.from_status, e.to_status))
        """),
    RuleCase(
      name: "The steps of a record join up and end where it stands",
      broken: """
        select count(*) as n from (select e.*, lead(from_status) over w as next_from, lead(id) over w is null as is_last
          from status_events e window w as (partition by organization_id, machine, record_id order by created_at, id)) e
        left join bookings b on e.machine = 'booking' and (b.organization_id, b.id) = (e.organization_id, e.record_id)
        left join test_reports r on e.machine = 'report' and (r.organization_id, r.id) = (e.organization_id, e.record_id)
        left join billing_records k on e.machine = 'billing' and (k.organization_id, k.id) = (e.organization_id, e.record_id)
        left join booking_items i on e.machine = 'item' and (i.organization_id, i.id) = (e.organization_id, e.record_id)
        where not e.is_last and e.next_from is distinct from e.to_status
          or e.is_last and e.to_status <> coalesce(b.status, r.status, k.status, i.status)
        """),
    RuleCase(
      name: "Nothing happened after the present of the demo",
      broken: """
        select count(*) as n from (select created_at as at from bookings union all select updated_at from bookings
          union all select invoice_date from billing_records union all select paid_date from billing_records
          union all select delivered_at from test_reports union all select created_at from status_events
          union all select collected_at from specimens union all select received_at from specimens
          union all select completed_at from payment_transactions) m
        where at > (\(loadDay.description)::date + time '10:30') at time zone 'Asia/Kolkata'
        """),
    RuleCase(
      name: "The report names the pet and the test of its item",
      broken: """
        select count(*) as n from test_reports r
        join booking_items i on (i.organization_id, i.id) = (r.organization_id, r.booking_item_id)
        join bookings b on (b.organization_id, b.id) = (i.organization_id, i.booking_id)
        where (r.pet_id, r.test_id) <> (b.pet_id, i.test_id)
        """),
    RuleCase(
      name: "Clients and pets are found by the words of their names",
      broken: """
        select count(*) as n from (
          (select t.organization_id, t.word, t.client_id, t.pet_id from search.tokens t)
          except
          (select u.organization_id, word, u.id, 0 from users u, unnest(desk.words(concat_ws(' ', u.full_name,
              u.local_name))) as word
            union select p.organization_id, word, p.user_id, p.id from pets p, unnest(desk.words(p.name)) as word
            where not p.is_placeholder)) s
        """),
    RuleCase(
      name: "The words of the search are those of the names",
      broken: """
        select (select count(distinct (organization_id, word)) from search.tokens t where not exists (
            select from search.words w where (w.organization_id, w.word) = (t.organization_id, t.word)))
          + (select count(*) from pets p where not p.is_placeholder and not exists (select from search.tokens t
            where (t.organization_id, t.pet_id) = (p.organization_id, p.id))) as n
        """),
    RuleCase(
      name: "Every trigger is on again",
      broken: """
        select count(*) as n from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = 'public'::regnamespace and t.tgenabled <> 'O'
        """),
    RuleCase(
      name: "Every constraint is validated",
      broken: "select count(*) as n from pg_constraint where not convalidated and conname <> 'ck_bookings_status'"),
    RuleCase(
      name: "Prices are whole rupees",
      broken: "select count(*) as n from tests where price % 10 <> 0 or price < 10000 or discounted_price >= price"),
    RuleCase(
      name: "A prescription's file has the size that its upload names",
      broken: """
        select count(*) as n from prescription_uploads u left join prescription_files f
          on (f.organization_id, f.prescription_upload_id) = (u.organization_id, u.id)
        where f.id is null or octet_length(f.content) <> u.file_size_bytes
        """),
  ]
}

/// A kind of promotion, and the condition by which it is found.
struct PromotionCase: CustomTestStringConvertible {
  var name: String
  var condition: String

  var testDescription: String { name }

  static let all = [
    PromotionCase(
      name: "percentage that holds",
      condition: "o.discount_type = 'percentage' and d.today between o.start_date and o.end_date and c.is_active"),
    PromotionCase(
      name: "fixed amount that holds",
      condition: "o.discount_type = 'fixed_amount' and d.today between o.start_date and o.end_date and c.is_active"),
    PromotionCase(name: "expired", condition: "o.end_date < d.today"),
    PromotionCase(name: "future", condition: "o.start_date > d.today"),
    PromotionCase(
      name: "used up", condition: "c.current_uses = c.max_uses and d.today between o.start_date and o.end_date"),
    PromotionCase(name: "minimum order", condition: "o.minimum_order_value > 0"),
    PromotionCase(name: "certain tests", condition: "not o.applies_to_all"),
    PromotionCase(name: "several uses by one client", condition: "c.max_uses_per_user > 1"),
    PromotionCase(name: "without an offer", condition: "c.offer_id is null"),
    PromotionCase(name: "with an event", condition: "o.event_tag is not null"),
    PromotionCase(name: "switched off", condition: "not o.is_active"),
    PromotionCase(name: "redeemed", condition: "c.current_uses > 10"),
  ]
}
