package import ImpactDiagnostics
package import ImpactDocuments
import ImpactSimulation

/// `summary.json`: what a reader asks first, in one small file.
///
/// Figures are changes against the baseline, rounded as in `results.csv`; an unknown figure is
/// absent.
package struct ResultSummary: Encodable, Sendable {
  struct Channels: Encodable {
    let unit: String
    let baseline: Double?
    let direct: Double?
    let indirect: Double?
    let induced: Double?
    let price: Double?
    /// Absent where no lever changes labour productivity.
    let productivity: Double?
    let total: Double?
    /// Band of the total over the draws; absent without draws.
    let band: Band?
    /// Bands of the channels over the draws; absent where channels have none.
    let channelBands: [String: Band]?
    let percentOfBaseline: Double?
    /// Band of the total in per cent of the baseline; absent without draws.
    let percentBand: Band?
  }

  struct Year: Encodable {
    let year: Int
    let employment: Channels
    let automotiveEmployment: Channels
    let valueAdded: Channels
    let output: Channels
    /// What each lever contributes; absent where it was not worked out.
    let contributions: [Contribution]?
  }

  struct Contribution: Encodable {
    let lever: String
    let employment: Double?
    let valueAdded: Double?
    let output: Double?
  }

  struct PlaceTotals: Encodable {
    let code: String
    let name: String
    let kind: Place.Kind
    let regions: [String]
    let years: [Year]
  }

  struct Line: Encodable {
    let region: String
    let name: String
    let jobs: Double
    let percentOfBaselineJobs: Double
    /// Band of the jobs; absent without draws.
    let band: Band?
  }

  struct Ranking: Encodable {
    let year: Int
    let losersByJobs: [Line]
    let gainersByJobs: [Line]
    let losersByPercent: [Line]
    let gainersByPercent: [Line]
  }

  struct Figure: Encodable {
    let lever: String
    let place: String
    let year: Int
    let figure: String
    let value: Double?
    let unit: String
  }

  let scenario: String
  let title: String
  let economy: String
  let years: [Int]
  let totals: [PlaceTotals]
  let ranking: Ranking?
  let distribution: DistributionRecord?
  let leverFigures: [Figure]
  let notices: [Notice]
  /// Draws behind the bands; absent without draws.
  let draws: Int?

  /// The summary of the Union, territories and countries, or of one place and its regions.
  package init(
    _ sheet: ResultSheet, notices: [Notice], wealth: RegionalWealth? = nil,
    only place: Place? = nil
  ) {
    let result = sheet.result
    scenario = result.scenario
    title = result.title
    economy = result.economy
    years = result.years
    let union = sheet.places.union.map { [$0] } ?? []
    let wide = union + sheet.places.territories + sheet.places.countries
    totals = (place == nil ? wide : sheet.places.within(place)).map { Self.totals(of: $0, sheet) }
    ranking = result.years.indices.last.map { Self.ranking(sheet, year: $0) }
    distribution = DistributionRecord(sheet, wealth: wealth)
    let shown = Set((union + sheet.places.countries).map(\.code))
    leverFigures = result.leverFigures.filter { shown.contains($0.place) }
      .map { figure in
        Figure(
          lever: figure.lever, place: figure.place, year: figure.year, figure: figure.figure,
          value: known(figure.value, decimals: 6), unit: figure.unit)
      }
    self.notices = notices
    draws = result.bands?.draws
  }

  private static func totals(of place: Place, _ sheet: ResultSheet) -> PlaceTotals {
    PlaceTotals(
      code: place.code, name: place.name, kind: place.kind,
      regions: place.regions.map { sheet.result.regions[$0].code },
      years: sheet.result.years.enumerated()
        .map { index, year in
          Year(
            year: year, employment: channels(.employment, index, place, sheet),
            automotiveEmployment: channels(
              .employment, index, place, sheet, industries: sheet.automotiveBlock),
            valueAdded: channels(.valueAdded, index, place, sheet),
            output: channels(.output, index, place, sheet),
            contributions: contributions(index, place, sheet))
        })
  }

  private static func contributions(
    _ year: Int, _ place: Place, _ sheet: ResultSheet
  ) -> [Contribution]? {
    sheet.attribution?.levers.enumerated()
      .map { lever, id in
        func value(_ indicator: Indicator) -> Double? {
          known(
            sheet.contribution(of: lever, to: indicator, year: year, in: place),
            decimals: FixedDecimal.decimals(forUnit: indicator.unit))
        }
        return Contribution(
          lever: id, employment: value(.employment), valueAdded: value(.valueAdded),
          output: value(.output))
      }
  }

  private static func channels(
    _ indicator: Indicator, _ year: Int, _ place: Place, _ sheet: ResultSheet,
    industries: [Int]? = nil
  ) -> Channels {
    let decimals = FixedDecimal.decimals(forUnit: indicator.unit)
    let group = industries == nil ? "ALL" : "AUTO"
    func value(_ effect: Effect?) -> Double? {
      known(
        sheet.change(indicator, effect, year: year, in: place, industries: industries),
        decimals: decimals)
    }
    return Channels(
      unit: indicator.unit,
      baseline: known(
        sheet.baseline(indicator, year: year, in: place, industries: industries),
        decimals: decimals),
      direct: value(.direct), indirect: value(.indirect), induced: value(.induced),
      price: value(.price),
      productivity: sheet.effects.contains(.productivity) ? value(.productivity) : nil,
      total: value(nil),
      band: sheet.band(indicator, year: year, in: place, group: group)
        .map { rounded($0, decimals: decimals) },
      channelBands: industries == nil ? channelBands(indicator, year, place, sheet) : nil,
      percentOfBaseline: known(
        sheet.percent(indicator, year: year, in: place, industries: industries), decimals: 4),
      percentBand: sheet.percentBand(indicator, year: year, in: place, group: group)
        .map { rounded($0, decimals: 4) })
  }

  /// By channel; nil where channels have no bands.
  private static func channelBands(
    _ indicator: Indicator, _ year: Int, _ place: Place, _ sheet: ResultSheet
  ) -> [String: Band]? {
    guard let bands = sheet.result.bands, bands.partsChannels else { return nil }
    let decimals = FixedDecimal.decimals(forUnit: indicator.unit)
    let pairs = sheet.effects.compactMap { effect in
      bands.band(indicator, effect, yearIndex: year, place: place.code)
        .map { (effect.rawValue, rounded($0, decimals: decimals)) }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  private static func rounded(_ band: Band, decimals: Int) -> Band {
    Band(
      p05: FixedDecimal.rounded(band.p05, decimals: decimals),
      p50: FixedDecimal.rounded(band.p50, decimals: decimals),
      p95: FixedDecimal.rounded(band.p95, decimals: decimals))
  }

  private static func ranking(_ sheet: ResultSheet, year: Int) -> Ranking {
    let ranking = RegionRanking(sheet, year: year)
    func lines(_ list: [RegionRanking.Line]) -> [Line] {
      list.map { line in
        Line(
          region: line.place.code, name: line.place.name,
          jobs: FixedDecimal.rounded(line.jobs, decimals: 1),
          percentOfBaselineJobs: FixedDecimal.rounded(line.percent, decimals: 4),
          band: sheet.band(.employment, year: year, in: line.place)
            .map { rounded($0, decimals: 1) })
      }
    }
    return Ranking(
      year: sheet.result.years[year], losersByJobs: lines(ranking.losersByJobs),
      gainersByJobs: lines(ranking.gainersByJobs),
      losersByPercent: lines(ranking.losersByPercent),
      gainersByPercent: lines(ranking.gainersByPercent))
  }
}

/// A rounded figure, or nothing when it is unknown.
private func known(_ value: Double, decimals: Int) -> Double? {
  value.isFinite ? FixedDecimal.rounded(value, decimals: decimals) : nil
}
