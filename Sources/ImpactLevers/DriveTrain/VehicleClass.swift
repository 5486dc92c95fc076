import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

extension DriveTrain {
  /// Parts of the vehicle industry that a lever takes hold of.
  public enum VehicleScope: String, Sendable, CaseIterable {
    /// Cars, vans, trucks and buses alike, with the recipe of a car.
    case all
    /// Passenger cars.
    case cars
    /// Light commercial vehicles.
    case vans
    /// Medium and heavy trucks.
    case trucks
    /// Buses and coaches.
    case buses
  }
}

/// The share of a class in what a country's vehicle industry makes.
///
///     σ_c = n_c·u_c / Σ_d n_d·u_d
///
/// n vehicles made in a year (`vehicles.made.<country>.<class>`), u their unit value at the factory gate
/// (`vehicles.unit_value.<class>`, EUR). The accounts hold one vehicle industry, so a class is a share of
/// its output; the four classes add up to one.
extension DriveTrain.VehicleScope {
  static let classes: [Self] = [.cars, .vans, .trucks, .buses]
  static let otherCountry = "other"

  /// The classes whose output it holds.
  package var members: [Self] { self == .all ? Self.classes : [self] }

  /// Whether recipes, registrations and the battery-only plants are those of cars.
  package var followsCars: Bool { self == .all || self == .cars }

  /// The word for one kind of it in a figure.
  var noun: String { self == .all ? "cars" : rawValue }

  static func madeKey(_ country: String, _ part: Self) -> String {
    "vehicles.made.\(country).\(part.rawValue)"
  }

  static func valueKey(_ part: Self) -> String { "vehicles.unit_value.\(part.rawValue)" }

  /// Entries without which no share is known.
  var shareKeys: [String] {
    self == .all
      ? [] : Self.classes.flatMap { [Self.valueKey($0), Self.madeKey(Self.otherCountry, $0)] }
  }

  /// Entry of a recipe: those of a car are per cent of its own cost, those of a class absolute.
  func recipeKey(_ recipe: String, _ group: String) -> String {
    followsCars ? "bom.\(recipe).\(group)" : "bom.\(rawValue).\(recipe).\(group)"
  }

  /// Whether the catalogue has a recipe for a drive train of this class.
  func hasRecipe(_ technology: Technology, _ catalogue: ParameterCatalogue) -> Bool {
    switch technology {
    case .ice, .efuel: return true
    case .bev, .hev, .phev, .fcev:
      if followsCars { return true }
      let recipe = technology == .bev ? "bev2025" : technology.rawValue
      return catalogue[recipeKey(recipe, "battery_cells")] != nil
    }
  }

  /// σ of a country; W is `WORLD`, and a country without figures takes `other`.
  func share(in country: String, _ catalogue: ParameterCatalogue) throws -> Double {
    guard self != .all else { return 1 }
    let known = catalogue[Self.madeKey(country, .cars)] != nil ? country : Self.otherCountry
    var (own, total) = (0.0, 0.0)
    for part in Self.classes {
      let value =
        try catalogue.central(Self.madeKey(known, part))
        * catalogue.central(Self.valueKey(part))
      total += value
      if part == self { own = value }
    }
    return total > 0 ? own / total : 0
  }

  /// σ by region, and W's last, worked out once for a run; nil when the class is the whole industry.
  func knownShares(_ context: LeverContext) throws -> [Double]? {
    try context.runMemo.value("shares of \(rawValue)") { try shares(context) }
  }

  /// σ by region, and W's last; nil when the class is the whole industry.
  private func shares(_ context: LeverContext) throws -> [Double]? {
    guard self != .all else { return nil }
    var known: [String: Double] = [:]
    let countries = context.economy.regions.map(\.country) + ["WORLD"]
    return try countries.map { country in
      if let share = known[country] { return share }
      let share = try share(in: country, context.catalogue)
      known[country] = share
      return share
    }
  }
}

extension DriveTrain {
  static let figureClass = "share in vehicle output"

  /// Drive trains of paths that the class has no recipe for.
  func recipeGaps(_ context: LeverContext) -> [Problem] {
    Technology.allCases.filter { names($0) && !vehicles.hasRecipe($0, context.catalogue) }
      .map { technology in
        let known = Technology.allCases.filter {
          $0 != .ice && vehicles.hasRecipe($0, context.catalogue)
        }
        return Problem(
          at: nil, path: "\(id).\(technology.rawValue)",
          "the catalogue has no recipe for \(vehicles.rawValue) with the drive train "
            + "`\(technology.rawValue)`",
          expected: "one of \(known.map(\.rawValue).joined(separator: ", "))")
      }
  }

  /// Reports σ by country and for the union, weighted by vehicle output.
  func reportClass(_ assemblers: [Int], state: inout LeverState) throws {
    guard vehicles != .all, let shares = try vehicles.knownShares(state.context) else { return }
    let regions = state.context.economy.regions
    let countries = Dictionary(grouping: assemblers) { regions[$0].country }
    for (country, members) in countries.sorted(by: { $0.key < $1.key }) {
      state.report(
        "\(vehicles.rawValue), \(Self.figureClass)", 100 * shares[members[0]], "percent",
        at: country, lever: id)
    }
    let union = assemblers.filter { regions[$0].isEuropeanUnion }
    let weight = union.reduce(0) { $0 + state.context.vehicleOutput($1) }
    guard weight > 0 else { return }
    let mean = union.reduce(0) { $0 + state.context.vehicleOutput($1) * shares[$1] / weight }
    state.report(
      "\(vehicles.rawValue), \(Self.figureClass)", 100 * mean, "percent", at: "EU27", lever: id)
  }
}
