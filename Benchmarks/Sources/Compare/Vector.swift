import Foundation
import ImpactNumerics

/// Solutions passed between processes as raw little-endian numbers of eight bytes.
enum Vector {
  static func write(_ values: [Double], to path: String) throws {
    try values.withUnsafeBytes { try Data($0).write(to: URL(filePath: path)) }
  }

  static func read(_ path: String) throws -> [Double] {
    let data = try Data(contentsOf: URL(filePath: path))
    return data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
  }

  /// A matrix column by column, without a second copy in memory.
  static func writeMatrix(_ matrix: Matrix, to path: String) throws {
    FileManager.default.createFile(atPath: path, contents: nil)
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    defer { try? handle.close() }
    for j in 0..<matrix.columns {
      try matrix.column(j).withUnsafeBytes { try handle.write(contentsOf: Data($0)) }
    }
  }

  /// Largest difference relative to the largest value of the first.
  static func difference(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count, let scale = a.map(abs).max(), scale > 0 else { return .nan }
    return (zip(a, b).map { abs($0 - $1) }.max() ?? .nan) / scale
  }
}
