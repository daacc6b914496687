package import LabCore

/// What the clinics of the demo were by half past ten on a day, made without a database and before there is one.
package struct DemoHistory: Sendable {
  let today: CalendarDate
  let clinics: [(plan: ClinicPlan, rows: ClinicRows)]

  /// `today` is the organisation's local date; nothing here reads a clock.
  package init(today: CalendarDate, organizations slugs: [String] = DemoData.organizations) {
    self.today = today
    clinics = ClinicPlan.all.filter { slugs.contains($0.slug) }.map { ($0, ClinicGenerator.rows(of: $0, today: today)) }
  }
}
