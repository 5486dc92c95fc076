import CImpactShipped

/// The files compiled into the program, by path such as `catalogue/parameters.csv`.
enum ShippedFiles {
  /// Paths in the order of the table.
  static let paths: [String] = (0..<impact_shipped_count())
    .map {
      String(cString: impact_shipped_at($0).path)
    }

  /// A view of a shipped file: the memory lives as long as the program, nothing is copied.
  static func view(_ path: String) -> UnsafeBufferPointer<UInt8>? {
    guard let index = paths.firstIndex(of: path) else { return nil }
    let file = impact_shipped_at(index)
    return UnsafeBufferPointer(start: file.bytes, count: file.count)
  }
}
