package import Foundation
import ImpactDocuments
package import ImpactEconomies
import ImpactNumerics

/// The default economy's Austrian regions against nine surveyed tables.
///
///     intra-regional multiplier m = L_rr'1,  A_rr = Z_rr x̂⁻¹,  x the row totals of the surveyed table
///
/// Row totals, since columns of the published tables differ from rows by up to 7,000. Source of the
/// tables: Rokicki, Fritz, Horridge and Hewings (2021), Economic Systems Research 33: for validation
/// only, read from a folder and never written anywhere.
package struct AustrianCheck: Sendable {
  /// Multipliers of one region.
  package struct Row: Sendable {
    package let region: String
    /// Motor vehicles as surveyed.
    package let motorVehicles: Double
    /// Mean over all industries by output as surveyed.
    package let mean: Double
    /// By method, in the order of `methods`.
    package let estimates: [(motorVehicles: Double, mean: Double)]
  }

  package let methods: [String]
  package let rows: [Row]

  /// Industries of the surveyed tables, and the one that makes motor vehicles.
  private static let surveyed = 56
  private static let motor = "20 MotorVehic"

  /// `folder` holds `AT11.csv` and so on; `deltas` are those tried for FLQ.
  package init(folder: URL, economy: Economy, deltas: [Double]) throws {
    let regions = economy.regions.indices.filter { economy.regions[$0].country == "AT" }
    guard regions.count == 9 else {
      throw BuildFault("the economy has \(regions.count) regions of AT, expected nine")
    }
    let kinds =
      [("SLQ", LocationQuotients.Method.simple), ("CILQ", .crossIndustry(simpleDiagonal: true))]
      + deltas.map { ("FLQ \($0)", .flegg(delta: $0)) }
      + deltas.map { ("AFLQ \($0)", .augmentedFlegg(delta: $0)) }
    methods = ["default economy"] + kinds.map(\.0)
    let own = try OwnRegionInputs(economy)
    let size = economy.industryCount
    let c = economy.countryOfRegion[regions[0]]
    let national = Matrix(
      rows: size, columns: size,
      values: (0..<size * size)
        .map { economy.technology.own[(c * size + $0 % size) * size + $0 / size] })
    let total = (0..<size)
      .map { i in regions.reduce(0) { $0 + economy.satellites.output[$1 * size + i] } }
    let motor = (0..<size).filter { economy.industries[$0].code.hasPrefix("C29") }
    rows = try regions.map { r in
      let x = Array(economy.satellites.output[r * size..<(r + 1) * size])
      let quotients = try LocationQuotients(
        regional: x, national: total, industries: economy.industries.map(\.code))
      let tables =
        [own.coefficients(of: r)] + kinds.map { quotients.coefficients(of: national, $0.1) }
      let code = economy.regions[r].code
      let survey = try Self.survey(folder.appending(path: "\(code).csv"))
      return Row(
        region: code, motorVehicles: survey.motor, mean: survey.mean,
        estimates: try tables.map { A in
          let m = try Self.multipliers(A)
          return (Self.mean(m, x, motor), Self.mean(m, x, Array(0..<size)))
        })
    }
  }

  /// Mean absolute error and bias over the regions by method, in percent of the surveyed multiplier
  /// and, as a multiplier has a core of 1, of what it adds to 1.
  package var summary: [(name: String, values: [Double])] {
    let kinds: [(String, (Row) -> Double, (Row, Int) -> Double)] = [
      ("motor vehicles", { $0.motorVehicles }, { $0.estimates[$1].motorVehicles }),
      ("mean of all", { $0.mean }, { $0.estimates[$1].mean }),
    ]
    return kinds.flatMap { name, truth, estimate in
      func mean(_ k: Int, _ size: (Double, Double) -> Double) -> Double {
        rows.reduce(0) { $0 + size(estimate($1, k), truth($1)) } / Double(rows.count)
      }
      return [
        (
          "\(name): mean absolute error %",
          methods.indices.map { mean($0) { 100 * abs($0 - $1) / $1 } }
        ),
        ("\(name): bias %", methods.indices.map { mean($0) { 100 * ($0 - $1) / $1 } }),
        (
          "\(name): bias of indirect effects %",
          methods.indices.map { mean($0) { 100 * ($0 - $1) / ($1 - 1) } }
        ),
      ]
    }
  }

  private static func multipliers(_ A: Matrix) throws -> [Double] {
    try LUFactorization.leontief(A)
      .solveTransposed(Matrix(column: [Double](repeating: 1, count: A.rows))).values
  }

  private static func mean(_ values: [Double], _ weights: [Double], _ of: [Int]) -> Double {
    let total = of.reduce(0) { $0 + weights[$1] }
    return of.reduce(0) { $0 + values[$1] * weights[$1] } / total
  }

  private static func survey(_ url: URL) throws -> (motor: Double, mean: Double) {
    let text = try String(contentsOf: url, encoding: .utf8)
    // Rows of the publication end in a comma that the header lacks in one of the files.
    let lines = text.split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    guard let header = lines.first, let total = header.firstIndex(of: "Total"),
      lines.count > surveyed, header.count > surveyed
    else { throw BuildFault("\(url.path): expected a header with `Total` and \(surveyed) rows") }
    var faults: [String] = []
    func number(_ i: Int, _ column: Int) -> Double {
      guard lines[i + 1].indices.contains(column), let value = Double(lines[i + 1][column]) else {
        faults.append("\(url.path):\(i + 2): column \(header[column]) holds no number")
        return 0
      }
      return value
    }
    let x = (0..<surveyed).map { number($0, total) }
    var A = Matrix(rows: surveyed, columns: surveyed)
    for j in 0..<surveyed where x[j] != 0 {
      for i in 0..<surveyed { A[i, j] = number(i, j + 1) / x[j] }
    }
    guard let motor = (0..<surveyed).first(where: { lines[$0 + 1][0] == Self.motor }) else {
      throw BuildFault("\(url.path): there is no row `\(Self.motor)`")
    }
    guard faults.isEmpty else { throw BuildFault(faults.joined(separator: "\n")) }
    let m = try multipliers(A)
    return (m[motor], mean(m, x, Array(0..<surveyed)))
  }
}

/// What each region of an economy buys from itself, per unit of output.
///
///     A_rr[i,j] = T_own[i][r,r]·a_own′[i,j,r]
struct OwnRegionInputs {
  private let economy: Economy
  private let technology: RegionTechnology
  /// T_own[i][r,r] at `i * R + r`.
  private let ownShares: [Double]

  init(_ economy: Economy) throws {
    self.economy = economy
    technology = RegionTechnology(
      country: economy.technology, countryOfRegion: economy.countryOfRegion,
      industryCount: economy.industryCount)
    let maker = SourcingMatrices(
      regions: economy.regions, countryOfRegion: economy.countryOfRegion,
      countryCount: economy.countries.count)
    let (n, size) = (economy.regions.count, economy.industryCount)
    ownShares = (0..<size)
      .flatMap { i in
        let shares = maker.own(
          attraction: (0..<n).map { economy.sourcing.attraction[$0 * size + i] },
          kernel: maker.kernel(exponent: economy.sourcing.distanceExponents[i]))
        return (0..<n).map { shares[$0 + $0 * n] }
      }
  }

  func coefficients(of r: Int) -> Matrix {
    let (n, size) = (economy.regions.count, economy.industryCount)
    var result = Matrix(rows: size, columns: size)
    for j in 0..<size {
      for i in 0..<size {
        result[i, j] =
          ownShares[i * n + r]
          * technology.coefficient(originClass: 0, product: i, buyer: j, region: r)
      }
    }
    return result
  }
}
