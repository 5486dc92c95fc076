import Foundation

/// Memory that is free now, so that a job that is too large ends with an error and not with a killed process.
public enum MemoryBudget {
  /// Bytes that can be taken; nil where the system does not say.
  ///
  /// On Linux the smallest of what the machine has available, what the control group leaves (v2 and v1) and
  /// what the limit of address space leaves.
  public static var available: Int? {
    [machine, controlGroup, addressSpace].compactMap(\.self).min()
  }

  /// Throws `memory` when `bytes` and a reserve of a twentieth are not free.
  static func require(_ bytes: Int, for what: String) throws(NumericsError) {
    guard let available, bytes > available - available / 20 else { return }
    throw .memory(what: what, needed: bytes, available: available)
  }

  private static var machine: Int? { kilobytes("MemAvailable:", in: "/proc/meminfo") }

  private static var controlGroup: Int? {
    let pairs = [
      ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
      (
        "/sys/fs/cgroup/memory/memory.limit_in_bytes",
        "/sys/fs/cgroup/memory/memory.usage_in_bytes"
      ),
    ]
    for (limit, usage) in pairs {
      guard let limit = number(limit), let usage = number(usage) else { continue }
      return max(0, limit - usage)
    }
    return nil
  }

  private static var addressSpace: Int? {
    var limit = rlimit()
    #if os(Linux)
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
    #else
    guard getrlimit(RLIMIT_AS, &limit) == 0 else { return nil }
    #endif
    guard let most = Int(exactly: limit.rlim_cur), most < Int.max / 2 else { return nil }
    return max(0, most - (kilobytes("VmSize:", in: "/proc/self/status") ?? 0))
  }

  private static func number(_ path: String) -> Int? {
    (try? String(contentsOfFile: path, encoding: .utf8))
      .flatMap {
        Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
      }
  }

  private static func kilobytes(_ key: String, in path: String) -> Int? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    for line in text.split(separator: "\n") where line.hasPrefix(key) {
      return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1_024 }
    }
    return nil
  }
}
