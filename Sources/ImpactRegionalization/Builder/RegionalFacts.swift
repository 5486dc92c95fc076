package import ImpactAxes
package import ImpactEconomies

/// What is known of regions before accounts are made: who works where, and how much they produce.
package struct RegionalFacts: Sendable {
  /// NUTS-2 regions of the European Union, ascending codes.
  package let regions: [Region]
  /// Persons by region and published industry, `persons[r][i]`.
  package let persons: [[Double]]
  package let flags: [[Economy.EmploymentFlag]]
  /// Gross domestic product of the base year, million EUR.
  package let product: [Double]
  package let population: [Double]
  /// Persons by industry of economies outside the European Union; absent where no source has them.
  package let abroad: [String: [Double]]

  package init(
    regions: [Region], persons: [[Double]], flags: [[Economy.EmploymentFlag]], product: [Double],
    population: [Double], abroad: [String: [Double]]
  ) {
    self.regions = regions
    self.persons = persons
    self.flags = flags
    self.product = product
    self.population = population
    self.abroad = abroad
  }
}
