import Foundation
import ImpactNumerics

/// What a reader of figures needs to know of the machine.
enum Machine {
  static var processor: String { field("model name", in: "/proc/cpuinfo") ?? "unknown processor" }
  static var system: String {
    (field("PRETTY_NAME", in: "/etc/os-release", separator: "=") ?? ProcessInfo.processInfo.operatingSystemVersionString)
      .replacingOccurrences(of: "\"", with: "")
  }
  static var memory: Int { Int((Double(ProcessInfo.processInfo.physicalMemory) / 1e9).rounded()) }
  static var blas: String { NumericsLibrary.description }

  private static func field(_ name: String, in path: String, separator: Character = ":") -> String? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: separator, maxSplits: 1)
      guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name else { continue }
      return parts[1].trimmingCharacters(in: .whitespaces)
    }
    return nil
  }
}
