import LabCore
import Postgres
import Words

/// Ends a transaction whose price is not the one that was shown.
struct PriceChange: Error {
  var quote: Quote
}

/// Writes one booking, statement by statement, inside a transaction of the desk.
struct BookingWriter {
  let request: BookingRequest
  private var draft: BookingDraft { request.draft }

  init(_ request: BookingRequest) {
    self.request = request
  }

  func write(on connection: isolated Connection) async throws -> ConfirmOutcome {
    guard try await claimKey(on: connection) else {
      return .standing(try await standingBooking(on: connection))
    }
    let world = try await readWorld(on: connection)
    let quote = try price(with: world)
    try await checkForDuplicates(on: connection)
    let client = try await writeClient(on: connection)
    let pet = try await writePet(of: client, on: connection)
    let address = try await writeAddress(of: client, on: connection)
    let booking = try await writeBooking(client, pet, address, quote, world, on: connection)
    try await writeParts(of: booking, client, address, quote, world, on: connection)
    return .confirmed(booking)
  }

  /// Takes the request key, or answers false where another transaction has used it.
  private func claimKey(on connection: isolated Connection) async throws -> Bool {
    try await connection.query(
      """
      insert into request_log (organization_id, request_key, kind, payload_hash)
      values ((select desk.organization_id()), \(request.key)::uuid, 'booking.confirm', \(payloadHash))
      on conflict do nothing
      """
    ).affectedRows == 1
  }

  /// The booking that the key has made; a form that was changed after it was confirmed is not passed off as it.
  private func standingBooking(on connection: isolated Connection) async throws -> ConfirmedBooking {
    let rows = try await connection.query(
      """
      select b.id, b.booking_number, b.total, l.payload_hash = \(payloadHash) as is_same
      from bookings b
        join request_log l on l.organization_id = b.organization_id and l.request_key = b.request_key
      where b.organization_id = (select desk.organization_id()) and b.request_key = \(request.key)::uuid
      """
    ).rows
    guard let row = rows.first else {
      throw DeskError(
        .stale, say("This form was saved already, but its booking cannot be seen from here. Look in the list."))
    }
    let booking = try ConfirmedBooking(row)
    guard try row.decode("is_same") else {
      throw DeskError(
        .stale,
        say(
          "This form was confirmed as \(booking.number) before it was changed; the changes are not saved. Look at that booking."
        )
      )
    }
    return booking
  }

  /// What was asked for, without the price, which follows from it.
  private var payloadHash: SQL {
    let file = request.attachment.map { "\($0.fileName) \($0.content.count)" } ?? ""
    return "encode(sha256(convert_to(\("\(draft) \(file)"), 'UTF8')), 'hex')"
  }

  /// What the price depends on, as the transaction sees it.
  private struct World {
    var now: LocalDateTime
    var catalogue: Catalogue
    var offers: [Offer]
    var coupon: CouponCheck?
    var pricing: [DistancePricing]
    var taxes: TaxTable
  }

  private func readWorld(on connection: isolated Connection) async throws -> World {
    let priceList = Catalogue.statements(for: draft.cart, on: day)
    var statements: [SQL] = [
      """
      select now() at time zone time_zone as now from organizations where id = (select desk.organization_id())
      """,
      priceList.tests, priceList.panels, Offer.statement, DistancePricing.statement, TaxTable.statement,
    ]
    if let coupon = request.coupon { statements.append(CouponCheck.statement(coupon.code, existingClient)) }
    let results = try await connection.pipeline(statements)
    guard let moment = results[0].rows.first else {
      throw DeskError.notSignedIn
    }
    return World(
      now: try moment.decode("now"),
      catalogue: Catalogue(
        tests: try results[1].rows.map(TestDefinition.init), panels: try results[2].rows.map(Panel.init)),
      offers: try results[3].rows.map(Offer.init),
      coupon: try request.coupon.map { try CouponCheck($0.code, results[6]) },
      pricing: try results[4].rows.map(DistancePricing.init), taxes: try TaxTable(results[5]))
  }

  /// The day whose prices are asked: that of the visit, which is today for a walk-in.
  private var day: SQL {
    switch draft.collection {
    case .walkIn: Catalogue.today
    case .home: "coalesce(\(draft.startsAt?.date)::date, \(Catalogue.today))"
    }
  }

  private var existingClient: ClientID? {
    if case .existing(let client) = draft.client { return client.id }
    return nil
  }

  private func price(with world: World) throws -> Quote {
    let cart = world.catalogue.expand(draft.cart)
    guard cart.missing.isEmpty else {
      throw DeskError(.stale, say("A test of this booking is no longer offered. Nothing was saved; take it off."))
    }
    let moment = draft.moment(at: world.now) ?? world.now
    let journey: Journey =
      switch draft.collection {
      case .walkIn: .walkIn
      case .home:
        .home(distance: draft.distance, pricing: world.pricing.first { $0.holds(on: moment.date) })
      }
    let quote = quote(
      cart.lines, offers: world.offers, coupon: world.coupon?.request, uses: world.coupon?.uses ?? [],
      journey: journey, taxes: world.taxes, in: request.accepted.currency, at: world.now)
    guard quote.difference(from: request.accepted).isEmpty else { throw PriceChange(quote: quote) }
    return quote
  }

  // MARK: Client, pet and address

  private var guardian: DuplicateGuard { DuplicateGuard(distinct: request.distinct) }

  /// Holds what is to be written down for the first time against what is there.
  private func checkForDuplicates(on connection: isolated Connection) async throws {
    switch draft.pet {
    case .existing where draft.newClient == nil, nil: return
    case .existing: try await guardian.check(draft.newClient, nil, on: connection)
    case .new(let entry): try await guardian.check(draft.newClient, entry, of: existingClient, on: connection)
    case .completing(let pet, let entry):
      try await guardian.check(nil, entry, of: existingClient, completing: pet.id, on: connection)
    }
  }

  private func writeClient(on connection: isolated Connection) async throws -> ClientID {
    switch draft.client {
    case .existing(let client): return client.id
    case .new:
      guard let entry = draft.newClient else {
        throw DeskError(.other, say("A new client needs a name and a phone number. Nothing was saved."))
      }
      let id = try await guardian.insert(entry, on: connection)
      try await guardian.keepApart(id, on: connection)
      return id
    case nil: throw DeskError(.other, say("A booking needs a client. Nothing was saved."))
    }
  }

  private func writePet(of client: ClientID, on connection: isolated Connection) async throws -> PetID {
    switch draft.pet {
    case .existing(let pet): return pet.id
    case .completing(let pet, let entry):
      let result = try await connection.query(
        """
        update pets set name = \(entry.name), species = \(entry.species.storedName), breed = \(entry.breed.filled),
          sex = \(entry.sex.storedName),
          date_of_birth = \(entry.birth?.date)::date, birth_precision = \(entry.birth?.precision.rawValue),
          weight_kg = \(entry.weight?.grams)::numeric / 1000, is_placeholder = false
        where organization_id = (select desk.organization_id()) and id = \(pet.id) and version = \(pet.version)
        """)
      guard result.affectedRows == 1 else {
        throw DeskError(.stale, say("Another desk has just changed this pet. Nothing was saved; choose the pet again."))
      }
      try await guardian.keepApart(pet.id, on: connection)
      return pet.id
    case .new(let entry):
      let id = try await guardian.insert(entry, of: client, on: connection)
      try await guardian.keepApart(id, on: connection)
      return id
    case nil: throw DeskError(.other, say("A booking needs a pet. Nothing was saved."))
    }
  }

  private func writeAddress(of client: ClientID, on connection: isolated Connection) async throws -> AddressID? {
    guard draft.collection == .home, let address = draft.address else { return nil }
    if let id = address.id { return id }
    return try await connection.query(
      """
      insert into addresses (organization_id, user_id, label, address_line1, address_line2, area, city, postal_code,
        latitude, longitude, is_default)
      values ((select desk.organization_id()), \(client), \(address.label), \(address.line1), \(address.line2),
        \(address.area), \(address.city), \(address.postalCode), \(address.point?.latitude)::double precision,
        \(address.point?.longitude)::double precision,
        not exists (select from addresses where organization_id = (select desk.organization_id())
          and user_id = \(client)))
      returning id
      """
    ).rows[0].decode("id")
  }

  // MARK: Booking

  private func writeBooking(
    _ client: ClientID, _ pet: PetID, _ address: AddressID?, _ quote: Quote, _ world: World,
    on connection: isolated Connection
  ) async throws -> ConfirmedBooking {
    let home = draft.collection == .home ? draft.address : nil
    let row = try await connection.query(
      """
      insert into bookings (organization_id, user_id, pet_id, booking_date, status, address, notes, guard_reason, request_key,
        collection_method, distance_pricing_config_id, estimated_distance_m, coupon_id, subtotal, discount,
        distance_charge, distance_discount, tax, total, collection_address_id, collection_area, collection_latitude, collection_longitude)
      select o.id, \(client), \(pet), \(draft.moment(at: world.now) ?? world.now)::timestamp at time zone o.time_zone,
        'confirmed', \(home?.oneLine), \(draft.notes.isEmpty ? nil : draft.notes), \(draft.guardReason.filled),
        \(request.key)::uuid,
        \(draft.collection.storedName), \(quote.distancePricingID)::bigint, \(quote.distance?.metres)::integer,
        \(quote.redeemedCoupon?.couponID)::bigint, \(quote.subtotal), \(quote.discount), \(quote.distanceCharge),
        \(quote.distanceDiscount), \(quote.tax), \(quote.total), \(address)::bigint, \(home?.area),
        \(home?.point?.latitude)::double precision, \(home?.point?.longitude)::double precision
      from organizations o where o.id = (select desk.organization_id())
      returning id, booking_number, total
      """
    ).rows[0]
    return try ConfirmedBooking(row)
  }

  private func writeParts(
    of booking: ConfirmedBooking, _ client: ClientID, _ address: AddressID?, _ quote: Quote, _ world: World,
    on connection: isolated Connection
  ) async throws {
    let tests = quote.lines.map(\.testID.rawValue)
    var statements: [SQL] = [
      """
      insert into booking_items (organization_id, booking_id, test_id, unit_price, discount)
      select (select desk.organization_id()), \(booking.id), t.test_id, t.price, t.discount
      from unnest(\(tests)::bigint[], \(quote.lines.map(\.unitPrice.minorUnits))::bigint[],
        \(quote.lines.map(\.discount.minorUnits))::bigint[])
        with ordinality as t (test_id, price, discount, place) order by t.place
      """,
      visit(of: booking, address, world),
    ]
    if !quote.discounts.isEmpty { statements.append(discounts(quote.discounts, on: booking)) }
    if let redeemed = quote.redeemedCoupon {
      statements.append(
        """
        insert into coupon_redemptions (organization_id, coupon_id, booking_id, user_id, discount_amount)
        values ((select desk.organization_id()), \(redeemed.couponID), \(booking.id), \(client), \(redeemed.amount))
        """)
    }
    statements.append(
      """
      insert into billing_records (organization_id, booking_id, user_id, test_ids, base_amount, discount_amount,
        distance_charge, tax_amount, final_amount, billing_date)
      select o.id, \(booking.id), \(client), to_jsonb(\(tests)::bigint[]), \(quote.subtotal), \(quote.discount),
        \(quote.distanceCharge), \(quote.tax), \(quote.total), (now() at time zone o.time_zone)::date
      from organizations o where o.id = (select desk.organization_id())
      """)
    if let attachment = request.attachment { statements.append(prescription(attachment, of: booking, client)) }
    statements.append(
      """
      update request_log set outcome = jsonb_build_object('booking_id', \(booking.id)::bigint,
        'booking_number', \(booking.number)::text, 'total', \(booking.total)::bigint)
      where organization_id = (select desk.organization_id()) and request_key = \(request.key)::uuid
      """)
    _ = try await connection.pipeline(statements)
  }

  private func visit(of booking: ConfirmedBooking, _ address: AddressID?, _ world: World) -> SQL {
    let status: String
    switch (draft.collection, draft.collectorID) {
    case (.walkIn, _): status = "arrived"
    case (.home, nil): status = "confirmed"
    case (.home, _): status = "assigned"
    }
    let collector = draft.collection == .home ? draft.collectorID : nil
    return """
      insert into visits (organization_id, booking_id, collection_method, staff_id, address_id, starts_at,
        duration_minutes, travel_buffer_minutes, blocked_until, status)
      select o.id, \(booking.id), \(draft.collection.storedName), \(collector)::bigint, \(address)::bigint,
        m.moment, \(draft.durationMinutes), \(WantedVisit.usualTravelBuffer), m.moment + interval '1 minute', \(status)
      from organizations o
        cross join lateral (select \(draft.moment(at: world.now) ?? world.now)::timestamp at time zone o.time_zone) m (moment)
      where o.id = (select desk.organization_id())
      """
  }

  private func discounts(_ applied: [AppliedDiscount], on booking: ConfirmedBooking) -> SQL {
    """
    insert into booking_discounts (organization_id, booking_id, offer_id, coupon_id, name, amount)
    select (select desk.organization_id()), \(booking.id), t.offer_id, t.coupon_id, t.name, t.amount
    from unnest(\(applied.map(\.offerID.rawValue))::bigint[], \(applied.map { $0.couponID?.rawValue })::bigint[],
      \(applied.map(\.name))::text[], \(applied.map(\.amount.minorUnits))::bigint[])
      with ordinality as t (offer_id, coupon_id, name, amount, place) order by t.place
    """
  }

  private func prescription(_ attachment: Attachment, of booking: ConfirmedBooking, _ client: ClientID) -> SQL {
    """
    with upload as (
      insert into prescription_uploads (organization_id, booking_id, user_id, file_name, file_type, file_size_bytes)
      values ((select desk.organization_id()), \(booking.id), \(client), \(attachment.fileName),
        \(attachment.kind.mediaType), \(attachment.content.count))
      returning organization_id, id
    )
    insert into prescription_files (organization_id, prescription_upload_id, content)
    select organization_id, id, \(attachment.content) from upload
    """
  }
}
