import ImpactDiagnostics
import ImpactEconomies

/// `datapackage.json`: the Frictionless description of an economy folder.
enum PackageDocument {
  /// Leaves out the date of making, so that equal economies give equal bytes.
  static func write(
    _ economy: Economy, _ provenance: Provenance, files: [String: [UInt8]]
  ) -> JSONValue {
    let resources =
      EconomyLayout.tables.map { resource($0, FileStamp(files[$0.file] ?? [])) }
      + EconomyLayout.arrays.map { resource($0, economy, FileStamp(files[$0.file] ?? [])) }
    return .object(
      [
        "name": .text(economy.name), "title": .text(economy.title),
        "profile": .text("data-package"), "format": .text(EconomyLayout.format),
        "formatVersion": .number(Double(EconomyLayout.formatVersion)),
        "baseYear": .number(Double(economy.baseYear)),
        "updateYear": .number(Double(economy.updateYear)),
        "employmentYear": .number(Double(economy.employmentYear)),
        "currency": .text(EconomyLayout.currency), "unit": .text(EconomyLayout.unit),
        "distanceFloor": .object([
          "value": .number(EconomyLayout.distanceFloor), "unit": .text("km"),
        ]),
        "resources": .list(resources),
      ]
      .merging(members(of: provenance)) { first, _ in first })
  }

  /// The members that say where data come from, shared by all kinds of folders.
  static func members(of provenance: Provenance) -> [String: JSONValue] {
    [
      "description": .text(provenance.description), "version": .text(provenance.version),
      "priceBasis": .text(provenance.priceBasis),
      "licenses": .list(
        provenance.licences.map {
          texts(["name": $0.name, "title": $0.title, "path": $0.path])
        }),
      "sources": .list(
        provenance.sources.map {
          texts(["title": $0.title, "path": $0.path, "license": $0.licence])
        }),
      "contributors": .list(
        provenance.contributors.map { texts(["title": $0.title, "role": $0.role]) }),
      "steps": .list(provenance.steps.map { texts(["name": $0.name, "text": $0.text]) }),
    ]
  }

  static func texts(_ members: [String: String]) -> JSONValue {
    .object(members.mapValues(JSONValue.text))
  }

  static func resource(_ table: EconomyLayout.Table, _ stamp: FileStamp) -> JSONValue {
    let fields = table.columns.map { column in
      var members = [
        "name": column.name, "type": column.type, "description": column.description,
      ]
      if !column.unit.isEmpty { members["unit"] = column.unit }
      return texts(members)
    }
    return .object(
      common(table.file, table.title, table.description, stamp)
        .merging([
          "profile": .text("tabular-data-resource"), "format": .text("csv"),
          "mediatype": .text("text/csv"), "encoding": .text("utf-8"),
          "schema": .object([
            "fields": .list(fields), "missingValues": .list([.text("")]),
          ]),
        ]) { first, _ in first })
  }

  private static func resource(
    _ array: EconomyLayout.NumericArray, _ economy: Economy, _ stamp: FileStamp
  ) -> JSONValue {
    .object(
      common(array.file, array.title, array.description, stamp)
        .merging([
          "profile": .text("data-resource"), "format": .text("npy"),
          "mediatype": .text("application/octet-stream"), "unit": .text(array.unit),
          "axes": .list(array.axes.map { .text($0.rawValue) }),
          "shape": .list(array.axes.map { .number(Double(economy.length(of: $0))) }),
        ]) { first, _ in first })
  }

  static func common(
    _ file: String, _ title: String, _ description: String, _ stamp: FileStamp
  ) -> [String: JSONValue] {
    let stem = file.split(separator: ".").first.map(String.init) ?? file
    let name = String(stem.map { $0 == "_" ? "-" : $0 })
    return [
      "name": .text(name), "path": .text(file), "title": .text(title),
      "description": .text(description), "bytes": .number(Double(stamp.count)),
      "hash": .text("sha256:\(stamp.hash)"),
    ]
  }
}

/// Length and SHA-256 of a written file.
struct FileStamp {
  let count: Int
  let hash: String

  init(count: Int, hash: String) {
    self.count = count
    self.hash = hash
  }

  init(_ bytes: [UInt8]) { self.init(count: bytes.count, hash: SHA256.hexadecimal(bytes)) }
}
