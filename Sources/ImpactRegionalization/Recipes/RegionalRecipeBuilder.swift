import Foundation
import ImpactAxes
import ImpactDiagnostics
package import ImpactEconomies
package import ImpactEconomyFiles
import ImpactNumerics

/// Makes a table of regions from a recipe: shares from statistics, trade by the recipe's method.
package struct RegionalRecipeBuilder {
  /// What was made, with what should lie beside it.
  package struct Outcome: Sendable {
    package let table: AccountTable
    package let provenance: Provenance
    package let quality: QualityReport
    /// Lines of the statistics as used: region, industry, value, flag.
    package let statistics: [[String]]
  }

  private let recipe: EconomyRecipe
  private let regional: RegionalRecipe
  private let source: (table: AccountTable, provenance: Provenance, notices: [Notice])
  private var quality = QualityReport()

  /// Builds; throws `ProblemReport` with the problems of all files, `BuildFault` or `BalancingFault`
  /// with region and industry.
  package static func build(
    _ recipe: EconomyRecipe, _ regional: RegionalRecipe
  ) throws -> Outcome {
    var builder = RegionalRecipeBuilder(
      recipe: recipe, regional: regional, source: try source(recipe, regional))
    return try builder.build()
  }

  /// A table folder, or a publisher's file that is read as `tia economy import` does.
  private static func source(
    _ recipe: EconomyRecipe, _ regional: RegionalRecipe
  ) throws -> (table: AccountTable, provenance: Provenance, notices: [Notice]) {
    let url = recipe.url(regional.table)
    if FileManager.default.fileExists(
      atPath: url.appending(path: "datapackage.json").path)
    {
      let folder = try TableFolder.open(at: url)
      return (folder.table, folder.provenance, folder.notices)
    }
    let read = try TableImport.read(TableImport.Request(paths: [url.path], year: recipe.year))
    return (read.table, read.provenance, read.notices)
  }

  private init(
    recipe: EconomyRecipe, regional: RegionalRecipe,
    source: (table: AccountTable, provenance: Provenance, notices: [Notice])
  ) {
    (self.recipe, self.regional, self.source) = (recipe, regional, source)
    for notice in source.notices {
      quality.add("1 table", "notice of the source", notice.code, "", notice.message)
    }
  }

  private mutating func build() throws -> Outcome {
    let table = source.table
    let inputs = try RegionalInputs(recipe, regional, table)
    guard table.year == recipe.year else {
      throw ProblemReport([
        Problem(
          at: recipe.location, path: "year",
          "the recipe says \(recipe.year), the table \(table.name) is of \(table.year)",
          expected: "the year of the table")
      ])
    }
    if !inputs.whole.isEmpty {
      quality.add(
        "2 statistics", "areas that stay whole", Double(inputs.whole.count), "areas",
        inputs.whole.joined(separator: " "))
    }
    let shares = outputShares(inputs, table)
    let split = try RegionalSplit(
      table: table, regions: inputs.regions, areas: inputs.areas, outputShares: shares,
      finalShares: finalShares(inputs, table, shares))
    let method = try tradeMethod(inputs, table)
    let assembly = try MultiregionalAssembly(
      split, method: method,
      distances: method.decay.isEmpty ? nil : try distances(inputs), tolerance: regional.tolerance)
    let outcome = try assembly.table(name: recipe.name, title: recipe.title)
    for figure in outcome.quality.figures {
      quality.add(figure.step, figure.figure, figure.value, figure.unit, figure.note)
    }
    return Outcome(
      table: outcome.table, provenance: provenance(), quality: quality,
      statistics: statisticsRows(inputs, table))
  }

  // MARK: Shares

  /// w[r][i]: statistics by industry; an industry without any in an area follows the area's total.
  private mutating func outputShares(_ inputs: RegionalInputs, _ table: AccountTable) -> [[Double]]
  {
    let values = inputs.statistics.values
    var shares = values
    let totals = values.map { $0.reduce(0, +) }
    for area in table.regions.indices {
      let members = inputs.areas.indices.filter { inputs.areas[$0] == table.regions[area].code }
      for i in table.industries.indices {
        let output = table.output[table.index(region: area, industry: i)]
        let sum = members.reduce(0) { $0 + values[$1][i] }
        let all = members.reduce(0) { $0 + totals[$1] }
        let place = "\(table.regions[area].code) \(table.industries[i].code)"
        if members.count == 1 {
          shares[members[0]][i] = 1
        } else if sum > 0 {
          for r in members { shares[r][i] = values[r][i] / sum }
          if output == 0 {
            quality.add(
              "2 statistics", "\(regional.statistics.measure) without output", sum,
              regional.statistics.measure, "\(place): not used")
          }
        } else {
          for r in members { shares[r][i] = all > 0 ? totals[r] / all : 0 }
          if output != 0 {
            quality.add(
              "2 statistics", "output without \(regional.statistics.measure)", output,
              "unit of the table", "\(place): shared like the total of all industries")
          }
        }
      }
    }
    for margin in inputs.statistics.margins {
      quality.add(
        "2 statistics", "margin of confidential cells", margin.reached - margin.target,
        regional.statistics.measure,
        "\(margin.name): \(QualityReport.text(margin.target)) asked for")
    }
    return shares
  }

  /// h[r][c]: the column of the recipe, or value added of the regions.
  private mutating func finalShares(
    _ inputs: RegionalInputs, _ table: AccountTable, _ shares: [[Double]]
  ) throws -> [[Double]] {
    let added = addedValue(inputs, table, shares)
    var unnamed: Set<String> = []
    var result = inputs.regions.map { _ in
      [Double](repeating: 0, count: table.finalColumns.count)
    }
    for (c, column) in table.finalColumns.enumerated() {
      guard let area = column.region else { continue }
      let members = inputs.areas.indices.filter { inputs.areas[$0] == area }
      let named = regional.finalDemand[column.category.rawValue]
      if named == nil { unnamed.insert(column.category.rawValue) }
      let weights = named.flatMap { inputs.weights[$0] } ?? added
      let sum = members.reduce(0) { $0 + weights[$1] }
      guard members.count == 1 || sum > 0 else {
        throw BuildFault(
          "final use \(column.code) of \(area): its regions have no \(named ?? "value added") above zero"
        )
      }
      for r in members { result[r][c] = members.count == 1 ? 1 : weights[r] / sum }
    }
    if !unnamed.isEmpty {
      quality.add(
        "2 statistics", "final uses shared by value added", unnamed.sorted().joined(separator: " "),
        "categories", "the recipe names no column for them")
    }
    return result
  }

  private func addedValue(
    _ inputs: RegionalInputs, _ table: AccountTable, _ shares: [[Double]]
  ) -> [Double] {
    let rows = table.primaryRows.indices.filter { table.primaryRows[$0].category.isValueAdded }
    return inputs.regions.indices.map { r in
      let area = table.regions.firstIndex { $0.code == inputs.areas[r] } ?? 0
      return table.industries.indices.reduce(0) { sum, i in
        let cell = table.index(region: area, industry: i)
        let added = rows.reduce(0) { $0 + table.primaryInputs[$1, cell] }
        return sum + max(added, 0) * shares[r][i]
      }
    }
  }

  // MARK: Trade

  private func tradeMethod(_ inputs: RegionalInputs, _ table: AccountTable) throws -> TradeMethod {
    let trade = regional.trade
    let delta = trade.delta?.value ?? 0
    let own: TradeMethod.OwnUse =
      switch trade.ownUse {
      case .gravity: .gravity
      case .slq: .quotients(.simple)
      case .cilq: .quotients(.crossIndustry(simpleDiagonal: true))
      case .flq: .quotients(.flegg(delta: delta))
      case .aflq: .quotients(.augmentedFlegg(delta: delta))
      case .pool: .supplyDemandPool
      case .charm: .crossHauling
      }
    guard trade.exponent != nil || trade.exponents != nil else { return TradeMethod(own) }
    let missing = table.industries.map(\.code).filter { inputs.exponents[$0] == nil }
    guard trade.exponent != nil || missing.isEmpty else {
      throw ProblemReport([
        Problem(
          at: recipe.location, path: "regions.trade.exponents",
          "there is no exponent for \(missing.joined(separator: ", "))",
          expected: "every industry in the file, or an `exponent` for the others")
      ])
    }
    return TradeMethod(
      own,
      decay: table.industries.map { industry in
        let beta = inputs.exponents[industry.code] ?? trade.exponent?.value ?? 0
        return trade.decay == .power ? .power(beta) : .exponential(beta)
      })
  }

  private func distances(_ inputs: RegionalInputs) throws -> Matrix {
    let n = inputs.regions.count
    var result = Matrix(rows: n, columns: n)
    var unplaced: Set<String> = []
    for (r, a) in inputs.regions.enumerated() {
      for (s, b) in inputs.regions.enumerated() {
        if let given = inputs.distances[a.code]?[b.code] {
          result[r, s] = given
        } else if inputs.distances.isEmpty, let distance = SourcingMatrices.distance(a, b) {
          result[r, s] = max(distance, SourcingMatrices.smallestDistance)
        } else {
          // A whole area is one origin, and one destination for all: its distance is a constant.
          result[r, s] = 1
          guard inputs.distances.isEmpty else { continue }
          unplaced.formUnion(
            [a, b].filter { $0.longitude == nil && !inputs.whole.contains($0.code) }.map(\.code))
        }
      }
    }
    guard unplaced.isEmpty else {
      throw ProblemReport([
        Problem(
          at: Location(file: recipe.url(regional.regions).path),
          "no coordinates for \(unplaced.sorted().joined(separator: ", "))",
          expected: "longitude and latitude of every region, or a file of distances")
      ])
    }
    return result
  }

  // MARK: What is said about it

  private func provenance() -> Provenance {
    var result = source.provenance
    let trade = regional.trade
    result.description = recipe.title
    let parameters = [("delta", trade.delta), ("exponent", trade.exponent)]
      .compactMap { name, parameter in
        parameter.map { "\(name) \($0.value) (\($0.source))" }
      }
    result.steps += [
      Provenance.Step(
        name: "2 statistics",
        text:
          "Output of \(source.table.name) shared among regions by \(regional.statistics.measure)."),
      Provenance.Step(
        name: "3 trade",
        text: """
          Own use by \(trade.ownUse.rawValue), the rest \(parameters.isEmpty && trade.exponents == nil ? "in proportion" : "with \(trade.decay.rawValue) decay"); \
          \(parameters.isEmpty ? "no single parameters" : parameters.joined(separator: ", ")); balanced to supply and demand.
          """),
    ]
    return result
  }

  private func statisticsRows(_ inputs: RegionalInputs, _ table: AccountTable) -> [[String]] {
    inputs.regions.indices.flatMap { r in
      table.industries.indices.map { i in
        let flag = inputs.statistics.flags[r][i]
        return [
          inputs.regions[r].code, table.industries[i].code,
          flag == .missing ? "" : "\(inputs.statistics.values[r][i])", flag.rawValue,
        ]
      }
    }
  }
}
