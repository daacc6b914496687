import Testing

/// A client of the demo who has been here before, found by the last four digits of the phone, which nobody else has in any organisation.
struct RepeatClient {
  let id: Int
  let name: String
  let digits: String
  let pet: String

  /// Clients with one healthy dog, a known address and a home visit behind them, in a fixed order.
  static func find(_ index: Int, in database: Psql) throws -> RepeatClient {
    let row = try #require(
      try database.rows(
        """
        select u.id, u.full_name, right(u.phone, 4), p.name
        from users u
        join organizations o on o.id = u.organization_id and o.slug = 'cubbon'
        join pets p on (p.organization_id, p.user_id) = (u.organization_id, u.id)
        join lateral (
          select b.collection_method from bookings b
          where (b.organization_id, b.user_id) = (u.organization_id, u.id) order by b.booking_date desc limit 1
        ) last on last.collection_method = 'home'
        where p.is_active and not p.is_deceased and not p.is_placeholder and lower(p.species) = 'dog'
          and (select count(*) from pets q where (q.organization_id, q.user_id) = (u.organization_id, u.id)) = 1
          and (select count(*) from addresses a where (a.organization_id, a.user_id) = (u.organization_id, u.id)
                 and a.latitude is not null) = 1
          and (select count(*) from users v
                 where concat(v.phone, ' ', v.second_phone) like '%' || right(u.phone, 4) || '%') = 1
        order by u.id offset \(index) limit 1
        """
      ).first)
    return RepeatClient(id: try #require(Int(row[0])), name: row[1], digits: row[2], pet: row[3])
  }

  /// How many bookings the client has.
  func bookings(in database: Psql) throws -> Int {
    try database.number(
      """
      select count(*) from bookings b join organizations o on o.id = b.organization_id and o.slug = 'cubbon'
      where b.user_id = \(id)
      """)
  }
}
