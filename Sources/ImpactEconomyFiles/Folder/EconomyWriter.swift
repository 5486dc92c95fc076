import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// The bytes of every file of an economy folder.
enum EconomyWriter {
  /// Bytes by file name.
  ///
  /// Throws `ProblemReport` when a vector does not fit the axes or holds infinity.
  static func files(_ economy: Economy, _ provenance: Provenance) throws -> [String: [UInt8]] {
    let tables = tables(economy)
    let arrays = arrays(economy)
    try check(economy, arrays)
    var files: [String: [UInt8]] = [:]
    for (table, rows) in tables {
      files[table.file] = Array(([table.names] + rows).map(CSVText.line).joined().utf8)
    }
    for (array, values) in arrays {
      let shape = array.axes.map { economy.length(of: $0) }
      files[array.file] = NumpyArray(shape: shape, values: values).bytes
    }
    files[EconomyLayout.package] = Array(
      PackageDocument.write(economy, provenance, files: files).document.utf8)
    return files
  }

  static func arrays(_ economy: Economy) -> [(EconomyLayout.NumericArray, [Double])] {
    [
      (EconomyLayout.technologyOwn, economy.technology.own),
      (EconomyLayout.technologyImported, economy.technology.imported),
      (EconomyLayout.ownShareShift, economy.technology.ownShareShift),
      (EconomyLayout.finalDemandOwn, economy.finalDemand.own.flatMap { $0 }),
      (EconomyLayout.finalDemandImported, economy.finalDemand.imported.flatMap { $0 }),
      (EconomyLayout.ownRegionUse, economy.finalDemand.ownRegionUse),
      (EconomyLayout.exportsToWorld, economy.finalDemand.exportsToWorld),
      (EconomyLayout.attraction, economy.sourcing.attraction),
      (EconomyLayout.pairFactors, economy.sourcing.pairFactors),
    ]
  }

  private static func check(
    _ economy: Economy, _ arrays: [(EconomyLayout.NumericArray, [Double])]
  ) throws {
    let satellites = economy.satellites
    var lengths = arrays.map { array, values in
      (array.file, values.count, array.axes.reduce(1) { $0 * economy.length(of: $1) })
    }
    lengths += [
      satellites.output, satellites.valueAdded, satellites.compensation, satellites.employment,
      satellites.taxesAndMargins,
    ]
    .map { (EconomyLayout.satellites.file, $0.count, economy.dimension) }
    lengths += [
      (EconomyLayout.satellites.file, satellites.employmentFlags.count, economy.dimension),
      (
        EconomyLayout.industries.file, economy.sourcing.distanceExponents.count,
        economy.industryCount
      ),
      (EconomyLayout.regions.file, economy.countryOfRegion.count, economy.regionCount),
    ]
    let problems = lengths.filter { $0.1 != $0.2 }
      .map {
        Problem(at: nil, path: $0.0, "\($0.1) values", expected: "\($0.2) by the axes")
      }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }

  private static func tables(_ economy: Economy) -> [(EconomyLayout.Table, [[String]])] {
    [
      (EconomyLayout.regions, economy.regions.map(row)),
      (
        EconomyLayout.industries,
        zip(economy.industries, economy.sourcing.distanceExponents).map(row)
      ),
      (EconomyLayout.countries, economy.countries.map { [$0] }),
      (
        EconomyLayout.territories,
        economy.territories.map {
          [$0.code, $0.name, $0.regions.joined(separator: " "), $0.note]
        }
      ),
      (EconomyLayout.satellites, satellites(economy)),
      (EconomyLayout.technologyMix, economy.technologyMix.flatMap(rows)),
      (
        EconomyLayout.quality,
        economy.quality.map { [$0.step, $0.figure, $0.value, $0.unit, $0.note] }
      ),
    ]
  }

  static func row(_ region: Region) -> [String] {
    [
      region.code, region.name, region.country, region.isEuropeanUnion ? "true" : "false",
      region.longitude.map(DecimalNumber.text) ?? "", region.latitude.map(DecimalNumber.text) ?? "",
      region.area.map(DecimalNumber.text) ?? "",
    ]
  }

  private static func row(_ industry: Industry, _ exponent: Double) -> [String] {
    [
      industry.code, industry.name, industry.parent, industry.section,
      industry.isAutomotiveBlock ? "true" : "false", DecimalNumber.text(exponent),
    ]
  }

  private static func rows(_ mix: Economy.TechnologyMix) -> [[String]] {
    ImpactAxes.Technology.allCases.compactMap { technology in
      mix.shares[technology]
        .map {
          [mix.country, technology.rawValue, DecimalNumber.text($0), mix.source]
        }
    }
  }

  private static func satellites(_ economy: Economy) -> [[String]] {
    let satellites = economy.satellites
    let count = min(satellites.output.count, satellites.employmentFlags.count)
    guard
      [
        satellites.valueAdded, satellites.compensation, satellites.employment,
        satellites.taxesAndMargins,
      ]
      .allSatisfy({ $0.count == count }), count == economy.dimension
    else { return [] }
    return (0..<count)
      .map { cell in
        let numbers = [
          satellites.output, satellites.valueAdded, satellites.compensation, satellites.employment,
          satellites.taxesAndMargins,
        ]
        .map { DecimalNumber.text($0[cell]) }
        return [
          economy.regions[cell / economy.industryCount].code,
          economy.industries[cell % economy.industryCount].code,
        ] + numbers + [satellites.employmentFlags[cell].rawValue]
      }
  }
}

extension Economy {
  /// Number of entries along an axis of a stored array.
  func length(of axis: EconomyLayout.Axis) -> Int {
    switch axis {
    case .country: countryCount
    case .region: regionCount
    case .industry: industryCount
    case .category: Economy.FinalCategory.allCases.count
    case .origin: countryCount + 1
    }
  }
}
