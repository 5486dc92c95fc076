import Foundation

/// Resident memory of this process, megabytes (10⁶ bytes); Linux only.
enum Memory {
  /// Resident now.
  static var now: Double { read("VmRSS:") }
  /// Most since the start or the last reset.
  static var peak: Double { read("VmHWM:") }

  /// Counts the peak from now on.
  static func resetPeak() { try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8) }

  private static func read(_ key: String) -> Double {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) }),
      let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) })
    else { return .nan }
    return kilobytes * 1_024 / 1e6
  }
}
