import Words

/// How much of its turnaround time a test has used, in working minutes of the laboratory.
///
/// The clock runs from the receipt of the tube, stands still while another tube is waited for, and ends with the first
/// verification of the report. A test without a turnaround time is never overdue.
package struct Turnaround: Hashable, Sendable {
  /// How long it may take; nil for no limit.
  package var allowedMinutes: Int?
  /// What was used before the clock stopped; all of it once it is finished.
  package var usedMinutes: Int
  package var receivedAt: LocalDateTime?
  /// When the time is used up; nil while the clock stands still.
  package var dueAt: LocalDateTime?
  package var finishedAt: LocalDateTime?
  package var isRunning: Bool
  package var isOverdue: Bool
  /// Working minutes until `dueAt`, negative once it is past.
  package var minutesLeft: Int?
  /// Whether no more is left than the clinic calls due soon.
  package var isDueSoon = false

  package init(
    allowedMinutes: Int? = nil, usedMinutes: Int = 0, receivedAt: LocalDateTime? = nil, dueAt: LocalDateTime? = nil,
    finishedAt: LocalDateTime? = nil, isRunning: Bool = false, isOverdue: Bool = false, minutesLeft: Int? = nil
  ) {
    self.allowedMinutes = allowedMinutes
    self.usedMinutes = usedMinutes
    self.receivedAt = receivedAt
    self.dueAt = dueAt
    self.finishedAt = finishedAt
    self.isRunning = isRunning
    self.isOverdue = isOverdue
    self.minutesLeft = minutesLeft
  }

  /// Whether it was finished within its time; nil before that, and without a limit.
  package var wasInTime: Bool? {
    guard finishedAt != nil, let allowedMinutes else { return nil }
    return usedMinutes <= allowedMinutes
  }

  /// How much is left, for a column of a list: `3 h 20 left`, `40 min soon`, `late 40 min`, `paused`; empty for nothing.
  package var shortWords: String {
    if isOverdue { return say("late \(Self.words(-(minutesLeft ?? 0)))") }
    if let minutesLeft {
      return isDueSoon ? say("\(Self.words(minutesLeft)) soon") : say("\(Self.words(minutesLeft)) left")
    }
    if receivedAt != nil, finishedAt == nil, allowedMinutes != nil, !isRunning { return say("paused") }
    return ""
  }

  /// The whole sentence for the details.
  package var sentence: String {
    guard receivedAt != nil else { return say("Begins when the tube is received") }
    guard let allowedMinutes else { return say("No turnaround time is set") }
    let allowed = Self.words(allowedMinutes)
    if finishedAt != nil {
      return wasInTime == true
        ? say("Took \(Self.words(usedMinutes)) of \(allowed) working time")
        : say("Took \(Self.words(usedMinutes)), allowed were \(allowed) working time")
    }
    guard let dueAt, let minutesLeft else { return say("Paused after \(Self.words(usedMinutes)) of \(allowed)") }
    return isOverdue
      ? say("Overdue by \(Self.words(-minutesLeft)) working time, was due \(dueAt.text)")
      : isDueSoon
        ? say("Due soon: \(Self.words(minutesLeft)) of working time left, due \(dueAt.text)")
        : say("\(Self.words(minutesLeft)) of working time left, due \(dueAt.text)")
  }

  /// Notes whether it is due soon, where so many working minutes before it is due count so; 0 for never.
  package mutating func noteDueSoon(within minutes: Int) {
    isDueSoon = isRunning && !isOverdue && minutes > 0 && minutesLeft.map { $0 <= minutes } ?? false
  }

  /// A span of working time: `40 min`, `3 h`, `3 h 20`.
  package static func words(_ minutes: Int) -> String {
    let minutes = max(0, minutes)
    if minutes < 60 { return say("\(minutes) min") }
    return minutes % 60 == 0 ? say("\(minutes / 60) h") : say("\(minutes / 60) h \((minutes % 60).twoDigits)")
  }
}
