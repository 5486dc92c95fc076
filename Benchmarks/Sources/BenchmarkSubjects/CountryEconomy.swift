import ImpactNumerics
import TerritorialImpact

extension Economy {
  /// The country with most regions, ties to the first.
  public var largestCountry: String {
    let counts = Dictionary(grouping: regions, by: \.country).mapValues(\.count)
    return countries.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) } ?? ""
  }

  /// The regions of one country alone: all other origins fall to the rest of the world.
  ///
  /// Flows and the balance of the whole economy are lost; what remains is a structured system of
  /// the same form and smaller size.
  public func limited(to country: String) -> Economy {
    let kept = regions.indices.filter { regions[$0].country == country }
    func cells(_ values: [Double]) -> [Double] {
      kept.flatMap { values[$0 * industryCount..<($0 + 1) * industryCount] }
    }
    return Economy(
      name: "\(name)-\(country)", title: title, baseYear: baseYear, updateYear: updateYear,
      employmentYear: employmentYear,
      regions: kept.map { regions[$0] }, industries: industries, countries: countries,
      countryOfRegion: kept.map { countryOfRegion[$0] },
      technology: Technology(
        own: technology.own, imported: technology.imported,
        ownShareShift: cells(technology.ownShareShift)),
      finalDemand: FinalDemand(
        own: finalDemand.own.map(cells), imported: finalDemand.imported.map(cells),
        ownRegionUse: cells(finalDemand.ownRegionUse),
        exportsToWorld: cells(finalDemand.exportsToWorld)),
      sourcing: Sourcing(
        attraction: cells(sourcing.attraction), pairFactors: sourcing.pairFactors,
        distanceExponents: sourcing.distanceExponents),
      satellites: Satellites(
        output: cells(satellites.output), valueAdded: cells(satellites.valueAdded),
        compensation: cells(satellites.compensation), employment: cells(satellites.employment),
        taxesAndMargins: cells(satellites.taxesAndMargins),
        employmentFlags: kept.flatMap {
          satellites.employmentFlags[$0 * industryCount..<($0 + 1) * industryCount]
        }),
      territories: [], technologyMix: technologyMix, quality: [])
  }
}
