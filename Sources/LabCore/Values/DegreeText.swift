/// Reads a place in degrees, minutes and seconds, as maps and receivers print it.
///
/// `12°58'18.9"N 77°35'40.6"E`, `12° 58.315' N, 77° 35.677' E`, `N 12 58 18.9 E 77 35 40.6`.
enum DegreeText {
  /// The place; nil where the text is none, such as one without its points of the compass.
  static func point(of text: String) -> GeoPoint? {
    var halves: [Half] = []
    var current = Half()
    var digits = ""
    for character in text.uppercased() + " " {
      if character.isASCIIDigit || character == "." {
        digits.append(character)
        continue
      }
      if !digits.isEmpty {
        // A number after a letter that stood behind its numbers begins the other half.
        if current.isWhole {
          halves.append(current)
          current = Half()
        }
        guard let number = Double(digits) else { return nil }
        current.numbers.append(number)
        digits = ""
      }
      switch character {
      case "N", "S", "E", "W":
        if current.letter != nil {
          halves.append(current)
          current = Half()
        }
        current.letter = character
        current.isAhead = current.numbers.isEmpty
      case " ", ",", ";", "°", "º", "'", "′", "’", "\"", "″", "”", ":": continue
      default: return nil
      }
    }
    halves.append(current)
    guard halves.count == 2, let latitude = halves[0].degrees(of: "N", "S"),
      let longitude = halves[1].degrees(of: "E", "W")
    else { return nil }
    return GeoPoint(latitude: latitude, longitude: longitude)
  }

  /// One of the two angles of a place.
  private struct Half {
    var numbers: [Double] = []
    var letter: Character?
    /// Whether the letter stands before the numbers.
    var isAhead = false

    /// Whether nothing more belongs to it, as its letter stood behind its numbers.
    var isWhole: Bool { letter != nil && !isAhead }

    /// Degrees to the millionth, a tenth of a metre; nil unless the numbers are degrees, minutes and seconds.
    func degrees(of positive: Character, _ negative: Character) -> Double? {
      guard let letter, [positive, negative].contains(letter), (1...3).contains(numbers.count),
        numbers.dropFirst().allSatisfy({ $0 < 60 }), numbers.dropLast().allSatisfy({ $0 == $0.rounded() })
      else { return nil }
      let value = zip(numbers, [1.0, 60, 3600]).reduce(0) { $0 + $1.0 / $1.1 }
      let rounded = (value * 1_000_000).rounded() / 1_000_000
      return letter == positive ? rounded : -rounded
    }
  }
}
