import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Reads an economy from its files and collects every problem on the way.
struct EconomyReader {
  private let files: FolderFiles
  private var problems: [Problem] = []
  private let computesHashes: Bool
  private var hashes: [String: String] = [:]

  /// Throws `ProblemReport` with all problems of the folder.
  static func read(_ files: FolderFiles, computingHashes: Bool = false) throws -> EconomyFolder {
    var reader = EconomyReader(files: files, computesHashes: computingHashes)
    return try reader.folder()
  }

  private init(files: FolderFiles, computesHashes: Bool) {
    self.files = files
    self.computesHashes = computesHashes
  }

  private mutating func folder() throws -> EconomyFolder {
    let package = read(EconomyLayout.package) { try PackageReader(bytes: $0, file: $1) }
    problems += package?.problems ?? []
    let axes = axes()
    let satellites = read(EconomyLayout.satellites, axes) { try SatelliteTable.read(&$0, $1) }
    let territories = read(EconomyLayout.territories, axes) { try TerritoryTable.read(&$0, $1) }
    let mix = read(EconomyLayout.technologyMix, axes) { try TechnologyMixTable.read(&$0, $1) }
    let quality = read(EconomyLayout.quality, axes) { reader, _ in QualityTable.read(reader) }
    var values: [String: [Double]] = [:]
    for array in EconomyLayout.arrays { values[array.file] = self.array(array, axes) }
    guard problems.isEmpty, let package, let axes, let satellites, let territories, let mix,
      let quality
    else { throw ProblemReport(problems) }
    let stored = StoredArrays(values: values, cells: axes.regions.count * axes.industries.count)
    return EconomyFolder(
      economy: Economy(
        name: package.name, title: package.title, baseYear: package.baseYear,
        updateYear: package.updateYear,
        employmentYear: package.employmentYear, regions: axes.regions, industries: axes.industries,
        countries: axes.countries, countryOfRegion: axes.countryOfRegion,
        technology: stored.technology, finalDemand: stored.finalDemand,
        sourcing: stored.sourcing(axes.distanceExponents), satellites: satellites,
        territories: territories, technologyMix: mix, quality: quality),
      provenance: package.provenance, notices: notices(recorded: package.hashes), hashes: hashes)
  }

  /// The axes, or nil with problems.
  private mutating func axes() -> EconomyAxes? {
    let countries = read(EconomyLayout.countries) { try AxisTables.countries(&$0) }
    let industries = read(EconomyLayout.industries) { try AxisTables.industries(&$0) }
    let regions = read(EconomyLayout.regions) { reader in
      try AxisTables.regions(&reader, countries: countries)
    }
    guard let countries, let industries, let regions else { return nil }
    return EconomyAxes(
      regions: regions, industries: industries.map(\.0), countries: countries,
      distanceExponents: industries.map(\.1))
  }

  /// Runs one step; its problems join the others.
  private mutating func collect<Value>(_ step: () throws -> Value) -> Value? {
    do {
      return try step()
    } catch let report as ProblemReport {
      problems += report.problems
    } catch {
      problems.append(Problem(at: nil, "\(error)", expected: "a readable file"))
    }
    return nil
  }

  private mutating func read<Value>(
    _ file: String, _ body: ([UInt8], String) throws -> Value
  ) -> Value? {
    let files = files
    guard let bytes = collect({ try files.bytes(file) }) else { return nil }
    note(file, bytes)
    return collect { try body(bytes, files.displayName(file)) }
  }

  private mutating func note(_ file: String, _ bytes: [UInt8]) {
    if computesHashes { hashes[file] = SHA256.hexadecimal(bytes) }
  }

  private mutating func read<Value>(
    _ table: EconomyLayout.Table, _ body: (inout TableReader) throws -> Value
  ) -> Value? {
    read(table.file) { bytes, file in
      var reader = try TableReader(bytes: bytes, file: file, columns: table.names)
      let value = try body(&reader)
      try reader.finish()
      return value
    }
  }

  /// Reads a table that refers to the axes; without them only its form is checked.
  private mutating func read<Value>(
    _ table: EconomyLayout.Table, _ axes: EconomyAxes?,
    _ body: (inout TableReader, EconomyAxes) throws -> Value
  ) -> Value? {
    read(table) { reader in try axes.map { try body(&reader, $0) } } ?? nil
  }

  private mutating func array(
    _ array: EconomyLayout.NumericArray, _ axes: EconomyAxes?
  ) -> [Double]? {
    let files = files
    let name = files.displayName(array.file)
    let stored: NumpyArray?
    if computesHashes {
      stored = read(array.file) { try NumpyArray(bytes: $0, file: $1) }
    } else {
      stored = collect { try files.array(array.file) }
    }
    guard let stored, let axes else { return nil }
    problems += ArrayChecks.problems(stored, array, axes, file: name)
    return stored.values
  }

  private func notices(recorded: [String: String]) -> [Notice] {
    guard computesHashes else { return [] }
    return EconomyLayout.files.filter { $0 != EconomyLayout.package }
      .compactMap { file in
        guard let hash = recorded[file] else {
          return Notice("no-recorded-hash", "\(file) has no hash in \(EconomyLayout.package)")
        }
        guard hash != "sha256:\(hashes[file] ?? "")" else { return nil }
        return Notice(
          "file-changed",
          "\(file) differs from the hash in \(EconomyLayout.package): it was edited after writing")
      }
  }
}

/// The arrays of a folder by file name, once every shape was checked.
private struct StoredArrays {
  let values: [String: [Double]]
  /// Number of cells, R·S.
  let cells: Int

  private func vector(_ array: EconomyLayout.NumericArray) -> [Double] { values[array.file] ?? [] }

  private func categories(_ array: EconomyLayout.NumericArray) -> [[Double]] {
    let all = vector(array)
    return Economy.FinalCategory.allCases.map {
      Array(all[$0.rawValue * cells..<($0.rawValue + 1) * cells])
    }
  }

  var technology: Economy.Technology {
    Economy.Technology(
      own: vector(EconomyLayout.technologyOwn), imported: vector(EconomyLayout.technologyImported),
      ownShareShift: vector(EconomyLayout.ownShareShift))
  }

  var finalDemand: Economy.FinalDemand {
    Economy.FinalDemand(
      own: categories(EconomyLayout.finalDemandOwn),
      imported: categories(EconomyLayout.finalDemandImported),
      ownRegionUse: vector(EconomyLayout.ownRegionUse),
      exportsToWorld: vector(EconomyLayout.exportsToWorld))
  }

  func sourcing(_ exponents: [Double]) -> Economy.Sourcing {
    Economy.Sourcing(
      attraction: vector(EconomyLayout.attraction), pairFactors: vector(EconomyLayout.pairFactors),
      distanceExponents: exponents)
  }
}
