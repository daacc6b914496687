import LabCore
import LabStore

/// What was done to the hours, in a sentence.
struct HoursDeed {
  var sentence: String

  init(_ done: HoursAnswer, name: (StaffID) -> String) {
    switch done {
    case .collectors: sentence = ""
    case .savedWeek(let id, let outside):
      sentence = "The hours of \(name(id)) are saved."
      if outside > 0 {
        sentence +=
          " \(outside.counted("assigned visit")) now \(outside == 1 ? "lies" : "lie") outside; look at the board."
      }
    case .set(let special, let id, let returned):
      sentence =
        special.stretches.isEmpty
        ? "\(name(id)) is off on \(special.day.text)." : "\(name(id)) has other hours on \(special.day.text)."
      sentence += Self.back(returned)
    case .usual(let id, let day, let returned):
      sentence = "The week of \(name(id)) holds again on \(day.text)." + Self.back(returned)
    case .closed(let day, let asking):
      sentence = "The clinic is closed on \(day.text)."
      if asking > 0 { sentence += " \(asking.counted("booking")) \(asking == 1 ? "asks" : "ask") for another day." }
    case .opened(let day): sentence = "The hours of the clinic on \(day.text) are saved."
    }
  }

  private static func back(_ returned: Int) -> String {
    returned == 0 ? "" : " \(returned.counted("visit")) came back unassigned."
  }
}
