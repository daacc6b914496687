package import LabCore
package import Tui

/// Something that happened to a screen; screens change by events alone.
package enum Event: Sendable {
  case key(KeyPress)
  case paste(String)
  /// An action was chosen from the key bar, the help page or the palette, or by its chord.
  case action(Action.ID)
  /// The screen came to the front.
  case shown
  /// Another screen handed something over.
  case handed(Handover)
  /// The organisation's local time moved on to another minute.
  case minute(LocalDateTime)
  /// A piece of work that this screen asked for has ended.
  case answer(Answer)
  /// Another desk changed a row of a table this organisation owns.
  case changed(table: String, id: Int64)
}
