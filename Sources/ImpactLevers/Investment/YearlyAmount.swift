import ImpactAxes
import ImpactDocuments

extension DatedPath {
  /// Money or work of single years: the path from its first to its last year, nothing outside; one
  /// constant holds in every year.
  package func amount(in year: Int) -> Double {
    guard let last = points.last, !(points.count == 1 && first.year == 0) else {
      return first.value
    }
    return year < first.year || year > last.year ? 0 : value(in: year)
  }

  /// A stock that does not exist before the path begins and stays after its end.
  package func stock(in year: Int) -> Double { year < first.year ? 0 : value(in: year) }

  /// What a stock grows by in a year.
  package func growth(in year: Int) -> Double { stock(in: year) - stock(in: year - 1) }

  /// Whether the path is one value for all years.
  package var isConstant: Bool { points.count == 1 && first.year == 0 }

  /// Jobs for a GWh of cells as the catalogue has them: of 2025, on a straight line to 2035.
  static func cellJobs(_ catalogue: ParameterCatalogue) throws -> DatedPath {
    DatedPath(points: [
      .init(year: 2025, value: try catalogue.central(DriveTrain.cellJobsKey)),
      .init(year: 2035, value: try catalogue.central(DriveTrain.cellJobs2035Key)),
    ])
  }
}
