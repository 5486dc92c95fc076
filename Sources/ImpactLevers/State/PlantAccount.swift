package import ImpactEconomies

/// A plant that a lever sets up, or closes, beside the industry of its region.
///
///     output = inputs + value added + taxes on inputs and what the accounts leave open
///
/// All money is million EUR of the base year, jobs are persons; a closure has negative values. The
/// plant's inputs stand in `LeverState.plantInputs` and go through the suppliers of the year; its own
/// output, value added, jobs and pay are counted as they stand here.
package struct PlantAccount: Sendable {
  package let lever: String
  package let region: Int
  package let industry: Int
  /// Index `region * S + industry`.
  package let index: Int
  package var output = 0.0
  /// Σ of what it buys, basic prices.
  package var inputs = 0.0
  package var valueAdded = 0.0
  package var jobs = 0.0
  /// Compensation of employees.
  package var compensation = 0.0
  /// Part of `compensation` that people who live around the region earn; the rest goes elsewhere.
  package var localPay = 0.0
  /// Whether the union's mean recipe stands in for one of the country.
  package var takesMeanRecipe = false

  package init(lever: String, region: Int, industry: Int, economy: Economy) {
    self.lever = lever
    self.region = region
    self.industry = industry
    index = economy.index(region: region, industry: industry)
  }
}
