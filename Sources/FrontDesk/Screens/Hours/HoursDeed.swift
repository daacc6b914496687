import LabCore
import LabStore
import Words

/// What was done to the hours, in a sentence.
struct HoursDeed {
  var sentence: String

  init(_ done: HoursAnswer, name: (StaffID) -> String) {
    switch done {
    case .collectors: sentence = ""
    case .savedWeek(let id, let outside):
      sentence = say("The hours of \(name(id)) are saved.")
      if outside > 0 {
        sentence +=
          say(
            " \(outside.counted("assigned visit")) now \(outside == 1 ? say("lies") : say("lie")) outside; look at the board."
          )
      }
    case .set(let special, let id, let returned):
      sentence =
        special.stretches.isEmpty
        ? say("\(name(id)) is off on \(special.day.text).") : say("\(name(id)) has other hours on \(special.day.text).")
      sentence += Self.back(returned)
    case .usual(let id, let day, let returned):
      sentence = say("The week of \(name(id)) holds again on \(day.text).") + Self.back(returned)
    case .closed(let day, let asking):
      sentence = say("The clinic is closed on \(day.text).")
      if asking > 0 {
        sentence += say(" \(asking.counted("booking")) \(asking == 1 ? say("asks") : say("ask")) for another day.")
      }
    case .opened(let day): sentence = say("The hours of the clinic on \(day.text) are saved.")
    }
  }

  private static func back(_ returned: Int) -> String {
    returned == 0 ? "" : say(" \(returned.counted("visit")) came back unassigned.")
  }
}
