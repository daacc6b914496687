import Glibc

/// How somebody sees colours: with all three kinds of cones, or without one of them.
package enum ColorVision: String, Sendable, CaseIterable {
  case full, protanopia, deuteranopia, tritanopia

  /// Returns how far apart two colours look, as the distance in OKLab: about 0.02 can just be told, black and white are 1 apart.
  package func distance(_ one: PaintColor, _ other: PaintColor) -> Double {
    let (a, b) = (Self.lab(seen(one.linear)), Self.lab(seen(other.linear)))
    return zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  /// The light that looks the same to full colour vision.
  ///
  /// The matrices are those of Machado, Oliveira and Fernandes (2009) for the whole loss of a kind of cones.
  private func seen(_ color: LinearColor) -> LinearColor {
    let rows: [[Double]]
    switch self {
    case .full: return color
    case .protanopia:
      rows = [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      rows = [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      rows = [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
      ]
    }
    let light = rows.map { min(1, max(0, $0[0] * color.red + $0[1] * color.green + $0[2] * color.blue)) }
    return LinearColor(red: light[0], green: light[1], blue: light[2])
  }

  /// Lightness, green to red and blue to yellow in OKLab (Ottosson 2020).
  private static func lab(_ color: LinearColor) -> [Double] {
    let (r, g, b) = (color.red, color.green, color.blue)
    let long = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    let middle = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    let short = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return [
      0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
      1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
      0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    ]
  }
}
