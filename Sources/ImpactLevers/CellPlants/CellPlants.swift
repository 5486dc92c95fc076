import ImpactDocuments
import ImpactEconomies

/// Battery plants of the register that make cells in a year, by region of the union.
///
///     g_r(t) = open_r + ramping_r·ρ(t; first, full) + planned_r·ρ(t; first, full)
///
/// GWh a year, ρ a straight line from 0 to 1 between the first year and the year of full output; which of
/// the three count is the caller's choice. Entries `cell_plants.gwh.<status>.<region>` and
/// `content.capacity.*_from`, `*_full`.
struct CellPlants {
  static let prefix = "cell_plants.gwh."
  static let statuses = ["open", "ramping", "planned"]

  /// Regions with capacity in the year and their GWh, in the order of the economy.
  let capacity: [(region: Int, gwh: Double)]

  init(_ plants: ContentCapacity.Plants, year: Int, _ context: LeverContext) throws {
    let ready = try plants.progress(in: year, context.catalogue)
    capacity = Self.registered(context)
      .compactMap { place in
        let gwh = zip(place.keys, ready)
          .reduce(0) { $0 + (context.catalogue.centralValue($1.0) ?? 0) * $1.1 }
        return gwh > 0 ? (place.region, gwh) : nil
      }
  }

  /// Regions of the union that the register names, with the keys of their three entries; which there are
  /// is the same in all draws and scenarios of an engine.
  private static func registered(_ context: LeverContext) -> [(region: Int, keys: [String])] {
    context.economyMemo.value("cell plants of the register") {
      context.economy.regions.indices.compactMap { r -> (region: Int, keys: [String])? in
        let region = context.economy.regions[r]
        let keys = statuses.map { "\(prefix)\($0).\(region.code)" }
        guard region.isEuropeanUnion,
          keys.contains(where: { context.catalogue.parameters[$0] != nil })
        else { return nil }
        return (r, keys)
      }
    }
  }
}

extension ContentCapacity.Plants {
  /// The part of open, starting and announced plants that makes cells in a year.
  func progress(in year: Int, _ catalogue: ParameterCatalogue) throws -> [Double] {
    let years = try ContentCapacity.plantYears.map { try catalogue.central($0) }
    func line(_ from: Double, _ full: Double) -> Double {
      guard full > from else { return Double(year) >= full ? 1 : 0 }
      return min(1, max(0, (Double(year) - from) / (full - from)))
    }
    return [
      1, self == .open ? 0 : line(years[0], years[1]),
      self == .announced ? line(years[2], years[3]) : 0,
    ]
  }
}
