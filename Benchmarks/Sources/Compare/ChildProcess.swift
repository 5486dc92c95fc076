import Foundation

/// A program run as a child: its wall time, its peak memory, what it printed.
struct ChildProcess {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Seconds from start to end.
  let wallTime: Double
  /// Peak resident set of the child, megabytes (10⁶ bytes).
  let peakMemory: Double
  let output: Data

  /// Runs a program with some variables set besides our own; throws when it does not exit with 0.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    let capture = FileManager.default.temporaryDirectory.appending(
      path: "compare-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: capture) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(
      &actions, 1, capture.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let words = arguments.map { strdup($0) } + [nil]
    let pairs = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + pairs).forEach { free($0) } }
    var child: pid_t = 0
    let start = ContinuousClock.now
    let code = posix_spawn(&child, arguments[0], &actions, nil, words, pairs)
    guard code == 0 else {
      throw Failure(description: "cannot start \(arguments[0]): \(String(cString: strerror(code)))")
    }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(child, &status, 0, &usage) == child else {
      throw Failure(description: "lost \(arguments[0])")
    }
    let duration = (ContinuousClock.now - start).components
    wallTime = Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
    guard status == 0 else {
      throw Failure(description: "\(arguments.joined(separator: " ")) ended with status \(status)")
    }
    #if os(Linux)
    // ru_maxrss counts kilobytes of 1,024 bytes on Linux, bytes on Darwin.
    peakMemory = Double(usage.ru_maxrss) * 1_024 / 1e6
    #else
    peakMemory = Double(usage.ru_maxrss) / 1e6
    #endif
    output = try Data(contentsOf: capture)
  }
}
