import Postgres

extension Desk {
  /// Lists whom the latest bookings were taken for and who was taken up last, the latest first: those who may call again.
  package func recentClients(limit: Int = 20) async throws -> [ClientMatch] {
    try await query(
      .lookUp,
      """
      with own as (select desk.organization_id() as id),
      booked as (
        select b.user_id, b.pet_id, max(b.created_at) as at
        from (
          select b.user_id, b.pet_id, b.created_at from bookings b, own
          where b.organization_id = own.id order by b.id desc limit \(4 * limit)) b
        group by b.user_id, b.pet_id
      ),
      taken_up as (
        select u.id as user_id, p.id as pet_id, u.created_at as at
        from (
          select u.organization_id, u.id, u.created_at from users u, own
          where u.organization_id = own.id order by u.id desc limit \(limit)) u
        left join pets p on p.organization_id = u.organization_id and p.user_id = u.id
      ),
      latest as (
        select user_id, pet_id, max(at) as at from (select * from booked union all select * from taken_up) e
        group by user_id, pet_id order by max(at) desc, user_id desc, pet_id desc limit \(limit)
      )
      select u.id as client_id, u.full_name, u.local_name, u.phone, u.second_phone, u.email,
        u.is_active as is_client_active, p.id as pet_id, p.name as pet_name, p.local_name as pet_local_name, p.species,
        p.breed, p.date_of_birth, p.birth_precision, coalesce(p.is_placeholder, false) as is_placeholder,
        coalesce(p.is_deceased, false) as is_deceased, coalesce(p.is_active, true) as is_active, '' as found_by,
        0 as rank, null as number,
        (select max(b.booking_date) from bookings b where b.organization_id = u.organization_id and b.user_id = u.id
          and (l.pet_id is null or b.pet_id = l.pet_id)) at time zone o.time_zone as last_booking_at
      from latest l
      join own on true
      join organizations o on o.id = own.id
      join users u on u.organization_id = own.id and u.id = l.user_id
      left join pets p on p.organization_id = own.id and p.id = l.pet_id
      order by l.at desc, u.id desc, p.id desc
      """
    ).rows.map(ClientMatch.init)
  }
}
