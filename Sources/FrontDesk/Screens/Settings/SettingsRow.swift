import LabCore
import LabStore
import Tui

/// A line of the page of the settings.
enum SettingsRow: Hashable, Sendable {
  case section(SettingsSection)
  /// Days on which other hours hold; they are set on the page of the hours.
  case holidays

  static let all: [SettingsRow] = [
    .section(.contact), .section(.hours), .holidays, .section(.money), .section(.turnaround), .section(.desks),
  ]

  var title: String {
    switch self {
    case .section(let section): section.title
    case .holidays: "Holidays"
    }
  }

  var section: SettingsSection? {
    if case .section(let section) = self { section } else { nil }
  }
}

/// The settings in words: what stands beside each line, and what stands in the pane of the selected one.
struct SettingsWords {
  var settings: ClinicSettings
  /// The days from today on that have other hours than their weekday, in their order.
  var coming: [HoursException]

  /// The line of the list.
  func summary(of row: SettingsRow) -> String {
    switch row {
    case .section(.contact): [settings[.name], settings[.whatsAppNumber]].compactMap(\.self).joined(separator: ", ")
    case .section(.hours): settings.week.text
    case .holidays: coming.first.map { Self.words(for: $0) } ?? "none to come"
    case .section(.money): [settings[.currency], settings[.timeZone]].compactMap(\.self).joined(separator: ", ")
    case .section(.turnaround): words(for: .clock)
    case .section(.desks): "lock after \(words(for: .idleLock)), documents \(words(for: .attachmentLimit))"
    }
  }

  private func words(for setting: ClinicSetting) -> String { setting.words(for: settings[setting]) }

  private static func words(for day: HoursException) -> String {
    "\(day.date.text) " + (day.name.map { "\($0), \(day.hours.text)" } ?? day.hours.text)
  }

  /// The pane of a line.
  func pane(of row: SettingsRow) -> DetailPane {
    var lines: [DetailPane.Line] =
      switch row {
      case .section(let section): self.lines(of: section)
      case .holidays: dayLines
      }
    if let section = row.section {
      let change = settings.lastChange(of: section).map { "by \($0.person), \($0.at.text)" }
      lines.append(DetailPane.Line("Changed", change ?? "not since it was set up", role: .textDim))
    }
    return DetailPane(title: row.title, lines: lines)
  }

  private func lines(of section: SettingsSection) -> [DetailPane.Line] {
    typealias Line = DetailPane.Line
    let stored = section.settings.filter { ![.mapLink, .latitude, .longitude].contains($0) }
      .map { Line($0.label, words(for: $0)) }
    switch section {
    case .contact:
      return stored + [
        Line("Chat link", settings.chatLink ?? "made from the WhatsApp number"),
        Line("Map link", settings.mapLink ?? "made from the coordinates"),
        Line("Place", settings.point?.text ?? "none"),
      ]
    case .hours: return stored
    case .money:
      return stored + [
        Line(
          "",
          settings.hasMoney ? "Both stay, because amounts have been booked." : "Both stay from the first booking on.",
          role: .textDim)
      ]
    case .turnaround:
      return [
        Line("Time runs", words(for: .clock)),
        Line("Without own", "\(words(for: .defaultHours)) for tests that have no turnaround time of their own"),
        Line("Due soon", "\(words(for: .dueSoon)) it is due"),
      ]
    case .desks:
      return [
        Line("Locks after", "\(words(for: .idleLock)) without a key"),
        Line("Documents", "\(words(for: .attachmentLimit)) can be attached to a booking"),
      ]
    }
  }

  private var dayLines: [DetailPane.Line] {
    let days = coming.map { DetailPane.Line($0.date.weekday.shortName + " " + $0.date.shortText, dayWords($0)) }
    return (days.isEmpty ? [DetailPane.Line("", "No day to come has other hours than its weekday.")] : days)
      + [
        DetailPane.Line.gap,
        DetailPane.Line("", "Enter goes to the hours, where days are closed and opened.", role: .textDim),
      ]
  }

  private func dayWords(_ day: HoursException) -> String {
    [day.name, day.hours.text].compactMap(\.self).joined(separator: ": ")
  }
}
