internal import Postgres

extension LoadedClinic {
  /// The organisation's own page and its staff; each password of the demo is hashed once.
  func clinicStatements() -> [SQL] {
    let staff = plan.staff
    let mapLink =
      "https://www.google.com/maps/search/?api=1&query=\(Self.degrees(plan.latitude)),\(Self.degrees(plan.longitude))"
    return [
      """
      update organizations set address = \(plan.address), phone = \(plan.phone), email = \(plan.email),
        tax_id = \(plan.taxID) where id = \(id)
      """,
      """
      insert into staff (organization_id, id, name, phone, email, hashed_password, role, assigned_area, is_active,
        is_organization_owner, is_superuser, approved_at, created_at)
      with account as materialized (select desk.hash_password(\(plan.password)) as hash)
      select \(id), t.id, t.name, t.phone, t.email, account.hash, t.role, t.area, t.active, t.owner, t.super,
        t.joined, t.joined
      from account, unnest(\(ids("staff", count: staff.count))::bigint[], \(staff.map(\.name))::text[],
        \(staff.map(\.phone))::text[], \(staff.map { email(of: $0) })::text[], \(staff.map(\.role))::text[],
        \(staff.map { $0.zone.map(plan.city.area) })::text[], \(staff.map(\.isActive))::boolean[],
        \(staff.map(\.isOwner))::boolean[], \(staff.map(\.isSuperuser))::boolean[],
        array_fill((\(todayText)::date - 900)::timestamptz, array[\(staff.count)::int]))
        as t (id, name, phone, email, role, area, active, owner, super, joined)
      """,
      """
      update clinic_info set whatsapp_number = \(plan.phone), clinic_address = \(plan.address),
        google_maps_link = \(mapLink),
        latitude = \(Self.degrees(plan.latitude))::float8, longitude = \(Self.degrees(plan.longitude))::float8,
        opening_time = '07:00', closing_time = '21:00', booking_rules = \(Self.weekPlan)::jsonb,
        booking_exceptions = jsonb_build_object((\(todayText)::date + 12)::text, '{"enabled": false, "name": "Stocktaking"}'::jsonb)
      where organization_id = \(id)
      """,
    ]
  }

  private func email(of person: DemoStaff) -> String {
    let words = person.name.lowercased().split(separator: " ").filter { $0 != "dr" }
    return words.joined(separator: ".") + "@" + plan.slug + ".example"
  }

  /// Millionths of a degree as a decimal number.
  static func degrees(_ millionths: Int) -> String {
    let digits = String(millionths % 1_000_000)
    return "\(millionths / 1_000_000).\(String(repeating: "0", count: 6 - digits.utf8.count))\(digits)"
  }

  private static let weekPlan: String = {
    let full = #"{"enabled": true, "start_time": "07:00", "end_time": "21:00"}"#
    let short = #"{"enabled": true, "start_time": "07:00", "end_time": "14:00"}"#
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"].map { "\"\($0)\": \(full)" }
    return "{" + (days + ["\"sunday\": \(short)"]).joined(separator: ", ") + "}"
  }()

  func peopleStatements() -> [SQL] {
    let clients = rows.clients
    let addresses = rows.addresses
    return [
      .insert(
        into: "users", of: self,
        [
          .number("id", ids("users", count: clients.count)), .text("full_name", clients.map(\.name)),
          .text("local_name", clients.map(\.localName)),
          .text("phone", clients.map(\.phone)), .text("second_phone", clients.map(\.secondPhone)),
          .text("email", clients.map(\.email)), .flag("is_active", clients.map(\.isActive)),
          .flag("is_verified", clients.map { $0.email != nil }),
          .moment("created_at", clients.map(\.created), of: self),
          .moment("updated_at", clients.map(\.created), of: self),
        ]),
      .insert(
        into: "addresses", of: self,
        [
          .number("id", ids("addresses", count: addresses.count)),
          .number("user_id", addresses.map { id("users", $0.client) }), .text("label", addresses.map(\.label)),
          .text("address_line1", addresses.map(\.line1)), .text("address_line2", addresses.map(\.line2)),
          .text("area", addresses.map(\.area.name)),
          .text("city", addresses.map { _ in plan.city.name }), .text("state", addresses.map { _ in plan.city.state }),
          .text("postal_code", addresses.map(\.area.pin)),
          .decimal("latitude", addresses.map(\.latitude), dividedBy: "1e6::float8"),
          .decimal("longitude", addresses.map(\.longitude), dividedBy: "1e6::float8"),
          .flag("is_default", addresses.map(\.isDefault)),
          .moment("created_at", addresses.map { clients[$0.client].created }, of: self),
          .moment("updated_at", addresses.map { clients[$0.client].created }, of: self),
        ]), petStatement(),
    ] + Self.searchStatements(id)
  }

  /// The words by which clients and pets are found, as the triggers of the search would have kept them.
  private static func searchStatements(_ organization: Int) -> [SQL] {
    [
      """
      insert into search.tokens (organization_id, word, client_id, pet_id)
      select u.organization_id, word, u.id, 0
      from users u, unnest(desk.words(concat_ws(' ', u.full_name, u.preferred_name, u.local_name))) as word
      where u.organization_id = \(organization)
      union
      select p.organization_id, word, p.user_id, p.id from pets p, unnest(desk.words(concat_ws(' ', p.name, p.local_name))) as word
      where p.organization_id = \(organization) and not p.is_placeholder
      """,
      """
      insert into search.words (organization_id, word)
      select distinct organization_id, word from search.tokens where organization_id = \(organization)
      """,
    ]
  }

  private func petStatement() -> SQL {
    let pets = rows.pets
    return .insert(
      into: "pets", of: self,
      [
        .number("id", ids("pets", count: pets.count)), .number("user_id", pets.map { id("users", $0.client) }),
        .text("name", pets.map { $0.isPlaceholder ? "Pet_\(id("users", $0.client))" : $0.name }),
        .text("species", pets.map(\.species)), .text("breed", pets.map(\.breed)), .text("sex", pets.map(\.sex)),
        .decimal("age_years", pets.map { $0.birthDay.map { max(0, -$0 * 10 / 365) } }, dividedBy: "10.0"),
        .decimal("weight_kg", pets.map(\.grams), dividedBy: "1000.0"),
        .day("date_of_birth", pets.map(\.birthDay), of: self),
        .text("birth_precision", pets.map { $0.precision?.rawValue }), .text("microchip", pets.map(\.microchip)),
        .text("medical_history", pets.map(\.history)), .flag("is_placeholder", pets.map(\.isPlaceholder)),
        .flag("is_active", pets.map(\.isActive)), .flag("is_deceased", pets.map(\.isDeceased)),
        .day("deceased_on", pets.map { $0.isDeceased ? $0.lastDay : nil }, of: self),
        .moment("created_at", pets.map(\.created), of: self), .moment("updated_at", pets.map(\.created), of: self),
      ])
  }
}
