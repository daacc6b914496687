import LabCore
import LabStore
import Tui
import Words

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
    case .holidays: say("Holidays")
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
    case .holidays: coming.first.map { Self.words(for: $0) } ?? say("none to come")
    case .section(.money): [settings[.currency], settings[.timeZone]].compactMap(\.self).joined(separator: ", ")
    case .section(.turnaround): words(for: .clock)
    case .section(.desks): say("lock after \(words(for: .idleLock)), documents \(words(for: .attachmentLimit))")
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
      let change = settings.lastChange(of: section).map { say("by \($0.person), \($0.at.text)") }
      lines.append(DetailPane.Line(say("Changed"), change ?? say("not since it was set up"), role: .textDim))
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
        Line(say("Chat link"), settings.chatLink ?? say("made from the WhatsApp number")),
        Line(say("Map link"), settings.mapLink ?? say("made from the coordinates")),
        Line(say("Place"), settings.point?.text ?? say("none")),
      ]
    case .hours: return stored
    case .money:
      return stored + [
        Line(
          "",
          settings.hasMoney
            ? say("Both stay, because amounts have been booked.") : say("Both stay from the first booking on."),
          role: .textDim)
      ]
    case .turnaround:
      return [
        Line(say("Time runs"), words(for: .clock)),
        Line(
          say("Without own"), say("\(words(for: .defaultHours)) for tests that have no turnaround time of their own")),
        Line(
          say("Due soon"),
          settings[.dueSoon] == "0" ? say("never said") : say("\(words(for: .dueSoon)) of working time before")),
      ]
    case .desks:
      return [
        Line(say("Locks after"), say("\(words(for: .idleLock)) without a key")),
        Line(say("Documents"), say("\(words(for: .attachmentLimit)) can be attached to a booking")),
      ]
    }
  }

  private var dayLines: [DetailPane.Line] {
    let days = coming.map { DetailPane.Line($0.date.weekday.shortName + " " + $0.date.shortText, dayWords($0)) }
    return (days.isEmpty ? [DetailPane.Line("", say("No day to come has other hours than its weekday."))] : days)
      + [
        DetailPane.Line.gap,
        DetailPane.Line("", say("Enter goes to the hours, where days are closed and opened."), role: .textDim),
      ]
  }

  private func dayWords(_ day: HoursException) -> String {
    [day.name, day.hours.text].compactMap(\.self).joined(separator: ": ")
  }
}
