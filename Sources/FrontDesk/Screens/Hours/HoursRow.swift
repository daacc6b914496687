import LabCore
import LabStore
import Tui
import Words

/// A line of the page of the hours.
enum HoursRow: Hashable, Sendable {
  case clinic
  case clinicDay(CalendarDate)
  case collector(StaffID)
  case day(StaffID, CalendarDate)

  /// The collector that it is about.
  var collector: StaffID? {
    switch self {
    case .collector(let id), .day(let id, _): id
    case .clinic, .clinicDay: nil
    }
  }

  /// The single day that it is about.
  var date: CalendarDate? {
    switch self {
    case .clinicDay(let date), .day(_, let date): date
    case .clinic, .collector: nil
    }
  }
}

extension HoursScreen {
  static var emptyTable: Table<HoursRow> {
    Table(
      columns: [
        TableColumn(say("Who"), .between(12, 18)), TableColumn(say("When"), .fixed(10)),
        TableColumn(say("Hours"), .flex(minimum: 20)),
        TableColumn(say("Visits"), .fixed(6), align: .trailing, priority: 1),
      ], emptyText: say("Reading the hours…"))
  }

  /// The clinic with its days, then each collector with theirs.
  func rows() -> [TableRow<HoursRow>] {
    clinicRows()
      + collectors.flatMap { collector in
        [weekRow(of: collector)]
          + collector.days.map { special in
            dayRow(.day(collector.id, special.day), collector.name, special.working.text)
          }
      }
  }

  private func clinicRows() -> [TableRow<HoursRow>] {
    let hours = workspace.shelf.clinic.hours
    let week = TableRow(
      HoursRow.clinic,
      [
        TableCell(say("Clinic")), TableCell(say("week")),
        TableCell(hours.map { WeekPlan($0).text } ?? say("not known")),
        TableCell(""),
      ],
      role: .textStrong)
    let coming = (hours?.exceptions.values ?? [:].values).filter { $0.date >= today }.sorted { $0.date < $1.date }
    return [week]
      + coming.map { exception in
        dayRow(
          .clinicDay(exception.date), say("Clinic"), exception.hours.text + (exception.name.map { ": \($0)" } ?? ""))
      }
  }

  private func weekRow(of collector: CollectorHours) -> TableRow<HoursRow> {
    let week = collector.week?.text ?? say("as the clinic")
    let coming = collector.coming.map { say("; from \($0.from.shortText) \($0.week.text)") } ?? ""
    return TableRow(
      .collector(collector.id),
      [
        TableCell(collector.name), TableCell(say("week")), TableCell(week + coming),
        TableCell(collector.capacity.map(String.init) ?? ""),
      ], searchText: collector.area ?? "", role: .textStrong)
  }

  private func dayRow(_ id: HoursRow, _ name: String, _ words: String) -> TableRow<HoursRow> {
    let day = id.date.map(when) ?? ""
    return TableRow(id, [TableCell("  \(name)"), TableCell(day), TableCell(words), TableCell("")])
  }
}

extension HoursScreen {
  /// `Wed 25 Nov`, or with its year where that is another one.
  private func when(_ date: CalendarDate) -> String {
    date.year == today.year ? "\(date.weekday.shortName) \(date.shortText)" : PriceDetails.short(date)
  }
}

extension WeekPlan {
  /// The week of the clinic, days with other hours left out.
  init(_ hours: ClinicHours) {
    self.init(hours.week.compactMapValues { $0.stretches.isEmpty ? nil : $0.stretches })
  }
}
