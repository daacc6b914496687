import LabCore
import Synchronization

/// Request keys in a fixed order, so that a test knows them and two desks can be given the same.
final class RequestKeys: Sendable {
  private let generator: Mutex<Counting>

  /// SplitMix64: small, and the same on every machine.
  private struct Counting: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  init(seed: UInt64) { generator = Mutex(Counting(state: seed)) }

  func next() -> RequestKey { generator.withLock { RequestKey(using: &$0) } }
}
