/// One terminal cell: glyph, role and width packed in eight bytes, so that frames are filled and compared as words.
///
/// The glyph is a Unicode scalar, or with the top bit set an index into the clusters of its canvas.
package struct Cell: Equatable, Sendable {
  /// Glyph in bits 0–31, role in bits 32–39, width in bits 40–47.
  let bits: UInt64

  static let clusterFlag: UInt32 = 1 << 31

  package init(glyph: UInt32, role: Role, width: UInt8) {
    bits = UInt64(glyph) | UInt64(role.rawValue) << 32 | UInt64(width) << 40
  }

  package init(_ scalar: Unicode.Scalar, role: Role) { self.init(glyph: scalar.value, role: role, width: 1) }

  /// A space.
  package static func blank(_ role: Role) -> Cell { Cell(glyph: 0x20, role: role, width: 1) }

  package var glyph: UInt32 { UInt32(truncatingIfNeeded: bits) }
  package var role: Role { Role(rawValue: UInt8(truncatingIfNeeded: bits >> 32)) ?? .text }
  /// Columns: 1, 2, or 0 for the trailing half of a wide cell.
  package var width: UInt8 { UInt8(truncatingIfNeeded: bits >> 40) }
  /// Says whether the glyph is an index into the clusters of the canvas.
  package var isCluster: Bool { bits & UInt64(Self.clusterFlag) != 0 }

  /// The same role and width with a printable ASCII glyph; only for templates whose glyph is 0.
  func with(ascii byte: UInt8) -> Cell { Cell(bits: bits | UInt64(byte)) }

  private init(bits: UInt64) { self.bits = bits }

  /// The same glyph in another role.
  package func styled(_ role: Role) -> Cell { Cell(glyph: glyph, role: role, width: width) }
}
