internal import LabCore

/// Makes the rows of one clinic from its plan, relative to a day and without looking at any clock.
struct ClinicGenerator {
  /// The time of today at which the clinic is met: half past ten, with collectors on the road.
  static let now: Minute = 630

  let plan: ClinicPlan
  let today: CalendarDate
  var random: SplitMix64
  var rows = ClinicRows()

  /// Positions in the price list by short code.
  let tests: [String: Int]
  let panels: [String: Int]
  let receptionists: [Int]
  let collectors: [Int]
  let technicians: [Int]

  private init(plan: ClinicPlan, today: CalendarDate) {
    self.plan = plan
    self.today = today
    random = SplitMix64(seed: plan.seed)
    tests = Dictionary(uniqueKeysWithValues: plan.tests.enumerated().map { ($1.code, $0) })
    panels = Dictionary(uniqueKeysWithValues: PriceList.panels.enumerated().map { ($1.code, $0) })
    receptionists = plan.staff(role: "receptionist")
    collectors = plan.staff(role: "collector")
    technicians = plan.staff(role: "lab_tech")
  }

  static func rows(of plan: ClinicPlan, today: CalendarDate) -> ClinicRows {
    var generator = ClinicGenerator(plan: plan, today: today)
    generator.makeTariffs()
    generator.makeOffers()
    generator.makeClients()
    generator.makePets()
    generator.makeBookings()
    generator.makeReports()
    generator.makeBills()
    generator.makePrescriptions()
    generator.makeEvents()
    return generator.rows
  }

  /// The day, relative to today, of the latest such date that is not in the future.
  func anniversary(month: Int, day: Int) -> Int {
    let years = [today.year, today.year - 1]
    let dates = years.compactMap { CalendarDate(year: $0, month: month, day: day) }
    return dates.first { $0 <= today }.map { today.days(to: $0) } ?? 0
  }

  /// The last of the day's minutes at which the desk is staffed.
  func closing(on day: Int) -> Int {
    today.adding(days: day).weekday == .sunday ? 13 * 60 : 20 * 60
  }
}
