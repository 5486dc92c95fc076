import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `drive-train` stands in a scenario file.
struct DriveTrainShape: Sendable {
  let common: CommonLeverKeys
  let response = PriceResponseKeys()
  let markets: DriveTrainMarketKeys
  let mix: Key<[String: DatedPath]>
  let labourSet = Key(
    "labour-set", Shape<String>.choice(LabourSet.allCases.map(\.rawValue)),
    "Labour of an electric against a combustion vehicle, by stage, after one study.")
  let cellJobs: Key<DatedPath>
  let cellPlants = Key(
    "cell-plants", Shape<String>.choice(ContentCapacity.Plants.allCases.map(\.rawValue)),
    "Plants of the register from which cells of the union come, by their GWh.")
  let batteryPackPrice: Key<DatedPath>
  let batteryLearning = Key(
    "battery-learning", Shape<Double>.share,
    "Fall of the pack price with each doubling of all cells ever made.")
  let usePhase = Key(
    "use-phase", UsePhaseShape.shape, "What the changed fleet costs and whom it pays.")
  let fleetCheck = Key(
    "fleet-check", Shape<Bool>.boolean,
    "Whether all cars in use, their fuel, power and CO2 are reported beside the target of 2050.")
  let factoryCostShare = Key(
    "factory-cost-share", Shape<Double>.share,
    "Factory cost in the value of a vehicle; the catalogue's value when left out.")

  init(_ context: ReadingContext) {
    let lastYear = context.years?.last
    common = CommonLeverKeys(context)
    markets = DriveTrainMarketKeys(context)
    mix = Key(
      "mix", DriveTrainMarketKeys.shares(context),
      "Shares of vehicle production by drive train and year; combustion takes the rest.")
    cellJobs = Key(
      "cell-jobs", .path(of: .quantity(unit: "jobs/GWh"), lastYear: lastYear),
      "Jobs in new cell plants by year, in jobs/GWh.")
    batteryPackPrice = Key(
      "battery-pack-price", .path(of: .quantity(unit: "USD/kWh"), lastYear: lastYear),
      "Price of a pack for battery cars by year, in USD/kWh.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [mix.outline] + markets.outlines + [
      labourSet.outline, cellJobs.outline, cellPlants.outline, batteryPackPrice.outline,
      batteryLearning.outline,
      usePhase.outline, fleetCheck.outline, factoryCostShare.outline,
    ] + response.outlines
  }

  var leverShape: LeverShape {
    LeverShape(
      key: DriveTrain.key, outlines: outlines, tables: [mix.name, usePhase.name] + markets.tables
    ) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> DriveTrain? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    var lever = DriveTrain()
    lever.id = fields.value(common.id, &problems) ?? DriveTrain.key
    lever.intensity = fields.value(common.intensity, &problems) ?? 1
    lever.regions = fields.value(common.regions, &problems) ?? .eu27
    lever.mix = DriveTrainMarketKeys.byTechnology(fields.value(mix, &problems) ?? [:])
    markets.read(fields, into: &lever, &problems)
    lever.labourSet = fields.value(labourSet, &problems).flatMap(LabourSet.init)
    lever.cellJobs = fields.value(cellJobs, &problems)
    lever.cellPlants = fields.value(cellPlants, &problems).flatMap(ContentCapacity.Plants.init)
    lever.batteryPackPrice = fields.value(batteryPackPrice, &problems)
    lever.batteryLearning = fields.value(batteryLearning, &problems)
    lever.usePhase = fields.value(usePhase, &problems)
    lever.fleetCheck = fields.value(fleetCheck, &problems) ?? false
    lever.factoryCostShare = fields.value(factoryCostShare, &problems)
    lever.passThrough = fields.value(response.passThrough, &problems)
    lever.demandElasticity = fields.value(response.demandElasticity, &problems)
    guard problems.count == known else { return nil }
    return isWhole(lever, fields, &problems) ? lever : nil
  }

  /// Whether the keys go together.
  private func isWhole(
    _ lever: DriveTrain, _ fields: Fields, _ problems: inout [Problem]
  ) -> Bool {
    let known = problems.count
    func refuse(_ key: String, _ message: String, _ expected: String) {
      let node = fields[key] ?? fields.node
      problems.append(
        Problem(at: node.location, path: node.path, message, expected: expected))
    }
    let hasMix = fields[mix.name] != nil
    let hasMarkets = fields["registrations"] != nil || fields["preset"] != nil
    if !hasMix, !hasMarkets, fields["volume"] == nil, fields["price"] == nil {
      refuse(
        "", "the lever says neither what is made nor what is bought",
        "one of the keys mix, registrations, preset, volume, price")
    }
    if fields["averaging"] != nil, fields["preset"] == nil {
      refuse("averaging", "there is no preset whose targets could be averaged", "the key `preset`")
    }
    if fields["conversion"] != nil, hasMix || !hasMarkets {
      refuse(
        "conversion", "plants cannot be ahead of markets where production is given",
        "`registrations` or `preset`, and no `mix`")
    }
    if fields[batteryLearning.name] != nil, fields[batteryPackPrice.name] != nil {
      refuse(
        batteryLearning.name, "the price of packs is given as a path too",
        "either `battery-pack-price` or `battery-learning`")
    }
    for key in [usePhase.name, fleetCheck.name] where fields[key] != nil && !hasMarkets {
      refuse(key, "nothing says what is registered", "`registrations` or `preset`")
    }
    if fields["imports"] != nil, hasMix || !hasMarkets {
      refuse(
        "imports", "origins follow what is registered, which nothing says or `mix` overrides",
        "`registrations` or `preset`, and no `mix`")
    }
    refuseOtherClass(lever, fields, refuse)
    return problems.count == known
  }
}

extension DriveTrainShape {
  /// Presets and costs of use of another class than the lever's.
  private func refuseOtherClass(
    _ lever: DriveTrain, _ fields: Fields, _ refuse: (String, String, String) -> Void
  ) {
    if let preset = lever.preset {
      let its = preset.vehicles ?? .cars
      if its != (lever.vehicles == .all ? .cars : lever.vehicles) {
        refuse(
          "preset",
          "the preset is about \(its.rawValue), the lever about \(lever.vehicles.rawValue)",
          "`vehicles: \(its.rawValue)`, or a preset of the lever's class")
      }
    }
    if fields[fleetCheck.name] != nil, !lever.vehicles.followsCars {
      refuse(
        fleetCheck.name, "the fleet is one of cars, the lever is about \(lever.vehicles.rawValue)",
        "`vehicles: cars` or `vehicles: all`")
    }
    if fields[usePhase.name] != nil, !lever.vehicles.followsCars {
      refuse(
        usePhase.name,
        "costs of use are those of cars, the lever is about \(lever.vehicles.rawValue)",
        "`vehicles: cars` or `vehicles: all`")
    }
  }
}

/// The nested keys of `use-phase`.
enum UsePhaseShape {
  static let households = Key(
    "households", Shape<String>.choice(UsePhase.Households.allCases.map(\.rawValue)),
    "What households do with money that cars no longer cost: respend or save it.")

  static let shape = Shape<UsePhase>
    .record([households.outline]) { fields, problems in
      let known = problems.count
      let word = fields.value(households, &problems)
      guard problems.count == known else { return nil }
      return UsePhase(households: word.flatMap(UsePhase.Households.init) ?? .respend)
    }
}
