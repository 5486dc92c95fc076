import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Keys of `drive-train` about what is registered, where, and how plants follow.
struct DriveTrainMarketKeys: Sendable {
  let registrations: Key<[String: [String: DatedPath]]>
  let preset = Key(
    "preset", Shape<String>.choice(StandardPreset.allCases.map(\.rawValue)),
    "Paths of registrations from the catalogue: an emission standard.")
  let averaging = Key(
    "averaging", Shape<Bool>.boolean,
    "Whether the targets of 2025 are met on the average of 2025 to 2027.")
  let conversion: Key<[String: Int]>
  let imports: Key<ImportSharesShape.Value>
  let vehicles = Key(
    "vehicles", Shape<String>.choice(DriveTrain.VehicleScope.allCases.map(\.rawValue)),
    "The class of vehicles that changes; one lever for each class.")
  let volume: Key<[String: DatedPath]>
  let price: Key<[String: DatedPath]>

  init(_ context: ReadingContext) {
    let places = context.vocabulary.places
    let lastYear = context.years?.last
    registrations = Key(
      "registrations",
      .table(
        of: Self.shares(context), names: places,
        "a mapping of places of sale to shares by drive train and year", atLeast: 1,
        repeating: false),
      "Shares of new registrations by place of sale, drive train and year.")
    imports = Key(
      "imports", ImportSharesShape.shape(context),
      "Shares of registrations that come from origins outside the regions, by drive train.")
    conversion = Key(
      "conversion",
      .table(
        of: .integer(-15...15, "a whole number of years from -15 to 15"), names: places,
        "a mapping of places of production to years ahead of the market", atLeast: 1,
        repeating: false),
      "Years by which plants are ahead of the markets they deliver to (negative: behind).")
    volume = Key(
      "volume",
      .table(
        of: .path(of: .rate, lastYear: lastYear), names: places,
        "a mapping of places of sale to vehicles bought against the base year", atLeast: 1,
        repeating: false),
      "Vehicles bought against the base year, by place of sale and year.")
    price = Key(
      "price",
      .table(
        of: .path(of: .priceLevel, lastYear: lastYear), names: places,
        "a mapping of places of sale to prices of vehicles against the base year", atLeast: 1,
        repeating: false),
      "Price of vehicles against the base year beside what their cost does, by place and year.")
  }

  var outlines: [KeyOutline] {
    [
      registrations.outline, preset.outline, averaging.outline, conversion.outline,
      imports.outline, vehicles.outline, volume.outline, price.outline,
    ]
  }

  var tables: [String] { [registrations.name, conversion.name, volume.name, price.name] }

  func read(_ fields: Fields, into lever: inout DriveTrain, _ problems: inout [Problem]) {
    lever.registrations = (fields.value(registrations, &problems) ?? [:])
      .mapValues { MarketPath(Self.byTechnology($0)) }
    lever.preset = fields.value(preset, &problems).flatMap(StandardPreset.init)
    lever.averaging = fields.value(averaging, &problems) ?? true
    lever.conversion = fields.value(conversion, &problems) ?? [:]
    switch fields.value(imports, &problems) {
    case .observed: lever.observedImports = true
    case .table(let table):
      for (name, origins) in table {
        if let technology = Technology(rawValue: name) { lever.imports[technology] = origins }
      }
    case nil: break
    }
    lever.vehicles = fields.value(vehicles, &problems).flatMap(DriveTrain.VehicleScope.init) ?? .all
    lever.volume = fields.value(volume, &problems) ?? [:]
    lever.price = fields.value(price, &problems) ?? [:]
  }

  static func byTechnology(_ paths: [String: DatedPath]) -> [Technology: DatedPath] {
    Dictionary(
      uniqueKeysWithValues: paths.compactMap { name, path in
        Technology(rawValue: name).map { ($0, path) }
      })
  }

  /// Shares by drive train and year, which leave a rest for combustion.
  static func shares(_ context: ReadingContext) -> Shape<[String: DatedPath]> {
    Shape<[String: DatedPath]>
      .table(
        of: .path(of: .share, lastYear: context.years?.last),
        names: Technology.allCases.filter { $0 != .ice }.map(\.rawValue),
        "a mapping of drive trains to shares by year", atLeast: 1,
        refusals: [
          Technology.ice.rawValue: "combustion cars take what the other drive trains leave"
        ]
      )
      .checked { paths, node, problems in
        isWithinWhole(paths, years: context.years ?? [], node, &problems)
      }
  }

  /// Shares of paths that have begun add up to at most 1 in every year of the horizon; before its
  /// first year a path starts from the economy's own mix, which is not known here.
  static func isWithinWhole(
    _ paths: [String: DatedPath], years: [Int], _ node: DocumentNode, _ problems: inout [Problem]
  ) -> Bool {
    /// Rounding of decimal shares.
    let tolerance = 1e-9
    for year in years {
      let begun = paths.values.filter { $0.first.year <= year }
      let sum = begun.map { $0.value(in: year) }.sorted().reduce(0, +)
      guard sum > 1 + tolerance else { continue }
      let percent = (sum * 1000).rounded() / 10
      problems.append(
        Problem(
          at: node.location, path: node.path,
          "the shares add up to \(percent) % in \(year)", expected: "at most 100 % together"))
      return false
    }
    return true
  }
}

extension Shape where Value == Double {
  /// A price against today's: above zero, `100 %` is unchanged.
  static var priceLevel: Shape {
    let expectation = "a price level above 0 %, such as `95 %`"
    return Shape.rate.checked(expectation: expectation) { value, node, problems in
      guard value <= 0 else { return true }
      problems.append(
        Problem(
          at: node.location, path: node.path, "a price of zero gives vehicles away",
          expected: expectation))
      return false
    }
  }
}
