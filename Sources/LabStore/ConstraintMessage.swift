/// What each rule of the database means in words; a test holds the table against `pg_constraint`.
enum ConstraintMessage {
  /// Says what a refused constraint means and what to do.
  static func sentence(for constraint: String, of table: String) -> String {
    if let sentence = sentences[constraint] { return sentence }
    if constraint.hasPrefix("fk_") {
      return "Something this \(word(table)) refers to is no longer there. Nothing was saved; refresh and try again."
    }
    if constraint.hasPrefix("pk_") { return "This \(word(table)) was saved already." }
    return "A rule of the database (\(constraint)) refused this. Nothing was saved."
  }

  /// Whether a constraint has a sentence of its own or one by its kind.
  static func isExplained(_ constraint: String) -> Bool {
    sentences[constraint] != nil || constraint.hasPrefix("fk_") || constraint.hasPrefix("pk_")
  }

  private static func word(_ table: String) -> String {
    let words = table.split(separator: "_").joined(separator: " ")
    return words.hasSuffix("s") ? String(words.dropLast()) : words.isEmpty ? "record" : words
  }

  private static let sentences: [String: String] = [
    "ex_visits_staff_overlap":
      "This collector has just been given another visit at that time. Nothing was saved; choose another time or collector.",
    "uq_visits_active": "This booking already has a visit. Refresh to see it.",
    "uq_bookings_request_key": "This form was saved already. The booking stands in the list.",
    "ck_coupons_current_uses":
      "The coupon was used up a moment ago. Nothing was saved; take the code off or use another.",
    "uq_coupon_redemptions_booking": "This booking already uses a coupon.",
    "uq_pets_microchip": "Another pet has this microchip number. Check the number.",
    "uq_staff_phone": "Another account has this phone number.",
    "uq_staff_email": "Another account has this email address.",
    "uq_organizations_slug": "Another organisation has this short name. Choose another.",
    "ck_organizations_slug": "A short name has letters, digits and hyphens only.",
    "uq_tests_code": "Another test has this code.",
    "uq_test_panels_code": "Another panel has this code.",
    "uq_test_panels_name": "Another panel has this name.",
    "uq_offers_name": "Another offer has this name.",
    "uq_coupons_code": "Another coupon has this code.",
    "ex_distance_pricing_configs_effective": "These dates overlap another version of the distance prices.",
    "ck_prescription_files_size": "A prescription has at most 10 MB.",
    "ck_prescription_files_content": "A prescription is a PDF, JPEG or PNG file.",
  ]
}
