import ImpactDiagnostics
import ImpactNumerics
import ImpactTestSupport
import Testing

@testable import ImpactModels

@Suite struct StructuralPathTests {
  /// Every path of up to four cells, by loops.
  private func enumerated(
    _ a: Matrix, _ c: [Double], _ f: [Double], longest: Int
  ) -> [(cells: [Int], value: Double)] {
    var level = f.indices.filter { f[$0] > 0 }.map { (cells: [$0], value: f[$0]) }
    var found: [(cells: [Int], value: Double)] = []
    let scale = f.reduce(0, +)
    for _ in 0..<longest {
      for path in level { found.append((path.cells, path.value * c[path.cells.last ?? 0])) }
      level = level.flatMap { path in
        c.indices.compactMap { i -> (cells: [Int], value: Double)? in
          let value = path.value * a[i, path.cells.last ?? 0]
          // The fortieth path is a thousand times stronger.
          return value > 1e-6 * scale ? (path.cells + [i], value) : nil
        }
      }
    }
    return found.filter { $0.value > 0 }.sorted { $0.value > $1.value }
  }

  @Test(arguments: [nil, 1, 2, 3] as [Int?])
  func strongestPathsEqualEnumeration(longest: Int?) throws {
    let table = try SmallTables.dense(InterregionalTable(SyntheticEconomy.make(seed: 5)))
    let matrix = try #require(table.inputs as? DenseOperator).matrix
    let cars = try table.finalSales(regions: [0, 2], industries: [0, 5], name: "cars")
    let jobs = try #require(table.employment)
    let search = try StructuralPaths(
      table, bundle: cars, satellite: jobs, limits: .init(count: 40, longest: longest))
    // Forty paths of four cells at most stand before all longer ones: inputs are half of output.
    let all = enumerated(matrix, jobs.values, cars.demand, longest: longest ?? 4)
    let expected = Array(all.prefix(40))
    #expect(search.paths.count == expected.count)
    #expect(deviation(search.paths.map(\.value), expected.map(\.value)) < 1e-12)
    #expect(search.paths.map(\.cells) == expected.map(\.cells))
    #expect(search.coverage < 1)
    #expect(search.paths.allSatisfy { $0.cells.count <= longest ?? 4 })
  }

  @Test func structuredEqualsDense() throws {
    let structured = try InterregionalTable(SyntheticEconomy.make(seed: 5))
    let dense = try SmallTables.dense(structured)
    let cars = try structured.finalSales(regions: [0], industries: [0], name: "cars")
    let a = try StructuralPaths(structured, bundle: cars, satellite: structured.valueAdded)
    let b = try StructuralPaths(dense, bundle: cars, satellite: dense.valueAdded)
    #expect(a.paths.map(\.cells) == b.paths.map(\.cells))
    #expect(deviation(a.paths.map(\.value), b.paths.map(\.value)) < 1e-9)
    #expect(deviation([a.total], [b.total]) < 1e-9)
  }

  @Test func allPathsOfAFiniteChainAddUp() throws {
    let table = try SmallTables.cars()
    let cars = try table.finalSales(regions: [1], industries: [1], name: "cars of B")
    let search = try StructuralPaths(
      table, bundle: cars, satellite: table.valueAdded, limits: .init(count: 10))
    // B makes cars (50), A makes parts for them (30), B makes parts for them (20).
    #expect(search.paths.map(\.cells) == [[3], [3, 0], [3, 2]])
    #expect(deviation(search.paths.map(\.value), [50, 30, 20]) < 1e-14)
    #expect(abs(search.coverage - 1) < 1e-14)
    #expect(search.notices.map(\.code) == ["fewer-paths"])
  }

  @Test func negativeSalesAreLeftOutWithANotice() throws {
    let table = try SmallTables.cars()
    let odd = GoodsBundle(name: "odd", demand: [1, -1, 0, 2, 0, 0], home: [0])
    let kept = GoodsBundle(name: "kept", demand: [1, 0, 0, 2, 0, 0], home: [0])
    let found = try StructuralPaths(table, bundle: odd, satellite: table.valueAdded)
    let expected = try StructuralPaths(table, bundle: kept, satellite: table.valueAdded)
    #expect(found.paths == expected.paths)
    #expect(
      found.notices.contains { $0.code == "negative-final-sales" && $0.message.contains("A cars") })
    let rounded = GoodsBundle(name: "rounded", demand: [1, -1e-14, 0, 2, 0, 0], home: [0])
    let quiet = try StructuralPaths(table, bundle: rounded, satellite: table.valueAdded)
    #expect(!quiet.notices.contains { $0.code == "negative-final-sales" })
  }

  @Test func salesThatAreNoNumberAreRefused() throws {
    let table = try SmallTables.cars()
    let bundle = GoodsBundle(name: "odd", demand: [1, .nan, 0, 2, 0, 0], home: [0])
    do {
      _ = try StructuralPaths(table, bundle: bundle, satellite: table.valueAdded)
      Issue.record("a sale that is no number was taken")
    } catch let report as ProblemReport {
      #expect(report.problems.map(\.path) == ["A cars"])
    }
  }
}
