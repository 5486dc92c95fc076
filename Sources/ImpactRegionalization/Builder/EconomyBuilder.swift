package import ImpactAxes
package import ImpactEconomies

/// Makes a NUTS-2 economy of the European Union from published national tables and regional
/// statistics, in the seven steps that `Documentation/DefaultEconomy.md` describes.
package enum EconomyBuilder {
  /// Builds the economy; figures of quality are added to `quality`.
  ///
  /// `facts` are regions, persons and product (step 3's input), `centroids` the representative points
  /// of economies outside the union by country code, `compensation` gives compensation per value
  /// added by country for the industries it is asked for. Throws `BuildFault` or `ProblemReport`.
  package static func build(
    _ sources: BuildSources, facts: RegionalFacts, centroids: [String: Region],
    compensation: ([String]) throws -> [String: [Double]], territories: [Territory],
    quality: inout QualityReport
  ) throws -> Economy {
    let assumptions = try BuildAssumptions(texts: sources.parameters)
    let register = try PlantRegister(sources.plants)
    let national = try SplitAccounts(sources, facts, quality: &quality)
    let places = ElectricPlaces(
      capacity: register.capacity(
        ramping: try assumptions("build.electric.ramping_capacity"),
        unrecorded: try assumptions("build.electric.unrecorded_capacity")),
      driveWithCombustion: try assumptions("build.electric.drive_share_from_combustion"),
      packsAtAssembly: try assumptions("build.electric.pack_share_at_assembly"))
    let regional = try RegionalAccounts(
      national, facts, assumptions, electric: places, centroids: centroids, quality: &quality)
    let satellites = try SatelliteAccounts(
      regional, facts, try ElectricPersons(assumptions),
      try compensation(national.tables.industries), quality: &quality)
    try QualityMeasures.measure(regional, satellites, quality: &quality)
    return try economy(regional, satellites, territories, quality)
  }

  private static func economy(
    _ regional: RegionalAccounts, _ satellites: SatelliteAccounts, _ territories: [Territory],
    _ quality: QualityReport
  ) throws -> Economy {
    let t = regional.national.tables
    let technology = try nationalTechnology(regional)
    return Economy(
      name: "eu-nuts2", title: "European Union by NUTS-2 region with sixteen other economies",
      baseYear: 2014, updateYear: MarketMix.year,
      employmentYear: EmploymentEstimate.marginYear, regions: regional.regions,
      industries: try industries(t), countries: regional.countries,
      countryOfRegion: regional.countryOfRegion,
      technology: Economy.Technology(
        own: technology.own, imported: technology.imported, ownShareShift: regional.shift),
      finalDemand: Economy.FinalDemand(
        own: regional.finalOwn, imported: regional.finalImported,
        ownRegionUse: regional.ownRegionUse, exportsToWorld: regional.exportsToWorld),
      sourcing: Economy.Sourcing(
        attraction: regional.attraction, pairFactors: regional.pairFactors,
        distanceExponents: regional.exponents),
      satellites: satellites.accounts, territories: territories,
      technologyMix: try regional.countries.map { country in
        Economy.TechnologyMix(
          country: country, shares: regional.national.mixes[try t.country(country)],
          source: "IEA Global EV Outlook 2024 sales of \(MarketMix.year) in the markets it sells to"
        )
      },
      quality: quality.inOrder)
  }

  private static func nationalTechnology(
    _ regional: RegionalAccounts
  ) throws -> (own: [Double], imported: [Double]) {
    let t = regional.national.tables
    let s = t.industryCount
    var (own, imported) = ([Double](), [Double]())
    for country in regional.countries {
      let c = try t.country(country)
      for i in 0..<s {
        for j in 0..<s {
          let x = t.output[c][j]
          own.append(x > 0 ? t.own[c][t.at(i, j)] / x : 0)
          imported.append(x > 0 ? t.imported[c][t.at(i, j)] / x : 0)
        }
      }
    }
    return (own, imported)
  }

  private static func industries(_ t: NationalTables) throws -> [Industry] {
    t.industries.map { code in
      Industry(
        code: code, name: IndustryNames.name(code), parent: parent(code),
        section: String(code.prefix(1)), isAutomotiveBlock: AutomotiveBlock.all.contains(code))
    }
  }

  private static func parent(_ code: String) -> String {
    switch code {
    case AutomotiveBlock.combustion: "C28+C29"
    case let code where AutomotiveBlock.all.contains(code): String(code.prefix(3))
    default: code
    }
  }
}
