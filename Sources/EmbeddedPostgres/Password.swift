/// Random passwords for the accounts of a private cluster.
package enum Password {
  /// Makes 192 bits of the system's randomness, as 48 hexadecimal digits.
  package static func random() -> String {
    var source = SystemRandomNumberGenerator()
    return (0..<3).map { _ in
      let digits = String(source.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
