import EmbeddedPostgres
import FrontDesk
import Tui
import Words

/// The language that a person's configuration names: a file of texts in `languages/`, or the stretched English of translators.
struct LanguageChoice {
  /// More than any table of texts has: 2 MB.
  private static let limit = 1 << 21

  let language: Language?
  /// What is wrong with it, a sentence each; the texts concerned stay English.
  let complaints: [String]

  init(named name: String?, directory: String?) {
    guard let name, name != "english" else {
      (language, complaints) = (nil, [])
      return
    }
    guard name != Language.stretched.name else {
      (language, complaints) = (.stretched, [])
      return
    }
    guard !name.contains("/"), !name.hasPrefix("."),
      let path = directory.flatMap({ Files.canonical("\($0)/\(name).json5") }),
      let text = Files.read(path, limit: Self.limit)
    else {
      (language, complaints) = (nil, [say("The language “\(name)” has no file languages/\(name).json5.")])
      return
    }
    do {
      let file = try JSON5(parsing: text)
      guard case .object = file else {
        (language, complaints) = (nil, [say("The language “\(name)” is no object of texts by their keys.")])
        return
      }
      let texts = Self.texts(of: file)
      language = Language(name: name, texts: texts)
      complaints = Self.complaints(about: texts, name)
    } catch {
      (language, complaints) = (nil, [say("The language “\(name)” cannot be read: \(error).")])
    }
  }

  /// The texts of a file by their keys: each one text, or one for one thing and one for more.
  private static func texts(of file: JSON5) -> [String: [String]] {
    Dictionary(
      file.members.map { member in
        if case .array(let forms) = member.value { return (member.key, forms.compactMap(\.string)) }
        return (member.key, [member.value.string].compactMap(\.self))
      }, uniquingKeysWith: { _, last in last }
    )
    // An empty text is one that nobody has translated yet.
    .filter { !$0.value.isEmpty && !$0.value.contains("") }
  }

  /// Texts that name other values than the English ones do, or that nothing says.
  private static func complaints(about texts: [String: [String]], _ name: String) -> [String] {
    let english = (EmbeddedTexts.files.first?.text).flatMap { try? JSON5(parsing: $0) }
    let known = Set((english?.members ?? []).map(\.key))
    let unknown = texts.keys.count { !known.contains($0) }
    let wrong = texts.filter { key, forms in forms.contains { !places(of: $0).isSubset(of: places(of: key)) } }.keys
      .sorted()
    var complaints: [String] = []
    if unknown > 0 {
      complaints.append(say("The language “\(name)” has \(unknown.counted("text")) that nothing says."))
    }
    if let first = wrong.first {
      complaints.append(
        say(
          "The language “\(name)” has \(wrong.count.counted("text")) with values that are not there, such as “\(first)”."
        ))
    }
    return complaints
  }

  private static func places(of text: String) -> Set<Int> {
    Set(
      Language.pieces(of: text).compactMap { piece in
        if case .place(let number) = piece { number } else { nil }
      })
  }
}
