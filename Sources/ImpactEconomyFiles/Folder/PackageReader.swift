import ImpactDiagnostics
import ImpactDocuments

/// What `datapackage.json` says of an economy.
struct PackageReader {
  let name: String
  let title: String
  let baseYear: Int
  let updateYear: Int
  let employmentYear: Int
  let provenance: Provenance
  /// Recorded hash of each file, `sha256:` and 64 digits.
  let hashes: [String: String]
  let problems: [Problem]

  /// Throws `ProblemReport` when the text is no JSON; other faults are in `problems`.
  init(bytes: [UInt8], file: String) throws {
    var fields = try PackageFields(bytes: bytes, file: file)
    fields.expect("format", EconomyLayout.format)
    fields.expectVersion(EconomyLayout.formatVersion)
    name = fields.text("name")
    title = fields.text("title")
    baseYear = fields.year("baseYear")
    updateYear = fields.year("updateYear")
    employmentYear = fields.year("employmentYear")
    fields.expect("currency", EconomyLayout.currency)
    fields.expect("unit", EconomyLayout.unit)
    if fields.document["distanceFloor"]?["value"]?.number != EconomyLayout.distanceFloor {
      fields.report(
        "distanceFloor.value",
        "\(DecimalNumber.text(EconomyLayout.distanceFloor)) km, the kernel's constant")
    }
    provenance = fields.provenance()
    hashes = fields.hashes()
    problems = fields.problems
  }
}
