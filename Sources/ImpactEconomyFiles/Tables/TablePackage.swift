import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// `datapackage.json` of a table folder.
struct TablePackage {
  let name: String
  let title: String
  let year: Int
  let unit: AccountTable.MonetaryUnit
  let kind: AccountTable.Kind
  let provenance: Provenance
  /// Recorded hash of each file, `sha256:` and 64 digits.
  let hashes: [String: String]
  let problems: [Problem]

  /// Throws `ProblemReport` when the text is no JSON; other faults are in `problems`.
  init(bytes: [UInt8], file: String) throws {
    var fields = try PackageFields(bytes: bytes, file: file)
    fields.expect("format", TableLayout.format)
    fields.expectVersion(TableLayout.formatVersion)
    name = fields.text("name")
    title = fields.text("title")
    year = fields.year("year")
    let currency = fields.document["currency"]?.text ?? ""
    if currency.utf8.count != 3 || !currency.utf8.allSatisfy({ (65...90).contains($0) }) {
      fields.report("currency", "an ISO 4217 code such as EUR")
    }
    let scale = fields.document["scale"]?.number ?? 0
    if scale <= 0 { fields.report("scale", "units of currency in one unit, such as 1000000") }
    unit = AccountTable.MonetaryUnit(currency: currency, scale: scale)
    let kinds = AccountTable.Kind.allCases.map(\.rawValue)
    let kind = fields.document["kind"]?.text.flatMap(AccountTable.Kind.init)
    if kind == nil { fields.report("kind", "one of \(kinds.joined(separator: ", "))") }
    self.kind = kind ?? .industryByIndustry
    provenance = fields.provenance()
    hashes = fields.hashes()
    problems = fields.problems
  }
}

extension TablePackage {
  /// Leaves out the date of making, so that equal tables give equal bytes.
  static func document(
    _ table: AccountTable, _ provenance: Provenance, _ stamps: [String: FileStamp]
  ) -> JSONValue {
    func stamp(_ file: String) -> FileStamp { stamps[file] ?? FileStamp([]) }
    let layouts = TableLayout.tables + [satellites(table)]
    let resources =
      layouts.map { PackageDocument.resource($0, stamp($0.file)) }
      + TableLayout.arrays.map { resource($0, table, stamp($0.file)) }
    let own: [String: JSONValue] = [
      "name": .text(table.name), "title": .text(table.title), "profile": .text("data-package"),
      "format": .text(TableLayout.format),
      "formatVersion": .number(Double(TableLayout.formatVersion)),
      "year": .number(Double(table.year)), "currency": .text(table.unit.currency),
      "scale": .number(table.unit.scale), "kind": .text(table.kind.rawValue),
      "resources": .list(resources),
    ]
    return .object(own.merging(PackageDocument.members(of: provenance)) { first, _ in first })
  }

  private static func satellites(_ table: AccountTable) -> EconomyLayout.Table {
    EconomyLayout.Table(
      file: TableLayout.satellites, title: "Values of the satellite accounts",
      description: "Every region and industry once; an empty cell is unknown, never zero.",
      columns: [
        EconomyLayout.Column("region", "string", "as in regions.csv"),
        EconomyLayout.Column("industry", "string", "as in industries.csv"),
      ]
        + table.satellites.map { EconomyLayout.Column($0.code, "number", $0.name, unit: $0.unit) })
  }

  private static func resource(
    _ array: TableLayout.NumericArray, _ table: AccountTable, _ stamp: FileStamp
  ) -> JSONValue {
    let unit = "\(DecimalNumber.text(table.unit.scale)) \(table.unit.currency)"
    return .object(
      PackageDocument.common(array.file, array.title, array.description, stamp)
        .merging([
          "profile": .text("data-resource"), "format": .text("npy"),
          "mediatype": .text("application/octet-stream"), "unit": .text(unit),
          "axes": .list(array.axes.map { .text($0.rawValue) }),
          "shape": .list(array.axes.map { .number(Double(table.length(of: $0))) }),
        ]) { first, _ in first })
  }
}
