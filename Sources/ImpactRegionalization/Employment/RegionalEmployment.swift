package import ImpactAxes

/// Persons employed by NUTS-2 region (2021) and industry, with what is known about each figure.
///
/// Margins of the regional accounts (2017) hold exactly; inside them the structural business
/// statistics (2015) give the pattern, with confidential cells fitted to every margin that binds.
package struct RegionalEmployment: Sendable, Equatable {
  /// Where a cell comes from.
  package enum Flag: UInt8, Sendable, Equatable {
    /// A published cell, as it is or scaled to the total of its group.
    case published
    /// Estimated: confidential at the source, split by a key, or corrected.
    case estimated
  }

  /// A measured fact about the estimate.
  package struct QualityLine: Sendable, Equatable {
    package let step: String
    package let figure: String
    package let value: Double
    package let unit: String
    package let note: String

    package init(
      _ step: String, _ figure: String, _ value: Double, _ unit: String, _ note: String = ""
    ) {
      self.step = step
      self.figure = figure
      self.value = value
      self.unit = unit
      self.note = note
    }
  }

  /// Regions of the European Union in ascending order of codes.
  package let regions: [Region]
  /// Industry codes of the WIOD 2016 release.
  package let industries: [String]
  /// Persons by region, then industry.
  package let persons: [[Double]]
  /// Origin of each cell of `persons`.
  package let flags: [[Flag]]
  /// Million EUR at current prices, 2014 (France 2015), by region.
  package let domesticProduct: [Double]
  /// Inhabitants, 2014 (France 2015), by region: domestic product over domestic product per head.
  package let population: [Double]
  /// Persons by industry of economies outside the European Union (ISO's three letters); an economy
  /// that is missing has no data.
  package let economies: [String: [Double]]
  package let quality: [QualityLine]

  /// Estimates employment from the sources.
  ///
  /// Throws `ProblemReport` for faulty files and `MarginFitting.Infeasible` for margins that
  /// contradict each other.
  package static func estimate(from sources: EmploymentSources) throws -> RegionalEmployment {
    try EmploymentEstimate(sources).result()
  }
}
