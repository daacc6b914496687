import TestSupport

/// Who may do what with which table, written down by hand: the other side of `table_permissions`.
///
/// Each line names a relation and, for select, insert, update and delete, the letters of those who may:
/// r receptionist, c collector, t lab technician, a analyst, m admin, o organisation owner, s system administrator who is
/// an analyst besides, n nobody signed in. A dash stands for no one.
enum AccessMatrix {
  static let verbs = ["select", "insert", "update", "delete"]

  /// The letters in the order of the columns, and who they stand for; nil is a connection without a session.
  static let callers: [(letter: Character, account: TestClinic.Account?)] = [
    ("r", TestClinic.receptionist), ("c", TestClinic.collector), ("t", TestClinic.labTechnician),
    ("a", TestClinic.analyst), ("m", TestClinic.admin), ("o", TestClinic.owner), ("s", FurnishedClinic.superuser),
    ("n", nil),
  ]

  static let text = """
    desk.allowed_moves               rctamosn -       -       -
    desk.facts                       -        -       -       -
    desk.hidden_columns              -        -       -       -
    desk.managed_columns             -        -       -       -
    desk.measures                    -        -       -       -
    desk.rejection_reasons           -        -       -       -
    desk.sample_types                -        -       -       -
    desk.sign_in_failures            -        -       -       -
    desk.tries                       -        -       -       -
    desk.tube_types                  -        -       -       -
    desk.unaudited_tables            -        -       -       -
    public.addresses                 rmo      rmo     rmo     rmo
    public.approvals                 -        -       -       -
    public.audit_logs                mo       -       -       -
    public.availability_exceptions   rmo      -       -       -
    public.availability_rules        rmo      -       -       -
    public.billing_records           rmo      rmo     rmo     -
    public.booking_discounts         rmo      rmo     -       -
    public.booking_items             rmo      rmo     rmo     -
    public.bookings                  rmo      rmo     rmo     -
    public.clinic_info               rctamos  -       mo      -
    public.coupon_batches            rmo      -       -       -
    public.coupon_redemptions        rmo      rmo     -       -
    public.coupons                   rmo      mo      mo      -
    public.distance_pricing_configs  rctamos  -       -       -
    public.draw_limits               rctamos  mo      mo      mo
    public.item_rejections           rtmo     -       -       -
    public.lab_days                  -        -       -       -
    public.lab_tasks                 rtmo     -       -       -
    public.not_duplicates            rmo      -       -       -
    public.offer_tests               rmo      mo      -       mo
    public.offers                    rmo      mo      mo      -
    public.organization_counters     -        -       -       -
    public.organizations             rctamos  -       -       -
    public.otps                      -        -       -       -
    public.panel_prices              rctamos  -       -       -
    public.payment_transactions      rmo      -       -       -
    public.permissions               mo       -       -       -
    public.pet_weights               rmo      rmo     -       rmo
    public.pets                      rmo      rmo     rmo     -
    public.prescription_files        rmo      rmo     -       -
    public.prescription_uploads      rmo      rmo     rmo     -
    public.reference_intervals       rctamos  mo      mo      mo
    public.report_deliveries         rmo      -       -       -
    public.report_templates          rctamos  mo      mo      -
    public.report_versions           rtmo     -       -       -
    public.request_log               rctamos  rctamos rctamos -
    public.role_permissions          rctamosn -       -       -
    public.specimen_items            rtmo     -       -       -
    public.specimens                 rtmo     -       -       -
    public.staff                     rctamos  -       mo      -
    public.staff_sessions            -        -       -       -
    public.status_events             rtmo     -       -       -
    public.table_permissions         rctamosn -       -       -
    public.tax_codes                 rctamos  mo      mo      -
    public.test_batch_groups         rmo      rmo     rmo     -
    public.test_categories           rctamos  mo      mo      -
    public.test_panel_tests          rctamos  mo      mo      mo
    public.test_panels               rctamos  mo      mo      -
    public.test_parameters           rctamos  mo      mo      -
    public.test_prices               rctamos  -       -       -
    public.test_reports              rtmo     -       -       -
    public.test_tags                 rctamos  mo      mo      mo
    public.tests                     rctamos  mo      mo      -
    public.token_blacklist           -        -       -       -
    public.users                     rmo      rmo     rmo     -
    public.version_results           rtmo     -       -       -
    public.visits                    rmo      rmo     rmo     -
    scoped.lab_bookings              rtmo     -       -       -
    scoped.lab_clients               rtmo     -       -       -
    scoped.lab_deliveries            rtmo     -       -       -
    scoped.lab_items                 rtmo     -       -       -
    scoped.lab_panels                rtmo     -       -       -
    scoped.lab_pets                  rtmo     -       -       -
    scoped.lab_turnarounds           rtmo     -       -       -
    scoped.open_tubes                rctmo    -       -       -
    scoped.own_audit                 rctmo    -       -       -
    scoped.own_visits                c        -       -       -
    scoped.report_clients            rtmo     -       -       -
    scoped.stop_items                c        -       -       -
    scoped.stop_specimens            c        -       -       -
    scoped.stops                     c        -       -       -
    search.tokens                    -        -       -       -
    search.words                     -        -       -       -
    """

  /// The letters that may, by relation and in the order of `verbs`.
  static let lines: [String: [String]] = Dictionary(
    uniqueKeysWithValues: text.split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      return (words[0], Array(words.dropFirst()))
    })

  /// A line as it would stand in `text`.
  static func line(_ relation: String, _ cells: [String]) -> String {
    let widths = [8, 7, 7, 7]
    let padded = zip(cells, widths).map { cell, width in cell.padded(to: width) }
    return ([relation.padded(to: 32)] + padded).joined(separator: " ")
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
