import Foundation
import ImpactAxes
import ImpactDocuments
import ImpactEconomies
import ImpactNumerics

/// Tables added up from the world table of the 2013 release.
enum PseudoTables {
  /// The arrays as published, C order.
  struct Source {
    let countries: Int
    let industries: [Industry]
    let finals: [(code: String, name: String)]
    let intermediate: [Double]
    let finalUses: [Double]
    let output: [Double]

    init(folder: URL, countries codes: [String]) throws {
      countries = codes.count
      let rows = try Source.names(folder.appending(path: "industries.csv"))
      industries = rows.map {
        Industry(code: $0, name: $1, parent: $0, section: "", isAutomotiveBlock: false)
      }
      finals = try Source.names(folder.appending(path: "final-demand.csv"))
      let n = codes.count * rows.count
      intermediate = try WIOD2016.array(folder, "intermediate_2011.npy", [n, n])
      finalUses = try WIOD2016.array(
        folder, "final_2011.npy", [n, codes.count * finals.count])
      output = try WIOD2016.array(folder, "output_2011.npy", [n])
    }

    private static func names(_ url: URL) throws -> [(code: String, name: String)] {
      let table = try CSVTable(text: String(contentsOf: url, encoding: .utf8), file: url.path)
      let (code, name) = (try table.column("code"), try table.column("name"))
      return table.rows.map { ($0[code], $0[name]) }
    }
  }

  private static let categories: [AccountTable.FinalUse] = [
    .households, .nonProfit, .government, .investment, .inventories,
  ]

  private static func region(_ code: String) -> Region {
    Region(
      code: code, name: code, country: code, isEuropeanUnion: code != PseudoRegions.outside,
      longitude: nil, latitude: nil, area: nil)
  }

  /// `places[c]` is the region of the result that country c belongs to.
  static func table(
    _ source: Source, places: [Int], codes: [String], name: String
  ) throws -> AccountTable {
    let (s, f, c) = (source.industries.count, source.finals.count, source.countries)
    guard f == categories.count else {
      throw BuildFault("the release has \(f) final uses, expected \(categories.count)")
    }
    let n = codes.count * s
    var z = Matrix(rows: n, columns: n)
    var y = Matrix(rows: n, columns: codes.count * f)
    var x = [Double](repeating: 0, count: n)
    for o in 0..<c {
      for i in 0..<s {
        let (from, row) = (o * s + i, places[o] * s + i)
        x[row] += source.output[from]
        for d in 0..<c {
          for j in 0..<s {
            z[row, places[d] * s + j] += source.intermediate[from * c * s + d * s + j]
          }
          for k in 0..<f { y[row, places[d] * f + k] += source.finalUses[from * c * f + d * f + k] }
        }
      }
    }
    let rest = (0..<n).map { x[$0] - z.column($0).reduce(0, +) }
    return try AccountTable(
      name: name, title: "World Input-Output Database 2011, \(name)", year: 2011,
      unit: .millionUSD, kind: .industryByIndustry,
      regions: codes.map(region), industries: source.industries, intermediate: z,
      finalColumns: codes.flatMap { code in
        zip(source.finals, categories)
          .map {
            AccountTable.FinalColumn(
              region: code, code: $0.code, name: $0.name, category: $1)
          }
      }, finalUses: y,
      primaryRows: [
        AccountTable.PrimaryRow(
          code: "REST", name: "output less purchases", category: .valueAdded)
      ], primaryInputs: Matrix(rows: 1, columns: n, values: rest),
      primaryInputsOfFinalUses: Matrix(rows: 1, columns: codes.count * f), output: x,
      satellites: [])
  }
}
