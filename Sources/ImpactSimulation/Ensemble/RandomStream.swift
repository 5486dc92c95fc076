/// Random numbers that follow from a seed and a name alone: SplitMix64 (Steele, Lea and Flood 2014).
///
/// Every parameter has a stream of its own, so one more parameter does not change the draws of the others.
package struct RandomStream: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64, name: String) {
    // FNV-1a over the name, mixed with the seed.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    state = seed &* 0x9e37_79b9_7f4a_7c15 ^ hash
    _ = next()
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Uniform in (0, 1), never an end.
  package mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// 0..<count in random order (Fisher and Yates).
  package mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for k in stride(from: count - 1, to: 0, by: -1) {
      // Multiply and shift: the bias is below count / 2⁶⁴.
      let pick = Int(next().multipliedFullWidth(by: UInt64(k + 1)).high)
      order.swapAt(k, pick)
    }
    return order
  }
}
