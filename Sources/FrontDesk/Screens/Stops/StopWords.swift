import LabCore
import LabStore
import Words

extension Stop {
  /// `Nala · Dog, Indie · F · 17.5 kg`.
  var petWords: String {
    var parts = [petName, [species.storedName, breed].compactMap(\.self).joined(separator: ", ")]
    if sex != .unknown { parts.append(sex.shortName) }
    parts.append(weight?.text ?? say("weight not known"))
    return parts.joined(separator: " · ")
  }

  /// Where it is, in few words for a list.
  var placeWords: String { area ?? address ?? "" }

  /// What was learned since the booking was made, and whom to ask about it; nil for most stops.
  var objectionWords: String? {
    attention.map { say("\($0.sentence(pet: petName, client: clientName)) Call the desk before you go.") }
  }

  /// The way to the stop, in the map of whoever taps it.
  var directions: DirectionsLink? { DirectionsLink(to: point, address: address) }

  /// What is asked before anything is drawn, once for each preparation: `[ ] Fasting for 8 hours? yes/no · GLU, LIP`.
  var checks: [String] {
    gathered(\.preparation).map { words, codes in
      var question = words.trimmed
      while let last = question.last, ".?!".contains(last) { question.removeLast() }
      return say("[ ] \(question)? yes/no · \(codes.joined(separator: ", "))")
    }
  }

  /// What to mind while collecting, once for each instruction.
  var reminders: [String] {
    gathered(\.instructions).map { words, codes in "\(codes.joined(separator: ", ")): \(words)" }
  }

  /// A text of the tests that are still asked for, with the tests that have it.
  private func gathered(_ text: (TestDefinition) -> String?) -> [(words: String, codes: [String])] {
    var gathered: [(words: String, codes: [String])] = []
    for item in items where item.status != .cancelled {
      guard let words = text(item.test), !words.isEmpty else { continue }
      let code = item.test.shortName
      if let place = gathered.firstIndex(where: { $0.words == words }) {
        if !gathered[place].codes.contains(code) { gathered[place].codes.append(code) }
      } else {
        gathered.append((words, [code]))
      }
    }
    return gathered
  }

  /// `₹1,000.00`, or `paid`.
  func openWords(in currency: Currency) -> String { open == .zero ? say("paid") : open.formatted(in: currency) }
}

extension Specimen {
  /// `26-000123 · SST`.
  var words: String {
    var words = [number, tube?.storedName ?? sample?.storedName ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
    if status != .collected { words += " · \(status.displayName)" }
    return words
  }
}
