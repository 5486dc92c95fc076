import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Paths of registrations that stand in the catalogue under a name.
///
/// `preset.<name>.<place>.<drive train>.<year>`, in per cent of registrations, and for the markets
/// outside the Union `market.stated_policies.<place>.<drive train>.<year>`.
public enum StandardPreset: String, Sendable, CaseIterable {
  /// The law before the package of December 2025: no tailpipe emissions of new cars from 2035.
  case full2035 = "co2-2035-100"
  /// The package of December 2025: minus 90 % in 2035.
  case ninety2035 = "co2-2035-90"
  /// The law's path five years later.
  case delay = "delay-five-years"
  /// Vans under the package of December 2025: minus 40 % in 2030, 18 g/km in 2035.
  case vans90 = "vans-2035-90"
  /// Vans under the law before it: minus 50 % in 2030, no tailpipe emissions from 2035.
  case vans100 = "vans-2035-100"
  /// Trucks under Regulation (EU) 2024/1610: minus 45 % in 2030, 65 % in 2035, 90 % in 2040.
  case trucks = "trucks-2024-1610"
  /// City buses without emissions under the same regulation, coaches as trucks.
  case buses = "buses-2024-1610"

  /// The class whose registrations it is about; nil for cars.
  var vehicles: DriveTrain.VehicleScope? {
    switch self {
    case .full2035, .ninety2035, .delay: nil
    case .vans90, .vans100: .vans
    case .trucks: .trucks
    case .buses: .buses
    }
  }

  /// Whether a path of fuel-cell vehicles is among its paths.
  var namesFuelCells: Bool { self == .trucks || self == .buses }

  static let others = "market.stated_policies."
  static let averagingKeys = ["averaging.fewer_battery_cars", "averaging.registrations"]
  static let averagedYears = 2025...2027

  /// Paths by place.
  ///
  /// Without averaging, 2025 to 2027 hold the battery cars that averaging lets makers
  /// leave out: their number over three years of registrations. The paths of markets outside the Union
  /// are those of cars.
  func paths(
    _ catalogue: ParameterCatalogue, averaging: Bool, withOthers: Bool = true
  ) throws -> [String: MarketPath] {
    var paths = withOthers ? Self.table(prefix: Self.others, in: catalogue) : [:]
    let own = Self.table(prefix: "preset.\(rawValue).", in: catalogue)
    guard !own.isEmpty else {
      throw ProblemReport([
        Problem(
          at: nil, path: "parameters.preset.\(rawValue)", "the catalogue has no such path",
          expected: "entries `preset.\(rawValue).<place>.<drive train>.<year>`")
      ])
    }
    for (place, path) in own {
      var path = path
      if !averaging {
        let cars = try catalogue.central(Self.averagingKeys[0])
        let registrations = try catalogue.central(Self.averagingKeys[1])
        for year in Self.averagedYears {
          path.lift[year] = cars / (registrations * Double(Self.averagedYears.count))
        }
      }
      paths[place] = path
    }
    return paths
  }

  private static func table(
    prefix: String, in catalogue: ParameterCatalogue
  ) -> [String: MarketPath] {
    var points: [String: [Technology: [DatedPath.Point]]] = [:]
    for parameter in catalogue.entries(withPrefix: prefix) {
      let parts = parameter.key.dropFirst(prefix.count).split(separator: ".").map(String.init)
      guard parts.count == 3, let technology = Technology(rawValue: parts[1]),
        let year = Int(parts[2]), let value = parameter.central
      else { continue }
      points[parts[0], default: [:]][technology, default: []]
        .append(DatedPath.Point(year: year, value: value / 100))
    }
    return points.mapValues { byTechnology in
      MarketPath(
        byTechnology.mapValues { DatedPath(points: $0.sorted { $0.year < $1.year }) })
    }
  }
}
