package import LabCore
package import Tui

/// Work or change of place that a screen asks for; a value, so that tests can read it.
package enum Effect: Sendable {
  /// Runs off the main actor and comes back as an `Event.answer`.
  ///
  /// Of the works that share a slot, one runs and only the newest other one waits: an answer nobody needs is never asked for.
  case work(Work, slot: Slot)
  /// As `work`, but keys typed meanwhile are kept and replayed in order when the answer is there.
  case blockingWork(Work)
  /// Shows a sentence in the message line until the next key.
  case message(Message)
  /// Puts a dialog above everything else.
  case ask(Question)
  /// Takes an action, as if its key had been pressed.
  case act(Action.ID)
  /// Goes to another screen, which keeps what it held.
  case go(to: Place)
  /// Goes to another screen and hands it something.
  case hand(Handover, to: Place)
  /// Shows what happened to a record; Esc comes back here.
  case history(of: RecordReference)
  /// Starts over as the person who has just signed in.
  case enter(Workspace)
  /// Ends the session and goes back to the sign-in screen.
  case leave
  /// As `leave`, but what is open waits for its person.
  case lock
  /// Stops the program's process until the shell continues it.
  case suspend
  /// Ends the program.
  case quit
}

/// A line of work in which only the newest request matters.
package enum Slot: Hashable, Sendable {
  case session
  case lookUp
  case record
  /// What stands beside a list of clients, so that it never takes the turn of an answer to what is typed.
  case clientFile
  case clientHistory
  case petWeights
  case list
  case collectors
  case coupon
  case attachment
  case trail
  case auditEntry
  case background
  case staff
  case organizations
  /// What a screen shows, so that no other screen's list takes its turn.
  case screen(Place)
  /// Tubes that are received one after the other.
  case receiving
}

/// A sentence for the message line.
package struct Message: Sendable, Equatable {
  package var kind: MessageLine.Kind
  package var text: String

  package static func info(_ text: String) -> Message { Message(kind: .info, text: text) }
  package static func warning(_ text: String) -> Message { Message(kind: .warning, text: text) }
  package static func error(_ text: String) -> Message { Message(kind: .error, text: text) }
}

/// A question whose every answer is the effects it leads to.
package typealias Question = Dialog<[Effect]>
