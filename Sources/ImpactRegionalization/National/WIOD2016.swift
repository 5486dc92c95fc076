package import Foundation
import ImpactDocuments

/// Reads the national tables of the World Input-Output Database, 2016 release, year 2014.
///
/// Source: Timmer, Dietzenbacher, Los, Stehrer, de Vries (2015), Review of International Economics
/// 23: 575-605; CC BY 4.0. Million USD at basic prices, turned into million EUR at the year's
/// average rate.
package enum WIOD2016 {
  /// EUR per USD, average of 2014 (socio-economic accounts of the release).
  package static let eurosPerDollar = 0.752728

  package static func read(
    folder: URL, quality: inout QualityReport
  ) throws -> NationalTables {
    let countries = try codes(folder.appending(path: "countries.csv"))
      .map { code -> String in
        guard let short = CountryCodes.eurostat[code] else {
          throw BuildFault("no two-letter code is known for country `\(code)`")
        }
        return short
      }
    let industries = try codes(folder.appending(path: "industries.csv"))
    let (c, s, columns) = (countries.count, industries.count, industries.count + 6)
    let own = try array(folder, "domestic_2014.npy", [c, s, columns])
    let imported = try array(folder, "imports_2014.npy", [c, s, columns])
    let primary = try array(folder, "primary_2014.npy", [c, 7, columns])
    let output = try array(folder, "output_2014.npy", [c, s])
    func block(_ values: [Double], _ k: Int, _ size: Int) -> [Double] {
      values[k * size..<(k + 1) * size].map { $0 * eurosPerDollar }
    }
    var tables = NationalTables(
      countries: countries, industries: industries,
      own: (0..<c).map { block(own, $0, s * columns) },
      imported: (0..<c).map { block(imported, $0, s * columns) },
      output: (0..<c).map { block(output, $0, s) },
      valueAdded: (0..<c)
        .map { k in
          let row = (k * 7 + 4) * columns
          return primary[row..<row + s].map { $0 * eurosPerDollar }
        })
    try repairRomania(&tables, primary: primary, quality: &quality)
    dropRounding(&tables, quality: &quality)
    measure(tables, primary: primary, quality: &quality)
    return tables
  }

  /// Value added of R_S in Romania exceeds its output: replaced by the column's residual.
  private static func repairRomania(
    _ tables: inout NationalTables, primary: [Double], quality: inout QualityReport
  ) throws {
    let (c, i) = (try tables.country("RO"), try tables.industry("R_S"))
    let published = tables.valueAdded[c][i]
    let inputs = intermediate(tables, c, i) + margins(tables, primary, c, i)
    tables.valueAdded[c][i] = tables.output[c][i] - inputs
    quality.add(
      "1 national tables", "Romania R_S value added, published", published, "million EUR",
      "above its output; set to the residual \(QualityReport.text(tables.valueAdded[c][i]))")
  }

  /// Largest domestic use that counts as rounding of the source, million EUR.
  private static let rounding = 1e-9

  /// Products that a country does not make but that the source shows in uses of 1e-18: set to zero.
  ///
  /// A use needs a supplier, however small it is. Larger uses stay and show as row residuals.
  private static func dropRounding(_ tables: inout NationalTables, quality: inout QualityReport) {
    for c in tables.countries.indices {
      for i in tables.industries.indices where tables.output[c][i] == 0 {
        let cells = tables.at(i, 0)..<tables.at(i, 0) + tables.columns
        let size = tables.own[c][cells].reduce(0) { $0 + abs($1) }
        guard size > 0, size < rounding else { continue }
        for cell in cells { tables.own[c][cell] = 0 }
        quality.add(
          "1 national tables", "own use of a product that is not made", size, "million EUR",
          "\(tables.industries[i]) in \(tables.countries[c]); rounding of the source, set to zero")
      }
    }
  }

  private static func intermediate(_ t: NationalTables, _ c: Int, _ j: Int) -> Double {
    (0..<t.industryCount)
      .reduce(0) {
        $0 + t.own[c][$1 * t.columns + j] + t.imported[c][$1 * t.columns + j]
      }
  }

  private static func margins(
    _ t: NationalTables, _ primary: [Double], _ c: Int, _ j: Int
  ) -> Double {
    [0, 1, 2, 3, 5].reduce(0) { $0 + primary[(c * 7 + $1) * t.columns + j] } * eurosPerDollar
  }

  private static func measure(
    _ t: NationalTables, primary: [Double], quality: inout QualityReport
  ) {
    var worstRow = 0.0
    var worstColumn = (0.0, "")
    var zero = 0
    for c in t.countries.indices {
      for i in 0..<t.industryCount {
        let sales = (0..<t.columns).reduce(0) { $0 + t.own[c][i * t.columns + $1] }
        worstRow = max(worstRow, abs(sales - t.output[c][i]))
        let cost = intermediate(t, c, i) + margins(t, primary, c, i) + t.valueAdded[c][i]
        let gap = abs(cost - t.output[c][i])
        if gap > worstColumn.0 { worstColumn = (gap, "\(t.countries[c]) \(t.industries[i])") }
        if t.output[c][i] == 0 { zero += 1 }
      }
    }
    quality.add(
      "1 national tables", "worst row residual", worstRow, "million EUR", "sales against output")
    quality.add(
      "1 national tables", "worst column residual", worstColumn.0, "million EUR",
      "\(worstColumn.1); kept with net taxes and margins, so that columns add up")
    quality.add(
      "1 national tables", "industries with zero output", Double(zero), "country-industries",
      "coefficients are zero there")
  }

  package static func codes(_ url: URL) throws -> [String] {
    let table = try CSVTable(text: String(contentsOf: url, encoding: .utf8), file: url.path)
    let column = try table.column("code")
    return table.rows.map { $0[column] }
  }

  package static func array(_ folder: URL, _ name: String, _ shape: [Int]) throws -> [Double] {
    let url = folder.appending(path: name)
    let array = try NumpyArray(bytes: Array(Data(contentsOf: url)), file: url.path)
    guard array.shape == shape else {
      throw BuildFault("\(url.path): the shape is \(array.shape), expected \(shape)")
    }
    return array.values
  }
}
