import Words

/// What the laboratory has to do next with a test; the database works it out from the item and its report.
package enum LabStage: String, CaseIterable, Hashable, Sendable {
  /// Collected: its tube is on the way.
  case receive
  /// In the lab, its report to be written.
  case work = "do"
  /// Its report is written and waits for a second pair of eyes.
  case verify
  /// Its report is verified and the client has not got it.
  case deliver
  /// Its tube was rejected, or its report retracted: it takes another one.
  case recollect
  /// Delivered, or cancelled.
  case done

  package var storedName: String { rawValue }

  /// What stands in the list.
  package var displayName: String {
    switch self {
    case .receive: say("To receive")
    case .work: say("To do")
    case .verify: say("To verify")
    case .deliver: say("To deliver")
    case .recollect: say("Recollect")
    case .done: say("Done")
    }
  }
}
