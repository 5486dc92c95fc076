import Foundation
import ImpactDocuments
import ImpactEconomyFiles
import ImpactTestSupport
import Testing

/// The program of the same build, beside the tests; nil where it was not built.
private enum BuiltProgram {
  static let file: URL? = {
    let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let program = folder.appending(path: "tia")
    return FileManager.default.isExecutableFile(atPath: program.path) ? program : nil
  }()
}

/// The program as a process that is interrupted, killed and started again.
@Suite(.serialized, .enabled(if: BuiltProgram.file != nil))
final class CheckpointCommandTests {
  private let folder: TestFolder
  private var base: URL { folder.url }

  init() throws {
    folder = try TestFolder()
    try folder.write(SyntheticEconomy.make(otherIndustries: SyntheticEconomy.catalogueIndustries))
  }

  private func start(
    _ out: String, draws: Int, environment: [String: String] = [:], oneCore: Bool = false,
    options: [String] = []
  ) throws -> (Process, Pipe) {
    let process = Process()
    // Other tests of this process ignore signals for a while, and a child would inherit that.
    process.executableURL = URL(filePath: "/usr/bin/env")
    let scenario = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Scenarios/combined.yaml")
    process.arguments =
      [
        "--default-signal=TERM"
      ] + (oneCore ? ["taskset", "-c", "0"] : []) + [
        BuiltProgram.file?.path ?? "", "run", scenario.path, "--economy",
        base.appending(path: "economy").path, "--out",
        base.appending(path: out).path, "--draws", "\(draws)", "--quiet",
      ] + options
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let errors = Pipe()
    (process.standardError, process.standardOutput) = (errors, FileHandle.nullDevice)
    try process.run()
    return (process, errors)
  }

  /// Waits until the checkpoint has grown beyond a number of bytes, then ends the process by a signal.
  private func end(_ process: Process, by signal: Int32, beyond size: Int) -> Int {
    let file = base.appending(path: "cut.draws").path
    var found = 0
    while process.isRunning, found <= size {
      usleep(2_000)
      found = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
    }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return found
  }

  @Test func aRunThatWasEndedTwiceEqualsOneThatWasNot() throws {
    let draws = 3_000
    let (whole, _) = try start("whole", draws: draws)
    whole.waitUntilExit()
    #expect(whole.terminationStatus == 0)
    let (killed, _) = try start("cut", draws: draws)
    let first = end(killed, by: SIGKILL, beyond: 0)
    let (interrupted, errors) = try start("cut", draws: draws)
    // Not SIGINT: shells take it from what they start in the background.
    _ = end(interrupted, by: SIGTERM, beyond: first)
    #expect(interrupted.terminationStatus == 75)
    let message = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
    #expect(message.contains("cut.draws; the same command goes on from there"), "\(message)")
    let (resumed, _) = try start("cut", draws: draws)
    resumed.waitUntilExit()
    #expect(resumed.terminationStatus == 0)
    #expect(!FileManager.default.fileExists(atPath: base.appending(path: "cut.draws").path))
    let bytes = ["whole", "cut"]
      .map { FileManager.default.contents(atPath: base.appending(path: "\($0)/results.csv").path) }
    #expect(bytes[0] != nil && bytes[0] == bytes[1])
  }

  private static let taskset = "/usr/bin/taskset"

  /// One core and all: rounding alone, to 1e-6 of the change in single and 1e-9 in double precision.
  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: taskset)),
    arguments: [("single", 1e-6), ("double", 1e-9)])
  func coresDoNotMoveDraws(precision: String, tolerance: Double) throws {
    var found: [NumpyArray] = []
    for oneCore in [true, false] {
      let out = "\(precision)-\(oneCore)"
      let (process, _) = try start(
        out, draws: 10, environment: ["OPENBLAS_NUM_THREADS": oneCore ? "1" : "2"],
        oneCore: oneCore, options: ["--precision", precision])
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      let file = base.appending(path: "\(out)/results/employment_draws.npy")
      found.append(
        try NumpyArray(bytes: Array(Data(contentsOf: file)), file: file.path))
    }
    #expect(found[0].shape == found[1].shape)
    let width = found[0].shape[1] * found[0].shape[2]
    for t in 0..<found[0].shape[0] {
      let years = found.map { $0.values[t * width..<(t + 1) * width] }
      let size = years[0].reduce(0) { max($0, abs($1)) }
      for (x, y) in zip(years[0], years[1]) { #expect(abs(x - y) <= tolerance * size) }
    }
  }

  /// Threads of the BLAS library change rounding alone.
  @Test func threadsOfTheLibraryDoNotMoveBands() throws {
    var found: [[Substring]] = []
    for threads in ["1", "2"] {
      let (process, _) = try start(
        threads, draws: 100, environment: ["OPENBLAS_NUM_THREADS": threads])
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      let text = try String(
        contentsOf: base.appending(path: "\(threads)/results.csv"), encoding: .utf8)
      found.append(text.split(separator: "\n").filter { $0.contains(",EU27,ALL,2040,") })
    }
    #expect(found[0].count == found[1].count && found[0].count > 5)
    for (a, b) in zip(found[0], found[1]) {
      let values = [a, b]
        .map { line in
          line.split(separator: ",", omittingEmptySubsequences: false)[7...10]
            .map { Double($0) ?? 0 }
        }
      let size = values[0].map(abs).max() ?? 0
      // The last digit that is written, and a millionth of the change.
      for (x, y) in zip(values[0], values[1]) { #expect(abs(x - y) <= 0.11 + 1e-6 * size) }
    }
  }
}
