import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactModels
import ImpactReports

/// Accounts small enough for a capacity programme: a table, or an economy put together.
struct CapacityAccounts {
  let table: AccountTable
  /// Names of its rows; territories are rows of their own where they were asked for.
  let places: NamedPlaces
  let notices: [Notice]

  /// `apart` are regions and territories with rows of their own, beside those that the options name.
  init(_ options: AnalysisOptions, apart: [String]) throws {
    let source = try options.open()
    switch source {
    case .table(let folder):
      guard apart.isEmpty else {
        throw Fault.problem(
          "`--apart` puts an economy together, and `\(folder.table.name)` is a table",
          expected: "no `--apart`; every region of a table has a row of its own")
      }
      table = folder.table
      notices = folder.notices
    case .economy(let folder):
      let economy = folder.economy
      let isSmall = economy.dimension <= CapacityProgramme.largest
      let made =
        isSmall
        ? try EconomyTable(economy) : try Self.coarse(economy, options, apart: apart)
      table = made.table
      let note = Notice(
        "put-together",
        "`\(economy.name)` has \(economy.dimension) cells of region and industry; put together by "
          + "country and section, \(made.table.dimension) are left")
      notices = folder.notices + made.notices + (isSmall ? [] : [note])
    }
    let named = NamedPlaces(table)
    places = NamedPlaces(
      name: named.name, regions: named.regions, industries: named.industries,
      countries: named.countries, territories: Self.territories(of: source, in: table))
  }

  /// Territories of which the rows have all regions, and those that are a row.
  private static func territories(
    of source: AnalysisSource, in table: AccountTable
  ) -> [Territory] {
    guard case .economy(let folder) = source else { return [] }
    let codes = Set(table.regions.map(\.code))
    return folder.economy.territories.compactMap { territory in
      if codes.contains(territory.code) {
        return Territory(code: territory.code, name: territory.name, regions: [territory.code])
      }
      return codes.isSuperset(of: territory.regions) ? territory : nil
    }
  }

  private static func coarse(
    _ economy: Economy, _ options: AnalysisOptions, apart: [String]
  ) throws -> EconomyTable {
    let named = NamedPlaces(economy)
    let chosen = try named.selection(
      regions: options.regions + apart, industries: options.industries,
      territories: options.territories)
    let countries = Set(economy.countries + NamedPlaces.zones)
    // A territory may be named as people write it; its row has its code.
    let names = (options.regions + apart + options.territories)
      .map { name in economy.territories.first { $0.name == name }?.code ?? name }
      .filter { !countries.contains($0) }
    let groups = names.map { name in
      (
        code: name,
        name: economy.regions.first { $0.code == name }?.name
          ?? economy.territories.first { $0.code == name }?.name ?? name,
        members: named.regionIndices(named: name)
      )
    }
    // A single region comes before a territory that holds it.
    let ordered = groups.sorted { $0.members.count < $1.members.count }
    return try EconomyTable(
      economy,
      regions: CoarseAxes.regions(
        economy.regions, apart: ordered, countryName: CountryNames.name(of:)),
      industries: CoarseAxes.industries(
        economy.industries,
        kept: chosen.namesIndustries ? Set(chosen.industries) : [],
        sectionName: SectionNames.name(of:)))
  }
}
