import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactNumerics

/// Makes an account table from what a file has: merges, converts codes, names parts, checks sums.
struct TableAssembly {
  private var raw: RawTable
  private let edition: TableEdition
  private let request: TableImport.Request
  private let file: InputFile
  private var notices: [Notice] = []
  private var steps: [Provenance.Step] = []
  /// Codes of the file for each region after the conversion.
  private var formerCodes: [String: String] = [:]

  init(raw: RawTable, edition: TableEdition, request: TableImport.Request, file: InputFile) {
    self.raw = raw
    self.edition = edition
    self.request = request
    self.file = file
  }

  /// Parts of countries in the OECD tables: firms that export by processing, and others.
  private static let parts = ["CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"]

  mutating func finished() throws -> TableImport {
    notices = raw.notices
    steps = raw.steps
    if edition.format == .oecd, !request.keepsParts {
      let before = raw.notices.count
      raw = raw.merged(Self.parts)
      notices += raw.notices.dropFirst(before)
    }
    convertRegions()
    let year = try self.year()
    let sums = raw.sums()
    let output = raw.output ?? sums.uses
    if raw.output == nil {
      steps.append(
        .init(name: "output", text: "Output is the sum of uses: the file has no column of output."))
    }
    let costs = addValueAdded(output) ? output : sums.costs
    try checkSums(output, uses: sums.uses, costs: costs)
    let unit = self.unit()
    let satellites = try raw.satellites + self.satellites()
    let finals = raw.finals.map(finalColumn)
    let rows = raw.primaries.map(primaryRow)
    let kind =
      request.kind
      ?? (raw.industries.contains { $0.hasPrefix("CPA_") }
        ? .productByProduct : .industryByIndustry)
    let table = try AccountTable(
      name: request.name ?? "\(edition.format.rawValue)-\(year)",
      title: "\(edition.title), \(year)", year: year, unit: unit, kind: kind,
      regions: raw.regions.map(RegionCodes.region),
      industries: raw.industries.map {
        IndustrySections.industry($0, name: raw.industryNames[$0])
      }, intermediate: raw.intermediate, finalColumns: finals, finalUses: raw.finalUses,
      primaryRows: rows, primaryInputs: raw.primaryInputs,
      primaryInputsOfFinalUses: raw.primaryInputsOfFinalUses, output: output,
      satellites: satellites)
    return TableImport(table: table, provenance: provenance(year), notices: notices)
  }

  private mutating func convertRegions() {
    var changed: [String] = []
    let before = raw.regions
    let after = before.map { edition.format == .oecd ? $0 : RegionCodes.converted($0) }
    // Two codes that become one would mix two regions: then all stay.
    guard Set(after).count == after.count else { return }
    for (old, new) in zip(before, after) {
      formerCodes[old] = new
      formerCodes[new] = new
      if old != new { changed.append("\(old) to \(new)") }
    }
    guard !changed.isEmpty else { return }
    raw.regions = after
    raw.finals = raw.finals.map { label in
      RawTable.FinalLabel(region: label.region.map { formerCodes[$0] ?? $0 }, code: label.code)
    }
    let list = changed.prefix(6).joined(separator: ", ") + (changed.count > 6 ? " and others" : "")
    notices.append(
      Notice("region-codes", "region codes were written as Eurostat writes them: \(list)"))
  }

  private func year() throws -> Int {
    if let year = request.year { return year }
    let parts = file.name.split(separator: "/").reversed()
    if let year = parts.compactMap({ TableYear.find(String($0)) }).first { return year }
    throw ProblemReport([
      Problem(
        at: Location(file: file.name), "the name of the file does not tell the year",
        expected: "the year of the accounts, with --year")
    ])
  }

  private mutating func unit() -> AccountTable.MonetaryUnit {
    if let unit = request.unit {
      if let own = edition.unit ?? raw.unit, own != unit {
        notices.append(
          Notice(
            "unit-stated",
            "\(edition.title) is published in \(Self.text(own)); it was read as \(Self.text(unit)), as asked"
          ))
      }
      return unit
    }
    if let unit = edition.unit ?? raw.unit { return unit }
    notices.append(
      Notice(
        "unit-assumed",
        "the file names no unit: million EUR is assumed (see --currency and --scale)"))
    return .millionEUR
  }

  private static func text(_ unit: AccountTable.MonetaryUnit) -> String {
    "\(DecimalNumber.text(unit.scale)) \(unit.currency)"
  }

  private func finalColumn(_ label: RawTable.FinalLabel) -> AccountTable.FinalColumn {
    let word = Vocabulary.final(label.code)
    return .init(
      region: label.region, code: label.code, name: word?.name ?? label.code,
      category: word?.category ?? .total)
  }

  private func primaryRow(_ label: RawTable.PrimaryLabel) -> AccountTable.PrimaryRow {
    let word = Vocabulary.primary(label.term)
    return .init(
      code: label.code, name: word?.name ?? label.code, category: word?.category ?? .valueAdded)
  }

  private func provenance(_ year: Int) -> Provenance {
    let base = file.name.split(separator: "/").last.map(String.init) ?? file.name
    var steps = self.steps
    steps.insert(.init(name: "import", text: "Read from \(base) by its labels."), at: 0)
    steps += notices.map { Provenance.Step(name: $0.code, text: $0.message) }
    return Provenance(
      description: "\(edition.title), \(year), as published.",
      priceBasis: edition.priceBasis.isEmpty ? "as published" : "\(edition.priceBasis), \(year)",
      sources: edition.source.map { [$0] } ?? [
        Provenance.Source(title: base, path: base, licence: "")
      ], steps: steps)
  }
}

extension TableAssembly {
  /// Adds x − Σ_i Z for each cell, where the source has no primary inputs at all; whether it did.
  private mutating func addValueAdded(_ output: [Double]) -> Bool {
    guard raw.primaries.isEmpty else { return false }
    let n = raw.dimension
    var row = Matrix(rows: 1, columns: n)
    for j in 0..<n {
      row[0, j] = output[j] - raw.intermediate.values[(j * n)..<((j + 1) * n)].reduce(0, +)
    }
    raw.primaries = [.init(code: "VA", term: "VA")]
    raw.primaryInputs = row
    raw.primaryInputsOfFinalUses = Matrix(rows: 1, columns: raw.finals.count)
    notices.append(
      Notice(
        "value-added-residual",
        "the file has no primary inputs: value added is output less intermediate inputs"))
    return true
  }

  /// Rows and columns against output: the figures as steps, large gaps as notices, and neither of
  /// the two near output as a fault of the file.
  private mutating func checkSums(
    _ output: [Double], uses: [Double], costs: [Double]
  ) throws {
    let rowGap = gap("rows", "uses", output, uses)
    let columnGap = gap("columns", "costs", output, costs)
    // Both far off, or costs far from uses that define output: a published table is never so.
    guard columnGap > 0.25, rowGap > 0.25 || raw.output == nil else { return }
    let rows = raw.output == nil ? "" : ", uses by \(Self.percent(rowGap))"
    throw ProblemReport([
      Problem(
        at: Location(file: file.name),
        "the table does not add up: costs miss output by \(Self.percent(columnGap))\(rows)",
        expected: "blocks in their places, in one unit: are rows and columns exchanged?")
    ])
  }

  private static func percent(_ share: Double) -> String {
    let tenths = (share * 1000).rounded() / 10
    return "\(DecimalNumber.text(tenths)) %"
  }

  /// Σ|gap| / Σ|x|, with a notice that names the worst cell.
  private mutating func gap(
    _ noun: String, _ sums: String, _ output: [Double], _ found: [Double]
  ) -> Double {
    var (total, gaps, worst, place) = (0.0, 0.0, 0.0, 0)
    for (k, x) in output.enumerated() {
      total += abs(x)
      gaps += abs(x - found[k])
      if abs(x - found[k]) > worst { (worst, place) = (abs(x - found[k]), k) }
    }
    let share = total > 0 ? gaps / total : 0
    let S = raw.industries.count
    let cell = "\(raw.regions[place / S]) \(raw.industries[place % S])"
    let text =
      worst == 0
      ? "\(noun) add up to output exactly"
      : "\(noun) differ from output by at most \(Self.short(worst)) (\(cell))"
    // Publishers round to a few decimals: below a millionth it is no news.
    if share > 1e-6 {
      notices.append(Notice("\(noun)-out-of-balance", text))
    } else {
      steps.append(.init(name: "\(noun)-balance", text: "The \(text)."))
    }
    return share
  }

  /// Four significant digits.
  private static func short(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return DecimalNumber.text(value) }
    var (scaled, factor) = (value, 1.0)
    while scaled < 1000 { (scaled, factor) = (scaled * 10, factor * 10) }
    while scaled >= 10_000 { (scaled, factor) = (scaled / 10, factor / 10) }
    let text = DecimalNumber.text(scaled.rounded() / factor)
    return text.utf8.count <= 12
      ? text : DecimalNumber.text(Double(Float(scaled.rounded() / factor)))
  }

  private mutating func satellites() throws -> [AccountTable.SatelliteAccount] {
    var regions: [String: Int] = [:]
    for (old, new) in formerCodes { regions[old] = raw.regions.firstIndex(of: new) }
    for (r, code) in raw.regions.enumerated() { regions[code] = r }
    let industries = Dictionary(
      zip(raw.industries, raw.industries.indices)
    ) { first, _ in first }
    var accounts: [AccountTable.SatelliteAccount] = []
    var problems: [Problem] = []
    for file in try InputFile.all(request.satellites) {
      do {
        var reader = try SatelliteFile(file)
        accounts += try reader.accounts(
          regions: regions, industries: industries, count: raw.dimension)
        notices += reader.notices
      } catch let report as ProblemReport {
        problems += report.problems
      }
    }
    let codes = (raw.satellites + accounts).map(\.code)
    let twice = Set(codes.filter { code in codes.count { $0 == code } > 1 }).sorted()
    problems += twice.map {
      Problem(at: nil, "satellite account `\($0)` is given twice", expected: "each account once")
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return accounts
  }
}
