import QRCode

/// Reads codes of versions 1 and 2 without a library, by the steps of ISO/IEC 18004, errors aside.
///
/// It takes the mask off, walks the columns from the right, two at a time, and reads one segment of bytes. In these versions
/// the data stands in one block, before what corrects it.
struct SmallCodeReader {
  let text: String

  struct Unreadable: Error { var reason: String }

  init(_ code: QRCode) throws {
    guard [21, 25].contains(code.size) else { throw Unreadable(reason: "a code of \(code.size) modules") }
    // Bits 2 to 4 of the format are the number of the mask, under 101 of the format's own mask.
    let format = [(8, 2), (8, 3), (8, 4)].map { code.isDark(row: $0.0, column: $0.1) }
    let mask = zip(format, [true, false, true]).reduce(0) { $0 * 2 + ($1.0 != $1.1 ? 1 : 0) }
    var bits: [Bool] = []
    var isUpwards = true
    var right = code.size - 1
    while right > 0 {
      if right == 6 { right -= 1 }
      for step in 0..<code.size {
        let row = isUpwards ? code.size - 1 - step : step
        for column in [right, right - 1] where !Self.isFunction(row, column, code.size) {
          bits.append(code.isDark(row: row, column: column) != Self.isMasked(mask, row, column))
        }
      }
      isUpwards.toggle()
      right -= 2
    }
    func number(at place: Int, bits count: Int) -> Int {
      bits[place..<place + count].reduce(0) { $0 * 2 + ($1 ? 1 : 0) }
    }
    guard number(at: 0, bits: 4) == 4 else { throw Unreadable(reason: "no segment of bytes") }
    let count = number(at: 4, bits: 8)
    guard 12 + 8 * count <= bits.count else { throw Unreadable(reason: "\(count) bytes in \(bits.count) bits") }
    text = String(decoding: (0..<count).map { UInt8(number(at: 12 + 8 * $0, bits: 8)) }, as: UTF8.self)
  }

  /// Finders with their borders and the format, the timing lines, and the one alignment pattern of version 2.
  private static func isFunction(_ row: Int, _ column: Int, _ size: Int) -> Bool {
    if row == 6 || column == 6 { return true }
    if row < 9, column < 9 || column >= size - 8 { return true }
    if row >= size - 8, column < 9 { return true }
    return size == 25 && (16...20).contains(row) && (16...20).contains(column)
  }

  private static func isMasked(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
    let product = row * column
    return switch mask {
    case 0: (row + column) % 2 == 0
    case 1: row % 2 == 0
    case 2: column % 3 == 0
    case 3: (row + column) % 3 == 0
    case 4: (row / 2 + column / 3) % 2 == 0
    case 5: product % 2 + product % 3 == 0
    case 6: (product % 2 + product % 3) % 2 == 0
    default: ((row + column) % 2 + product % 3) % 2 == 0
    }
  }
}
