import Foundation
import ImpactDiagnostics
import ImpactLevers
import ImpactSimulation
import Synchronization
import Testing

/// Draws that are interrupted and taken up again.
@Suite struct EnsembleCheckpointTests {
  private let bench: Bench
  private let base = FileManager.default.temporaryDirectory
    .appending(path: "tia-draws-\(UUID().uuidString)")

  init() throws { bench = try Bench() }

  private func scenario(inFull: Bool) -> Scenario {
    var floor = Bench.floor()
    if inFull { floor.definition = .valueAdded }
    return Bench.scenario([Bench.transition(), floor], years: [2030, 2035])
  }

  private func checkpoint(_ name: String = "run.draws") -> EnsembleCheckpoint {
    EnsembleCheckpoint(at: base.appending(path: name), identity: ["scenario": "test"])
  }

  private func options(inFull: Bool, seed: UInt64 = 3) -> EnsembleOptions {
    var options = EnsembleOptions(draws: inFull ? 130 : 200, seed: seed)
    options.block = 16
    return options
  }

  private func run(
    inFull: Bool, _ checkpoint: EnsembleCheckpoint?, seed: UInt64 = 3
  ) async throws -> ImpactResult {
    try await bench.engine.run(
      scenario(inFull: inFull), ensemble: options(inFull: inFull, seed: seed),
      checkpoint: checkpoint)
  }

  /// Runs until a part of the systems is done, then cancels.
  private func interrupt(
    inFull: Bool, _ checkpoint: EnsembleCheckpoint, after part: Double
  ) async throws {
    let running = Running()
    let (scenario, options) = (scenario(inFull: inFull), options(inFull: inFull))
    let engine = bench.engine
    let task = Task {
      try await engine.run(scenario, ensemble: options, checkpoint: checkpoint) { done, total in
        if Double(done) > part * Double(total) { running.cancel() }
      }
    }
    running.begin(task)
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  /// A run that another thread may cancel.
  private final class Running: Sendable {
    private let task = Mutex<Task<ImpactResult, any Error>?>(nil)

    func begin(_ value: Task<ImpactResult, any Error>) { task.withLock { $0 = value } }
    func cancel() { task.withLock { $0?.cancel() } }
  }

  private func bands(_ result: ImpactResult) throws -> [Band?] {
    let bands = try #require(result.bands)
    return Indicator.allCases.flatMap { indicator in
      result.years.indices.flatMap { t in
        ["EU27", "DE"].map { bands.band(indicator, yearIndex: t, place: $0, group: "ALL") }
          + result.regions.indices.flatMap { r in
            result.industries.indices.map {
              bands.band(indicator, yearIndex: t, region: r, industry: $0)
            }
          }
      }
    }
  }

  @Test(arguments: [false, true])
  func aRunTakenUpAgainEqualsOneThatWasNot(inFull: Bool) async throws {
    let file = checkpoint()
    let whole = try await run(inFull: inFull, nil)
    for part in [0.2, 0.5] { try await interrupt(inFull: inFull, file, after: part) }
    #expect(file.exists)
    let resumed = try await run(inFull: inFull, file)
    #expect(try bands(resumed) == bands(whole))
    #expect(resumed.bands?.solution == whole.bands?.solution)
    #expect(resumed.notices == whole.notices)
    try file.remove()
    #expect(!file.exists)
  }

  @Test func aBlockThatWasCutOffIsWorkedOutAgain() async throws {
    let file = checkpoint()
    let whole = try await run(inFull: false, file)
    var bytes = try Data(contentsOf: file.url)
    // The end of the last record is missing, and a byte of an earlier one is wrong.
    bytes.removeLast(100)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file.url)
    #expect(try await bands(run(inFull: false, file)) == bands(whole))
    try file.remove()
  }

  @Test func drawsOfAnotherRunAreSetAside() async throws {
    let file = checkpoint()
    _ = try await run(inFull: false, file, seed: 8)
    let result = try await run(inFull: false, file)
    let notice = try #require(result.notices.first { $0.code == "checkpoint-of-another-run" })
    #expect(
      notice.message == "run.draws keeps draws of another run (seed differs); it is written anew")
    #expect(try await bands(result) == bands(run(inFull: false, nil)))
    try file.remove()
  }

  @Test func anotherFileIsLeftAlone() async throws {
    let file = checkpoint("letter.txt")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    try Data("Dear all".utf8).write(to: file.url)
    await #expect(throws: ProblemReport.self) { try await run(inFull: false, file) }
    #expect(try String(contentsOf: file.url, encoding: .utf8) == "Dear all")
    try file.remove()
  }
}
