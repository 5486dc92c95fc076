import ImpactDiagnostics

/// What the header of a `.npy` file says, checked against the length of the file.
struct NumpyHeader {
  /// Element types that are read.
  enum Kind: String, CaseIterable {
    case float64 = "<f8"
    case float32 = "<f4"
    case int64 = "<i8"
    case int32 = "<i4"

    var width: Int { self == .float64 || self == .int64 ? 8 : 4 }

    /// The little-endian element at an offset, which the span checks.
    func value(_ raw: RawSpan, _ offset: Int) -> Double {
      switch self {
      case .float64:
        Double(bitPattern: UInt64(littleEndian: Self.load(raw, offset, as: UInt64.self)))
      case .float32:
        Double(Float(bitPattern: UInt32(littleEndian: Self.load(raw, offset, as: UInt32.self))))
      case .int64: Double(Int64(littleEndian: Self.load(raw, offset, as: Int64.self)))
      case .int32: Double(Int32(littleEndian: Self.load(raw, offset, as: Int32.self)))
      }
    }

    private static func load<T: FixedWidthInteger & BitwiseCopyable>(
      _ raw: RawSpan, _ offset: Int, as type: T.Type
    ) -> T {
      raw.unsafeLoadUnaligned(fromByteOffset: offset, as: type)
    }
  }

  let shape: [Int]
  let kind: Kind
  /// Offset of the first value.
  let start: Int
  /// Number of values.
  let count: Int

  init(_ bytes: Span<UInt8>, file: String) throws {
    func fail(_ message: String, _ expected: String) -> ProblemReport {
      ProblemReport([Problem(at: Location(file: file), message, expected: expected)])
    }
    let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    guard bytes.count > 10, magic.indices.allSatisfy({ bytes[$0] == magic[$0] }) else {
      throw fail("this is not a numpy array", "a `.npy` file")
    }
    guard bytes[6] == 1 else { throw fail("npy version \(bytes[6])", "version 1.0") }
    start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    guard bytes.count >= start else { throw fail("the header is cut off", "a whole file") }
    let text = String(decoding: (10..<start).map { bytes[$0] }, as: UTF8.self)
    guard text.contains("'fortran_order': False") else {
      throw fail("the array is not in C order", "C order")
    }
    guard let shape = Self.shape(text) else {
      throw fail("the shape cannot be read", "a shape such as (3, 4)")
    }
    guard let kind = Kind.allCases.first(where: { text.contains("'\($0.rawValue)'") }) else {
      throw fail("the element type is not supported", "<f8, <f4, <i8 or <i4")
    }
    let held = bytes.count - start
    guard let count = Self.product(shape), count <= held / kind.width, count * kind.width == held
    else { throw fail("the file holds \(held) bytes of values", "\(shape) × \(kind.width) bytes") }
    self.shape = shape
    self.kind = kind
    self.count = count
  }

  private static func shape(_ text: String) -> [Int]? {
    guard let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")") else {
      return nil
    }
    let parts = text[text.index(after: open)..<close].split(separator: ",")
    let shape = parts.compactMap { Int($0.filter { $0 != " " }) }
    return shape.count == parts.count && shape.allSatisfy { $0 >= 0 } ? shape : nil
  }

  /// nil when the product does not fit.
  private static func product(_ shape: [Int]) -> Int? {
    var product = 1
    for size in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      product = next
    }
    return product
  }
}
