internal import Postgres

extension LoadedClinic {
  /// The tubes of everything that was collected, with numbers; those of today's rounds have not all arrived.
  func specimenStatements() -> [SQL] { ["select desk.label_old_items(\(id))"] }

  /// The tubes of tests that were called off at the counter: of no use, and never drawn again.
  func rejectionStatements() -> [SQL] {
    [
      """
      with lost as (
        select i.id as item, s.*, t.sample_type as sample, t.tube_type as tube, row_number() over (order by i.id) as place
        from booking_items i
        join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id and b.status in ('at_lab', 'closed')
        join tests t on t.organization_id = i.organization_id and t.id = i.test_id and t.sample_type not ilike 'urine'
        join lateral (select k.* from specimens k
          where k.organization_id = b.organization_id and k.booking_id = b.id and k.status = 'received'
          order by k.id limit 1) s on true
        where i.organization_id = \(id) and i.status = 'cancelled'
      ), made as (
        insert into specimens (organization_id, booking_id, visit_id, pet_id, sample_type, tube_type, status, collected_at,
          collected_by, received_at, received_by)
        select organization_id, booking_id, visit_id, pet_id, c.sample_type, c.tube_type, 'rejected', collected_at, collected_by,
          received_at, received_by
        from lost l left join lateral desk.container(l.sample, l.tube) c on true order by l.place
        returning organization_id, id, received_at, received_by
      ), placed as (
        select m.*, l.item from (select n.*, row_number() over (order by n.id) as place from made n) m
        join lost l on l.place = m.place
      ), linked as (
        insert into specimen_items (organization_id, specimen_id, booking_item_id) select organization_id, id, item from placed
      )
      insert into item_rejections (organization_id, booking_item_id, specimen_id, code, staff_id, created_at)
      select organization_id, item, id, (array['RH', 'RH', 'RH', 'RC', 'QS', 'QS', 'RM', 'RH', 'RB', 'EX'])[1 + item % 10],
        received_by, received_at
      from placed order by id
      """
    ]
  }

  /// What the laboratory has done and has still to do, with the time it took.
  func labStatements() -> [SQL] { ["select desk.fill_lab_tasks(\(id))"] }

  /// How paid bills were paid: at the door in cash, later by any of the usual ways.
  func paymentStatements() -> [SQL] {
    let paid = rows.bills.indices.filter {
      rows.bills[$0].paid != nil && rows.bookings[rows.bills[$0].booking].total > 0
    }
    let bookings = paid.map { rows.bookings[rows.bills[$0].booking] }
    let isCash = zip(paid, bookings).map { place, booking in
      let bill = rows.bills[place]
      return bill.paid.map { $0 - (booking.collected ?? $0) < 24 * 60 } ?? false
    }
    return [
      .insert(
        into: "payment_transactions", of: self,
        [
          .number("id", ids("payment_transactions", count: paid.count)),
          .number("client_id", bookings.map { id("users", $0.client) }),
          .number("billing_record_id", paid.map { id("billing_records", $0) }),
          .number(
            "staff_id", zip(bookings, isCash).map { id("staff", $1 ? $0.collector ?? $0.author : $0.author) }),
          .key("request_key", paid.map { "payment \(id) \($0)" }),
          .number("amount", bookings.map(\.total)), .text("currency", paid.map { _ in "INR" }),
          .text(
            "payment_method",
            zip(paid, isCash).map { place, isCash in isCash ? "cash" : ["upi", "card", "bank_transfer"][place % 3] }),
          .moment("created_at", paid.map { rows.bills[$0].paid }, of: self),
          .moment("completed_at", paid.map { rows.bills[$0].paid }, of: self),
        ])
    ]
  }
}
