import ImpactAxes
import ImpactSimulation
import Testing

@testable import ImpactLevers

@Suite struct EventTests {
  let bench: InvestmentBench

  init() throws { bench = try InvestmentBench() }

  static let open: [Effect] = [.direct, .indirect, .price]

  func jobs(_ region: String, _ industry: String) -> Double {
    bench.bench.economy.satellites.employment[bench.index(region, industry)]
  }

  func event(
    _ share: Double, region: String = "DE11", industry: String = "C29-VEH", plant: String = "A",
    until: Int? = nil, plantShare: Double? = nil, kind: AnnouncedEvent.Kind = .closure
  ) -> AnnouncedEvent {
    let all = jobs(region, industry)
    return AnnouncedEvent(
      region: region, industry: industry, year: 2028, until: until, jobs: share * all,
      plantJobs: plantShare.map { $0 * all }, kind: kind, plant: plant, source: "test")
  }

  func change(_ result: ImpactResult, _ effects: [Effect] = open, year: Int = 2030) -> Double {
    InvestmentBench.change(
      result, .employment, effects, year: year, at: bench.index("DE11", "C29-VEH"))
  }

  @Test func announcedJobsAreReachedExactly() async throws {
    let result = try await bench.run(
      [
        Events(register: [
          event(0.2, until: 2031), event(0.1, region: "SK01", industry: "C29-OTH", plant: "B"),
        ])
      ], [2024, 2028, 2030, 2035])
    let all = jobs("DE11", "C29-VEH")
    #expect(change(result, year: 2024) == 0)
    #expect(abs(change(result, year: 2028) + 0.05 * all) < 1e-6 * all)
    #expect(abs(change(result, year: 2030) + 0.15 * all) < 1e-6 * all)
    #expect(abs(change(result, year: 2035) + 0.2 * all) < 1e-6 * all)
    // Its own jobs are direct, those of suppliers indirect.
    #expect(abs(change(result, [.indirect], year: 2035)) < 1e-6 * all)
    let other = InvestmentBench.change(
      result, .employment, Self.open, year: 2035, at: bench.index("SK01", "C29-OTH"))
    let others = jobs("SK01", "C29-OTH")
    #expect(abs(other + 0.1 * others) < 1e-6 * others)
    let suppliers = (0..<bench.bench.economy.dimension)
      .reduce(0.0) { $0 + (result.change[.employment]?[.indirect]?[3][$1] ?? 0) }
    #expect(suppliers < 0)
    #expect(result.checks.contains { $0.name.hasPrefix("jobs of announced events") && $0.passed })
  }

  @Test func anEventReplacesThePlantsPartInTheTransition() async throws {
    let transition = Bench.transition()
    let alone = change(try await bench.run([transition]))
    let all = jobs("DE11", "C29-VEH")
    #expect(alone < 0)
    let closed = event(0.25)
    let guarded = try await bench.run([transition, Events(register: [closed])])
    #expect(abs(change(guarded) - (0.75 * alone - 0.25 * all)) < 1e-6 * all)
    let twice = try await bench.run([
      transition, Events(register: [closed], guardsTwice: false),
    ])
    #expect(abs(change(twice) - (alone - 0.25 * all)) < 1e-6 * all)
    // Half of a plant is cut, all of its part in the transition is replaced.
    let cut = event(0.1, plantShare: 0.2, kind: .cut)
    let partly = try await bench.run([transition, Events(register: [cut])])
    #expect(abs(change(partly) - (0.8 * alone - 0.1 * all)) < 1e-6 * all)
    // The order of the levers does not matter.
    let before = try await bench.run([Events(register: [closed]), transition])
    #expect(abs(change(before) - change(guarded)) < 1e-6 * all)
  }

  @Test func aWholeIndustryCanClose() async throws {
    let result = try await bench.run([
      Bench.transition(), Events(register: [event(1)]),
    ])
    let all = jobs("DE11", "C29-VEH")
    #expect(abs(change(result) + all) < 1e-6 * all)
    let k = bench.index("DE11", "C29-VEH")
    let output = InvestmentBench.change(result, .output, Self.open, year: 2030, at: k)
    let x0 = bench.bench.economy.satellites.output[k]
    #expect(abs(output + x0) < 1e-6 * x0)
  }

  @Test func openingsGrowAndDoublingDoubles() async throws {
    let once = try await bench.run([Events(register: [event(0.1, kind: .opening)])])
    let twice = try await bench.run([Events(register: [event(0.2, kind: .opening)])])
    let (a, b) = (
      InvestmentBench.total(once, .employment, year: 2030),
      InvestmentBench.total(twice, .employment, year: 2030)
    )
    #expect(a > 0 && abs(b - 2 * a) < 1e-6 * a)
    let idle = try await bench.run([Events(intensity: 0, register: [event(0.1)])])
    #expect(InvestmentBench.total(idle, .output, year: 2030) == 0)
  }

  @Test func growthOfProductivityLeavesAnnouncedJobs() async throws {
    let growth = Productivity(rates: ["all": DatedPath(constant: 0.02)], output: .stays)
    let result = try await bench.run([growth, Events(register: [event(0.1)])])
    let all = jobs("DE11", "C29-VEH")
    // Channels are at the productivity of the accounts; six years of growth take the rest.
    let factor = (1...6).reduce(1.0) { factor, _ in factor * 1.02 }
    #expect(abs(change(result) / factor + 0.1 * all) < 1e-6 * all)
    let total = change(result, Effect.allCases)
    let induced = change(result, [.induced])
    #expect(abs(total - induced / factor + 0.1 * all) < 1e-6 * all)
  }

  @Test func eventsAreCompared() async throws {
    let count = Int(jobs("DE11", "C29-VEH").rounded())
    let large = event(1.5)
    #expect(
      bench.messages([Events(register: [large])]) == [
        "events: A: \(Int(large.jobs.rounded())) jobs in C29-VEH of DE11, which has \(count); "
          + "expected events and plants within the employment of the region's industry"
      ])
    // Two events together exceed it as well.
    #expect(
      bench.messages([Events(register: [event(0.6), event(0.6, plant: "B")])]).count == 1)
    #expect(
      bench.messages([
        Events(id: "a", register: [event(0.1)]), Events(id: "b", register: [event(0.1)]),
      ]) == [
        "b: the event A, C29-VEH of DE11 stands in the register of `a` too; expected each event in "
          + "one register"
      ])
    #expect(
      bench.messages([
        Events(id: "a", register: [event(0.6)]),
        Events(id: "b", register: [event(0.6, plant: "B")]),
      ]) == [
        "b: with what `a` names, the plants of C29-VEH in DE11 have more jobs than the region's "
          + "industry; expected plants within the employment of the region's industry"
      ])
    // Nobody makes cells in DE11, so nobody knows the output a job.
    let cells = AnnouncedEvent(
      region: "DE11", industry: "C27-CEL", year: 2028, jobs: 10, kind: .opening, plant: "C",
      source: "test")
    #expect(
      bench.messages([Events(register: [cells])]) == [
        "events: C: employment in C27-CEL of DE11 is not known or zero, so nobody knows its output a "
          + "job; expected a region-industry with employment"
      ])
  }
}
