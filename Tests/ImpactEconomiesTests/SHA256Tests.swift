import ImpactEconomyFiles
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  /// Examples of FIPS 180-2, appendix B, and of NIST's CAVP short messages (the empty one).
  @Test(
    "gives the digests of the standard",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func standard(message: String, digest: String) {
    #expect(SHA256.hexadecimal(Array(message.utf8)) == digest)
  }

  /// The long example of FIPS 180-2, appendix B.3: 10^6 times the letter a.
  @Test("gives the digest of a million letters")
  func million() {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(
      SHA256.hexadecimal(bytes)
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// Digests by Python's hashlib, of lengths around the padding's limits.
  @Test(
    "pads every length of the last block",
    arguments: [
      (55, "943cc61860776ca8e78a365d988036ed2ade2ca4aca3236dd9501adc4fbbaa27"),
      (56, "849e6994b02d460680d1d4d9ed690aa35811c88056987e0b6cad0eb85cb7d98d"),
      (64, "6cfeeb3aa25d3f411dae5eec17d7369ca7153e72dcf54bcf4c3daec0f5b21fc7"),
      (119, "62f7b490eef6978ea4e047afde0cfd06b542157473c8911d06c787a4de76ef8e"),
    ])
  func lengths(count: Int, digest: String) {
    #expect(SHA256.hexadecimal([UInt8](repeating: 7, count: count)) == digest)
  }
}
