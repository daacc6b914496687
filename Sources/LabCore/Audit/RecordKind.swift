import Words

/// What kind of record an entry of the audit trail is about; the raw value is the table.
package enum RecordKind: String, CaseIterable, Hashable, Sendable {
  // The ones that are asked for most come first: so does the list of choices.
  case bookings
  case clients = "users"
  case pets, visits, staff
  case bills = "billing_records"
  case items = "booking_items"
  case reports = "test_reports"
  case prescriptions = "prescription_uploads"
  case addresses, permissions, organizations
  case clinic = "clinic_info"
  case tests
  case panels = "test_panels"
  case testPrices = "test_prices"
  case panelPrices = "panel_prices"
  case offers, coupons
  case redemptions = "coupon_redemptions"
  case couponBatches = "coupon_batches"
  case discounts = "booking_discounts"
  case distancePricing = "distance_pricing_configs"
  case taxCodes = "tax_codes"
  case drawLimits = "draw_limits"
  case categories = "test_categories"
  case tags = "test_tags"
  case panelTests = "test_panel_tests"
  case offerTests = "offer_tests"
  case batchGroups = "test_batch_groups"
  case prescriptionFiles = "prescription_files"
  case weights = "pet_weights"
  case distinctRecords = "not_duplicates"
  case weeklyHours = "availability_rules"
  case specialHours = "availability_exceptions"
  case specimens
  case specimenItems = "specimen_items"
  case rejections = "item_rejections"
  case payments = "payment_transactions"
  case reportVersions = "report_versions"
  case reportDeliveries = "report_deliveries"
  case reportTemplates = "report_templates"
  case parameters = "test_parameters"
  case intervals = "reference_intervals"

  package var table: String { rawValue }

  /// One of them, in lower case: `booking`.
  package var noun: String {
    switch self {
    case .addresses: "address"
    case .bills: "bill"
    case .bookings: "booking"
    case .clinic: say("clinic page")
    case .clients: "client"
    case .coupons: "coupon"
    case .couponBatches: say("batch of coupons")
    case .discounts: "discount"
    case .distancePricing: say("distance pricing")
    case .drawLimits: say("draw limit")
    case .items: say("booked test")
    case .offers: "offer"
    case .offerTests: say("test of an offer")
    case .organizations: "organisation"
    case .panels: "panel"
    case .panelPrices: say("price of a panel")
    case .panelTests: say("test of a panel")
    case .permissions: say("single permission")
    case .pets: "pet"
    case .prescriptions: "prescription"
    case .prescriptionFiles: say("prescription file")
    case .redemptions: say("coupon redemption")
    case .reports: "report"
    case .staff: "account"
    case .taxCodes: say("tax code")
    case .batchGroups: say("batch group")
    case .categories: say("test category")
    case .tags: say("test tag")
    case .testPrices: say("price of a test")
    case .tests: "test"
    case .visits: "visit"
    case .weights: say("weight of a pet")
    case .distinctRecords: say("pair kept apart")
    case .weeklyHours: say("weekly hours")
    case .specialHours: say("hours of a day")
    case .specimens: "tube"
    case .specimenItems: say("test of a tube")
    case .rejections: "rejection"
    case .payments: "payment"
    case .reportVersions: say("version of a report")
    case .reportDeliveries: say("delivery of a report")
    case .reportTemplates: say("template of findings")
    case .parameters: "parameter"
    case .intervals: say("reference interval")
    }
  }

  /// The word for a table; one that this version does not know is shown by its name.
  package static func noun(for table: String) -> String {
    RecordKind(rawValue: table)?.noun ?? table.replacing("_", with: " ")
  }

  /// What else tells the history of such a record, completing “with …”; nil where nothing does.
  package var belongings: String? {
    switch self {
    case .bookings: say("its visits, tests, tubes, bill and papers")
    case .clients: say("their pets and addresses")
    case .pets: say("its weights")
    case .staff: say("their single permissions")
    case .addresses, .bills, .clinic, .coupons, .couponBatches, .discounts, .distancePricing, .drawLimits, .items,
      .offers, .offerTests, .organizations, .panels, .panelPrices, .panelTests, .permissions, .prescriptions,
      .prescriptionFiles, .redemptions, .reports, .taxCodes, .batchGroups, .categories, .tags, .tests, .testPrices,
      .visits, .weights, .distinctRecords, .weeklyHours, .specialHours, .specimens, .specimenItems, .rejections,
      .payments,
      .reportVersions, .reportDeliveries,
      .reportTemplates, .parameters, .intervals:
      nil
    }
  }
}

/// One record by kind, key and the name that people know it by.
package struct RecordReference: Hashable, Sendable {
  package var kind: RecordKind
  package var id: Int64
  /// `B-000123`, `Asha Rao`; nil where only the key is known.
  package var name: String?

  package init(_ kind: RecordKind, _ id: Int64, name: String? = nil) {
    self.kind = kind
    self.id = id
    self.name = name
  }

  /// `booking B-000123`, or `booking 123` where it has no name.
  package var words: String { "\(kind.noun) \(name ?? String(id))" }
}
