/// Persons of C29 by region, split into vehicle assembly, combustion powertrain and other parts.
///
/// Rows are regions with their C29 persons, columns the block's totals for the whole of the European
/// Union (default 45, 25 and 30 %). The prior follows the plant register: persons of registered
/// plants plus a floor, so that regions without a registered plant keep a composition of their own
/// and a region of engine makers differs from a region of assemblers.
package struct BlockPersons: Sendable {
  /// `values[r][part]`, parts as in `USDetail.Part`.
  package let values: [[Double]]

  package init(
    regions: [String], persons: [Double], register: PlantRegister, assumptions: BuildAssumptions
  ) throws {
    let names = ["vehicles", "combustion", "other_components"]
    let shares = try names.map { try assumptions("build.block.persons_share.\($0)") / 100 }
    let floors = try names.map { try assumptions("build.block.floor.\($0)") }
    guard abs(shares.reduce(0, +) - 1) < 1e-9 else {
      throw BuildFault(
        "the shares of the automotive block sum to \(shares.reduce(0, +)), expected 1")
    }
    let prior = regions.indices.flatMap { r in
      let region = regions[r]
      return [
        floors[0] * persons[r] + (persons[r] > 0 ? register.persons(.assembly, in: region) : 0),
        floors[1] * persons[r] + (persons[r] > 0 ? register.persons(.powertrain, in: region) : 0),
        floors[2] * persons[r],
      ]
    }
    let total = persons.reduce(0, +)
    let fit = try BiproportionalFit.fit(
      prior: prior, rows: persons, columns: shares.map { $0 * total }, tolerance: 1e-12)
    values = regions.indices.map { Array(fit.values[$0 * 3..<$0 * 3 + 3]) }
  }
}
