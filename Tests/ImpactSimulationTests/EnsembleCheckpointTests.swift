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

  /// How years of a scenario are solved: all in coordinates, all in full, or one in coordinates and one
  /// in steps.
  enum Years: CaseIterable { case coordinates, full, both }

  private func scenario(_ years: Years) -> Scenario {
    var levers: [any Lever] = [Bench.transition(), Bench.floor()]
    switch years {
    case .coordinates: break
    case .full: levers[1] = floorOfValueAdded
    case .both: levers.append(Events(register: [closure]))
    }
    return Bench.scenario(levers, years: [2030, 2035])
  }

  private var floorOfValueAdded: any Lever {
    var floor = Bench.floor()
    floor.definition = .valueAdded
    return floor
  }

  /// A plant that closes between both years.
  private var closure: AnnouncedEvent {
    AnnouncedEvent(
      region: "DE11", industry: "C29-VEH", year: 2033, until: nil, jobs: 100, plantJobs: nil,
      kind: .closure, plant: "A", source: "test")
  }

  private func checkpoint(_ name: String = "run.draws") -> EnsembleCheckpoint {
    EnsembleCheckpoint(at: base.appending(path: name), identity: ["scenario": "test"])
  }

  private func options(_ years: Years, seed: UInt64 = 3) -> EnsembleOptions {
    var options = EnsembleOptions(draws: years == .full ? 130 : 300, seed: seed)
    options.block = 16
    return options
  }

  private func run(
    _ years: Years, _ checkpoint: EnsembleCheckpoint?, seed: UInt64 = 3
  ) async throws -> ImpactResult {
    try await bench.engine.run(
      scenario(years), ensemble: options(years, seed: seed),
      checkpoint: checkpoint)
  }

  /// Runs until a part of the systems is done, then cancels.
  private func interrupt(
    _ years: Years, _ checkpoint: EnsembleCheckpoint, after part: Double
  ) async throws {
    let running = Running()
    let (scenario, options) = (scenario(years), options(years))
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

  @Test(arguments: Years.allCases)
  func aRunTakenUpAgainEqualsOneThatWasNot(years: Years) async throws {
    let file = checkpoint()
    let whole = try await run(years, nil)
    for part in [0.2, 0.5, 0.8] { try await interrupt(years, file, after: part) }
    #expect(file.exists)
    let resumed = try await run(years, file)
    if years == .both {
      let solution = try #require(resumed.bands?.solution)
      #expect(solution.reduced > 0 && solution.full >= 300)
    }
    #expect(try bands(resumed) == bands(whole))
    #expect(resumed.bands?.solution == whole.bands?.solution)
    #expect(resumed.notices == whole.notices)
    try file.remove()
    #expect(!file.exists)
  }

  @Test func aBlockThatWasCutOffIsWorkedOutAgain() async throws {
    let file = checkpoint()
    let whole = try await run(.coordinates, file)
    var bytes = try Data(contentsOf: file.url)
    // The end of the last record is missing, and a byte of an earlier one is wrong.
    bytes.removeLast(100)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file.url)
    #expect(try await bands(run(.coordinates, file)) == bands(whole))
    try file.remove()
  }

  @Test func drawsOfAnotherRunAreSetAside() async throws {
    let file = checkpoint()
    _ = try await run(.coordinates, file, seed: 8)
    let result = try await run(.coordinates, file)
    let notice = try #require(result.notices.first { $0.code == "checkpoint-of-another-run" })
    #expect(
      notice.message == "run.draws keeps draws of another run (seed differs); it is written anew")
    #expect(try await bands(result) == bands(run(.coordinates, nil)))
    try file.remove()
  }

  @Test func anotherFileIsLeftAlone() async throws {
    let file = checkpoint("letter.txt")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    try Data("Dear all".utf8).write(to: file.url)
    await #expect(throws: ProblemReport.self) { try await run(.coordinates, file) }
    #expect(try String(contentsOf: file.url, encoding: .utf8) == "Dear all")
    try file.remove()
  }
}
