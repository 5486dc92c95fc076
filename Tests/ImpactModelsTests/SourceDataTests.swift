import Foundation
import ImpactDocuments
import ImpactNumerics
import Testing

@testable import ImpactModels

/// Published tables, where the folder of reference data is present.
///
/// Expected values were computed apart from this code; half a unit of the last digit given is the
/// tolerance.
@Suite(.enabled(if: ReferenceData.isPresent, "the folder of reference data is absent"))
struct SourceDataTests {
  /// The square part of a C-ordered table, rows and columns from `start`.
  private func block(_ array: NumpyArray, width: Int, start: Int = 0, size: Int) -> Matrix {
    var result = Matrix(rows: size, columns: size)
    for i in 0..<size {
      for j in 0..<size { result[i, j] = array.values[start + i * width + j] }
    }
    return result
  }

  private func column(of product: Int, _ model: LeontiefModel) throws -> [Double] {
    let unit = (0..<model.dimension).map { $0 == product ? 1.0 : 0 }
    return try model.output(for: Matrix(column: unit)).values
  }

  @Test func germanCarsInTheNationalTables() throws {
    let folder = "data/wiod-2016-niot/"
    let germany = try #require(
      try ReferenceData.codes(folder + "countries.csv").firstIndex(of: "DEU"))
    let cars = try #require(
      try ReferenceData.codes(folder + "industries.csv").firstIndex(of: "C29"))
    let all = try ReferenceData.array(folder + "output_2014.npy")
    let output = Array(all.values[germany * 56..<(germany + 1) * 56])
    #expect(abs(output[cars] - 445_470.878) < 5e-4)
    let start = germany * 56 * 62
    let domestic = block(
      try ReferenceData.array(folder + "domestic_2014.npy"), width: 62, start: start, size: 56)
    let imported = block(
      try ReferenceData.array(folder + "imports_2014.npy"), width: 62, start: start, size: 56)
    let model = try LeontiefModel(flows: domestic, output: output)
    #expect(abs(try model.outputMultipliers()[cars] - 1.730329) < 5e-7)
    let total = Matrix(
      rows: 56, columns: 56, values: zip(domestic.values, imported.values).map { $0 + $1 })
    let counted = try LeontiefModel(flows: total, output: output)
    #expect(abs(try counted.outputMultipliers()[cars] - 2.510485) < 5e-7)
  }

  @Test func germanVehiclesInTheWorldTable() throws {
    let folder = "data/wiod-2013-wiot/"
    let germany = try #require(
      try ReferenceData.codes(folder + "countries.csv").firstIndex(of: "DEU"))
    let vehicles = try #require(
      try ReferenceData.codes(folder + "industries.csv").firstIndex(of: "c15"))
    let flows = block(
      try ReferenceData.array(folder + "intermediate_2011.npy"), width: 1435, size: 1435)
    let model = try LeontiefModel(
      flows: flows, output: ReferenceData.array(folder + "output_2011.npy").values)
    let ripple = try column(of: germany * 35 + vehicles, model)
    #expect(abs(ripple.reduce(0, +) - 2.771670) < 5e-7)
    // The same column by iteration, within 1e-9 of the largest entry.
    let inputs = try DenseOperator(model.inputCoefficients)
    let unit = (0..<1435).map { $0 == germany * 35 + vehicles ? 1.0 : 0 }
    for method in SolverOptions.Method.allCases {
      let solved = try LinearSolver.solve(
        inputs, rightHandSide: Matrix(column: unit), systems: [0],
        options: SolverOptions(tolerance: 1e-12, method: method))
      let gap = zip(solved.x.values, ripple).map { abs($0 - $1) }.max() ?? .infinity
      #expect(gap < 1e-9, "\(method)")
    }
    #expect(abs(ripple[germany * 35..<(germany + 1) * 35].reduce(0, +) - 1.847508) < 5e-7)
  }

  @Test(arguments: [
    ("data/oecd-icio-2020-77x11/", "countries.csv", 847, 1078, 11, 1, 2.4168, 5e-5),
    ("data/oecd-icio-2019-20x20/", "countrys.csv", 400, 460, 20, 2, 2.448144, 5e-7),
  ])
  func germanManufacturing(
    folder: String, countries: String, size: Int, width: Int, groups: Int, group: Int,
    expected: Double, tolerance: Double
  ) throws {
    let germany = try #require(try ReferenceData.codes(folder + countries).firstIndex(of: "DEU"))
    let table = try ReferenceData.array(folder + "table.npy")
    let output = (0..<size)
      .map { i in
        table.values[i * width..<(i + 1) * width].reduce(0, +)
      }
    let model = try LeontiefModel(flows: block(table, width: width, size: size), output: output)
    let multiplier = try column(of: germany * groups + group, model).reduce(0, +)
    #expect(abs(multiplier - expected) < tolerance)
  }

  @Test(
    arguments: [
      ("sk", 65, 24_384.11, 126.25, 3.984025, 6.3348), ("cz", 61, 1_073_824, 225.3, 3.542044, nil),
    ] as [(String, Int, Double, Double, Double, Double?)])
  func carsInTotalUses(
    country: String, products: Int, output: Double, jobs: Double, multiplier: Double,
    typeOne: Double?
  ) throws {
    let folder = "data/eurostat-naio-2015/"
    let rows = try ReferenceData.rows(folder + "\(country)_io.csv")
    let uses = Dictionary(uniqueKeysWithValues: rows.dropFirst().map { ($0[0], $0) })
    let employment = try ReferenceData.rows(folder + "emp_\(country).csv")
    let places = Dictionary(uniqueKeysWithValues: rows[0].enumerated().map { ($1, $0) })
    let codes = employment[0].filter { uses[$0] != nil && places[$0] != nil && $0 != "prod_na" }
    #expect(codes.count == products)
    let table = try codes.map { row in
      try codes.map { try #require(Double(uses[row]?[places[$0] ?? 0] ?? "")) }
    }
    let x = try codes.map { try #require(Double(uses["P1"]?[places[$0] ?? 0] ?? "")) }
    let model = try LeontiefModel(flows: Matrix(rowsOf: table), output: x)
    let cars = try #require(codes.firstIndex(of: "CPA_C29"))
    let persons = try codes.map { code in
      let place = try #require(employment[0].firstIndex(of: code))
      return try #require(Double(employment[1][place]))
    }
    #expect(abs(x[cars] - output) < 5e-3)
    #expect(abs(persons[cars] - jobs) < 5e-3)
    #expect(abs(try model.outputMultipliers()[cars] - multiplier) < 5e-7)
    guard let typeOne else { return }
    // Persons of a product without output are left out, as its coefficient is not defined.
    let known = zip(persons, x).map { $1 == 0 ? 0 : $0 }
    let coefficients = try model.coefficients(of: known)
    let ratio = try model.multipliers(of: coefficients)[cars] / coefficients[cars]
    #expect(abs(ratio - typeOne) < 5e-5)
  }

  /// Within-region multipliers of motor vehicles by row totals, 56 industries, six final uses, total.
  @Test(arguments: [("AT31", 1.3286), ("AT22", 1.3031), ("AT11", 1.1772)] as [(String, Double)])
  func austrianRegions(region: String, expected: Double) throws {
    let rows = try ReferenceData.rows("data/austria-nuts2/\(region).csv")
    #expect(rows[0][20] == "20 MotorVehic")
    let cells = rows[1...56].map { row in row[1...63].map { Double($0) ?? 0 } }
    var flows = Matrix(rows: 56, columns: 56)
    for i in 0..<56 { for j in 0..<56 { flows[i, j] = cells[i][j] } }
    // Columns of the source do not balance their rows, so output is the printed total of a row.
    let model = try LeontiefModel(flows: flows, output: cells.map { $0[62] })
    #expect(abs(try model.outputMultipliers()[19] - expected) < 5e-5)
  }

  @Test func americanIndustryTechnology() throws {
    let folder = "data/us-bea-2017-detail/"
    let industries = try ReferenceData.codes(folder + "industries.csv")
    let commodities = try ReferenceData.codes(folder + "commodities.csv")
    func read(_ file: String, _ rows: [String], _ columns: [String]) throws -> Matrix {
      let row = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
      let column = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
      var result = Matrix(rows: rows.count, columns: columns.count)
      for line in try ReferenceData.rows(folder + file).dropFirst() {
        // Value added and final demand share the file.
        guard let i = row[line[0]], let j = column[line[1]] else { continue }
        result[i, j] = try #require(Double(line[2]))
      }
      return result
    }
    func shares(_ matrix: Matrix, of totals: [Double]) -> Matrix {
      var result = matrix
      for j in totals.indices where totals[j] > 0 {
        for i in 0..<matrix.rows { result[i, j] /= totals[j] }
      }
      return result
    }
    let make = try read("make.csv", industries, commodities)
    let use = try read("use.csv", commodities, industries)
    let products = (0..<commodities.count).map { make.column($0).reduce(0, +) }
    let made = make.transpose
    let output = (0..<industries.count).map { made.column($0).reduce(0, +) }
    let model = try LeontiefModel(
      inputCoefficients: shares(make, of: products).multiplied(by: shares(use, of: output)))
    let multipliers = try model.outputMultipliers()
    let expected = [
      "336310": 2.8023, "336350": 2.6524, "335911": 2.5523, "335312": 2.5072, "336111": 2.8003,
    ]
    for (code, value) in expected {
      let place = try #require(industries.firstIndex(of: code))
      #expect(abs(multipliers[place] - value) < 5e-5, "\(code)")
    }
  }

  @Test func sixRegionsEightSectors() throws {
    let golden = try Golden(
      "01f_pymrio_test_mrio_6x8", in: try ReferenceData.file("golden"))
    let tolerance = try golden.tolerance()
    let output = try golden.vector("inputs", "x")
    let model = try LeontiefModel(flows: golden.matrix("inputs", "Z"), output: output)
    let inverse = try model.totalRequirements()
    let firstRow = (0..<48).map { inverse[0, $0] }
    #expect(deviation(firstRow, try golden.vector("expected", "L_first_row")) < tolerance)
    let diagonal = (0..<48).map { inverse[$0, $0] }
    #expect(deviation(diagonal, try golden.vector("expected", "L_diag")) < tolerance)
    let norm = inverse.values.map { $0 * $0 }.reduce(0, +).squareRoot()
    #expect(deviation([norm], [try golden.number("expected", "L_frobenius")]) < tolerance)
    let multipliers = try golden.vector("expected", "outputMultipliers")
    #expect(deviation(try model.outputMultipliers(), multipliers) < tolerance)
    let emissions = try golden.table("inputs", "emissions")
    for (row, expected) in zip(emissions, try golden.table("expected", "emissionMultipliers")) {
      let found = try model.multipliers(of: model.coefficients(of: row))
      #expect(deviation(found, expected) < tolerance)
    }
    let demand = try golden.matrix("inputs", "Y_by_region")
    let absorbed = try model.output(for: demand)
    let factor = try model.coefficients(of: golden.table("inputs", "factorInputs")[0])
    let footprint = (0..<6)
      .map { c in
        zip(factor, absorbed.column(c)).map { $0 * $1 }.reduce(0, +)
      }
    let expected = try golden.table("expected", "factorFootprintByRegion")[0]
    #expect(deviation(footprint, expected) < tolerance)
    let residual = (0..<48).map { 1 - model.inputCoefficients.column($0).reduce(0, +) }
    let matrix = try golden.table("expected", "valueAddedAbsorptionMatrix")
    for exporter in 0..<6 {
      let found = (0..<6)
        .map { c in
          (exporter * 8..<(exporter + 1) * 8).map { residual[$0] * absorbed[$0, c] }.reduce(0, +)
        }
      #expect(deviation(found, matrix[exporter]) < tolerance)
    }
  }
}
