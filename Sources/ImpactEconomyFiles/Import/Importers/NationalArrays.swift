import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactNumerics

extension ArrayImporter {
  /// National tables side by side: flows within each country, its imports as a primary input and its
  /// exports as a final use of no region.
  func national(_ domestic: (NumpyArray, String), _ blocks: Blocks) throws -> RawTable {
    var tables = NationalArrays(blocks)
    let rows = blocks.primaries.codes.count
    tables.domestic = try checked(domestic, "domestic", tables.S, tables)
    tables.imports = try checked(try array("imports"), "imports", tables.S, tables)
    tables.primary = try checked(try array("primary"), "primary", rows, tables)
    var raw = tables.empty(output: try output(blocks.n))
    for r in 0..<tables.R {
      for k in 0..<tables.width { tables.take(r, k, into: &raw) }
    }
    raw.notices.append(
      Notice(
        "national-tables",
        "the countries do not trade with each other in this table: imports are a primary input, exports a final use"
      ))
    return raw
  }

  private func checked(
    _ found: (NumpyArray, String)?, _ name: String, _ rows: Int, _ tables: NationalArrays
  ) throws -> [Double] {
    let shape = [tables.R, rows, tables.width]
    guard let (array, file) = found else {
      throw fault(folder + "\(name).npy", "the file is missing", "a block for each country")
    }
    guard array.shape == shape else {
      throw fault(file, "the array has the shape \(array.shape)", "\(shape) by the axes")
    }
    guard array.values.allSatisfy({ $0.isFinite }) else {
      throw fault(file, "some entries are not finite numbers", "finite numbers")
    }
    return array.values
  }
}

/// National tables as arrays of one block for each country, and where their parts go.
private struct NationalArrays {
  private let blocks: ArrayImporter.Blocks
  let R: Int
  let S: Int
  /// Industries and final uses of one country.
  var width: Int { S + blocks.finals.codes.count }
  /// Final uses within the country, and exports.
  private let uses: [String]
  private let exports: [String]
  /// Rows of primary inputs without output, which stands among them.
  private let primaries: [String]
  var domestic: [Double] = []
  var imports: [Double] = []
  var primary: [Double] = []

  init(_ blocks: ArrayImporter.Blocks) {
    self.blocks = blocks
    (R, S) = (blocks.regions.codes.count, blocks.industries.codes.count)
    exports = blocks.finals.codes.filter { Vocabulary.final($0)?.category == .exports }
    uses = blocks.finals.codes.filter { Vocabulary.final($0)?.category != .exports }
    primaries = blocks.primaries.codes.filter { !Vocabulary.isOutput($0) }
  }

  /// The table with its axes and without flows.
  func empty(output: [Double]?) -> RawTable {
    let finals =
      blocks.regions.codes.flatMap { region in
        uses.map { RawTable.FinalLabel(region: region, code: $0) }
      } + exports.map { .init(region: nil, code: $0) }
    let labels = primaries.map(blocks.primary) + [.init(code: "IMP", term: "IMP")]
    return RawTable(
      regions: blocks.regions.codes, industries: blocks.industries.codes, finals: finals,
      primaries: labels, intermediate: Matrix(rows: R * S, columns: R * S),
      finalUses: Matrix(rows: R * S, columns: finals.count),
      primaryInputs: Matrix(rows: labels.count, columns: R * S),
      primaryInputsOfFinalUses: Matrix(rows: labels.count, columns: finals.count), output: output)
  }

  /// The column of final uses that column k of country r goes to; nil for an industry.
  private func final(_ r: Int, _ k: Int) -> Int? {
    guard k >= S else { return nil }
    let code = blocks.finals.codes[k - S]
    if let use = uses.firstIndex(of: code) { return r * uses.count + use }
    return exports.firstIndex(of: code).map { R * uses.count + $0 }
  }

  /// Column k of the table of country r.
  func take(_ r: Int, _ k: Int, into raw: inout RawTable) {
    let final = final(r, k)
    func add(_ value: Double, _ row: Int) {
      if let final {
        raw.primaryInputsOfFinalUses[row, final] += value
      } else {
        raw.primaryInputs[row, r * S + k] += value
      }
    }
    for i in 0..<S {
      let at = (r * S + i) * width + k
      add(imports[at], primaries.count)
      if let final {
        raw.finalUses[r * S + i, final] += domestic[at]
      } else {
        raw.intermediate[r * S + i, r * S + k] = domestic[at]
      }
    }
    let count = blocks.primaries.codes.count
    for (p, code) in blocks.primaries.codes.enumerated() {
      guard let row = primaries.firstIndex(of: code) else { continue }
      add(primary[(r * count + p) * width + k], row)
    }
  }
}
