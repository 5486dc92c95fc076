import ImpactModels
import ImpactReports
import ImpactTestSupport
import Testing

/// What the tables of content and trade show.
@Suite struct TradeTableTests {
  private let table: InterregionalTable

  init() throws {
    table = try InterregionalTable(SyntheticEconomy.make(seed: 3, unknowns: true))
  }

  private func content() throws -> ContentOfGoods {
    let cars = try table.finalSales(regions: [0, 1], industries: [0], name: "cars")
    return try ContentOfGoods(table, bundles: [cars])
  }

  @Test func rowsOfContentSumToTheTotal() throws {
    let found = try content().valueAdded(bundle: 0, by: .industries(table.axes))
    for count in [nil, 3] as [Int?] {
      let shown = ContentTable.origins(found, title: "", by: "Industry", count: count)
      let total = try #require(shown.rows.last)
      #expect(total.keys[0] == "total" && total.values[1] == 100)
      let sum = shown.rows.dropLast().reduce(0) { $0 + $1.values[0] }
      #expect(abs(sum / total.values[0] - 1) < 1e-9)
      #expect(shown.rows.contains { $0.keys[0] == "others" } == (count != nil))
      #expect(shown.rows.contains { $0.keys[0] == "W" })
    }
  }

  @Test func sharesOfStagesSumToAHundred() throws {
    let stages = try ContentByStage(
      content(), bundle: 0, by: .zones(table.axes, home: [0]), lastTier: 2)
    let shown = ContentTable.stages(stages, title: "")
    #expect(shown.rows.map { $0.keys[0] } == ["0", "1", "2", "later"])
    let all = shown.rows.reduce(0) { $0 + ($1.values.last ?? 0) }
    #expect(abs(all - 100) < 1e-9)
  }

  @Test func peopleSeePairsOfDifferentPlaces() throws {
    let jobs = try #require(table.employment)
    let matrix = try DependenceMatrix(table, satellite: jobs)
    let all = jobs.sums(for: table.output, over: matrix.rows)
    func pairs(_ isForPeople: Bool) -> AnalysisTable {
      TradeTable.pairs(
        matrix, title: "", of: all, columns: Set(0...5), isForPeople: isForPeople)
    }
    // Four regions with known jobs, five regions and W they hang on.
    #expect(pairs(false).rows.count == 24)
    #expect(pairs(true).rows.count == 20)
    #expect(pairs(true).notices.map(\.code) == ["employment-unknown"])
    let share = pairs(false).rows.filter { $0.keys[0] == "DE11" }.reduce(0) { $0 + $1.values[1] }
    #expect(abs(share - 100) < 1e-7)
  }

  @Test func unknownJobsAreNoZeros() throws {
    let trade = try ValueAddedInTrade(table)
    let groups = ExportsByGroup(trade, table, by: .regions(table.axes))
    let shown = TradeTable.groups(groups, by: "Region", keeping: Set(0..<5), notices: [])
    #expect(shown.rows[4].keys[0] == "UK" && shown.rows[4].values[6].isNaN)
    #expect(shown.rows[0].values[6] > 0)
    let countries = TradeTable.countries(trade.countries, notices: [])
    #expect(countries.notices[0].message.contains("Koopman, Wang and Wei"))
    #expect(countries.columns.filter(\.isShown).count == 12)
    #expect(countries.rows[0].values.count == 21)
  }

  @Test func effectsSumToTheChange() throws {
    let economies = [SyntheticEconomy.make(seed: 1), SyntheticEconomy.make(seed: 2)]
    let tables = try economies.map { try InterregionalTable($0) }
    let result = try StructuralDecomposition(
      EconomyComparison(from: economies[0], to: economies[1]),
      intensity: tables.map(\.valueAdded), by: .countries(tables[0].axes))
    let shown = DecompositionTable.groups(result, title: "", keeping: [0, 1, 2])
    for row in shown.rows + [DecompositionTable.total(of: shown)] {
      let effects = row.values[3..<8].reduce(0, +)
      #expect(abs(effects - row.values[2]) < 1e-6 * row.values[0])
    }
    #expect(DecompositionTable.total(of: shown).values.last?.isNaN == true)
  }
}
