import Benchmark
import BenchmarkSubjects
import Foundation
import ImpactNumerics
import TerritorialImpact

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal, .peakMemoryResident], maxDuration: .seconds(20),
    maxIterations: 50)

  Benchmark("Combined scenario, economy read before") { benchmark in
    let economy = try Economy.shipped(.euNUTS2)
    let vocabulary = Vocabulary(
      economy: economy, shipped: [economy.name], catalogue: try .shipped())
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let scenario = try ScenarioFile.read(
      path: root.appending(path: "Scenarios/combined.yaml").path, vocabulary: vocabulary)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      blackHole(try await ImpactEngine(economy).run(scenario))
    }
  }

  Benchmark("Read the shipped economy") { benchmark in
    for _ in benchmark.scaledIterations { blackHole(try Economy.shipped(.euNUTS2)) }
  }

  Benchmark("One certified solve, shipped economy") { benchmark in
    let subject = try SolveSubject(.shipped(.euNUTS2))
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { blackHole(try subject.solve()) }
  }

  Benchmark("Employment multipliers, shipped economy") { benchmark in
    let model = try EconomyModel(Economy.shipped(.euNUTS2))
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      blackHole(try EconomyMultipliers(model, indicator: .employment))
    }
  }

  Benchmark("One certified solve, 60 regions × 64") { benchmark in
    let economy = SyntheticEconomy(regions: 60, products: 64)
    let subject = try SolveSubject(economy.composed(), rightHandSide: economy.rightHandSide())
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { blackHole(try subject.solve()) }
  }

  Benchmark("Dense LU, 60 regions × 64") { benchmark in
    let economy = SyntheticEconomy(regions: 60, products: 64)
    let dense = try economy.composed().formed()
    let b = economy.rightHandSide()
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      blackHole(try LUFactorization.leontief(dense).solve(b))
    }
  }
}
