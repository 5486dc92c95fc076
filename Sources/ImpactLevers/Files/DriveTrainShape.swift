import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `drive-train` stands in a scenario file.
struct DriveTrainShape: Sendable {
  let common: CommonLeverKeys
  let response = PriceResponseKeys()
  let mix: Key<[String: DatedPath]>
  let batteryPackPrice: Key<DatedPath>
  let factoryCostShare = Key(
    "factory-cost-share", Shape<Double>.share,
    "Factory cost in the value of a vehicle; the catalogue's value when left out.")

  init(_ context: ReadingContext) {
    let lastYear = context.years?.last
    common = CommonLeverKeys(context)
    let shares = Shape<[String: DatedPath]>
      .table(
        of: .path(of: .share, lastYear: lastYear),
        names: [Technology.hev, .phev, .bev].map(\.rawValue),
        "a mapping of drive trains to shares by year", atLeast: 1,
        refusals: [
          Technology.ice.rawValue: "combustion cars take what the other drive trains leave"
        ])
    mix = Key(
      "mix", required: true,
      shares.checked { paths, node, problems in
        Self.isWithinWhole(paths, years: context.years ?? [], node, &problems)
      }, "Shares of vehicle production by drive train and year; combustion takes the rest.")
    batteryPackPrice = Key(
      "battery-pack-price", .path(of: .quantity(unit: "USD/kWh"), lastYear: lastYear),
      "Price of a pack for battery cars by year, in USD/kWh.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [mix.outline, batteryPackPrice.outline, factoryCostShare.outline]
      + response.outlines
  }

  var leverShape: LeverShape {
    LeverShape(key: DriveTrain.key, outlines: outlines, tables: [mix.name]) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> DriveTrain? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let id = fields.value(common.id, &problems)
    let intensity = fields.value(common.intensity, &problems)
    let regions = fields.value(common.regions, &problems)
    let paths = fields.value(mix, &problems)
    let price = fields.value(batteryPackPrice, &problems)
    let costShare = fields.value(factoryCostShare, &problems)
    let passThrough = fields.value(response.passThrough, &problems)
    let elasticity = fields.value(response.demandElasticity, &problems)
    guard let paths else { return nil }
    let byTechnology = paths.compactMap { name, path in
      Technology(rawValue: name).map { ($0, path) }
    }
    return DriveTrain(
      id: id ?? DriveTrain.key, intensity: intensity ?? 1, regions: regions ?? .eu27,
      mix: Dictionary(uniqueKeysWithValues: byTechnology), batteryPackPrice: price,
      factoryCostShare: costShare, passThrough: passThrough, demandElasticity: elasticity)
  }

  /// Shares of paths that have begun add up to at most 1 in every year of the horizon; before its
  /// first year a path starts from the economy's own mix, which is not known here.
  private static func isWithinWhole(
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
