package import Tui
import Words

/// What a person says in `config.json5` of how the desk looks and which keys it has.
package struct Preferences: Sendable, Equatable {
  /// The name of the theme to start with.
  package var theme: String?
  /// How many colours to use, as `--color` names them.
  package var color: String?
  /// The language of the texts: the name of a file in `languages/`.
  package var language: String?
  /// The keys wished for, by action id.
  package var keys: [Action.ID: KeyWish] = [:]
  /// Whether clicks and the wheel count; then the terminal's own selecting needs Shift.
  package var mouse = false
  /// What the file says that is not understood, a sentence each; all else of it holds.
  package private(set) var warnings: [String] = []

  /// The words that name how many colours there are.
  package static let colorNames = ["mono", "16", "256", "truecolor"]

  /// Those of somebody who says nothing.
  package init() {}

  /// Those of a file that cannot be opened.
  package init(unreadable path: String) { warnings = [say("\(path) cannot be read.")] }

  /// Reads the file's text; of a file that cannot be read nothing holds.
  package init(reading text: String) {
    let document: JSON5
    do {
      document = try JSON5(parsing: text)
    } catch {
      warnings = [say("It cannot be read: \(error).")]
      return
    }
    guard case .object(let members) = document else {
      warnings = [say("It is no object: { theme: 'light' } is one.")]
      return
    }
    var seen: Set<String> = []
    for member in members {
      if !seen.insert(member.key).inserted {
        warn(member, say("“\(member.key)” stands here a second time, which counts"))
      }
      take(member)
    }
  }

  private mutating func take(_ member: JSON5.Member) {
    switch member.key {
    case "theme":
      theme = member.value.string
      if theme == nil { warn(member, say("“theme” is the name of one")) }
    case "color":
      if let name = member.value.string, Self.colorNames.contains(name) {
        color = name
      } else {
        warn(member, say("“color” is one of \(Self.colorNames.map { "'\($0)'" }.joined(separator: ", "))"))
      }
    case "language":
      language = member.value.string
      if language == nil { warn(member, say("“language” is the name of one")) }
    case "mouse":
      if case .bool(let isOn) = member.value { mouse = isOn } else { warn(member, say("“mouse” is true or false")) }
    case "keys":
      guard case .object(let wishes) = member.value else {
        return warn(member, say("“keys” are { 'booking.new': ['F11'] }"))
      }
      for wish in wishes { takeKeys(wish) }
    default: warn(member, say("there is no setting “\(member.key)”"))
    }
  }

  private mutating func takeKeys(_ member: JSON5.Member) {
    if keys[member.key] != nil { warn(member, say("“\(member.key)” stands here a second time, which counts")) }
    switch member.value {
    case .string(let key): keys[member.key] = KeyWish([key], line: member.line)
    case .array(let items) where items.allSatisfy({ $0.string != nil }):
      keys[member.key] = KeyWish(items.compactMap(\.string), line: member.line)
    default: warn(member, say("the keys of “\(member.key)” are a list such as ['Ctrl-N', 'F11']"))
    }
  }

  private mutating func warn(_ member: JSON5.Member, _ problem: String) {
    warnings.append(say("Line \(member.line): \(problem)."))
  }
}
