/// The price as the intake shows it, in minor units, read off the screen.
struct ShownPrice: Equatable {
  /// The tests' amounts in the order shown.
  var lines: [Int] = []
  var discount = 0
  var distance = 0
  var total = 0

  /// Reads the panel right of the form; a line ends with its amount.
  init(screen: String) {
    for row in screen.split(separator: "\n") {
      let panel = row.split(separator: "│").last ?? row
      guard let words = panel.split(separator: " ").last, let amount = Self.amount(words) else { continue }
      let name = panel.drop { $0 == " " }
      if name.hasPrefix("Total") {
        total = amount
      } else if name.hasPrefix("Home visit") {
        distance = amount
      } else if amount < 0 {
        discount -= amount
      } else {
        lines.append(amount)
      }
    }
  }

  /// Reads `₹1,20,345.50` as paise.
  static func amount(_ text: some StringProtocol) -> Int? {
    guard text.contains("₹"), text.contains(".") else { return nil }
    guard let size = Int(String(text.filter { $0.isASCII && $0.isNumber })) else { return nil }
    return text.hasPrefix("-") ? -size : size
  }
}
