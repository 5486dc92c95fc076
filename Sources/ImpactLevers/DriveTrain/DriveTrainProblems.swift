import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments

/// What keeps the lever from acting.
extension DriveTrain {
  /// Unknown places, missing assumptions, industries or mixes, and shares above 1.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    problems += placeProblems(context)
    problems += conflicts
    if mix[.ice] != nil || registrations.values.contains(where: { $0.shares[.ice] != nil }) {
      problems.append(
        Problem(
          at: nil, path: "\(id).mix", "`ice` has a path of its own",
          expected: "paths for \(Self.named); combustion takes the rest"))
    }
    problems += context.catalogue.problems(requiring: marketKeys)
    if fleetCheck { problems += context.catalogue.problems(requiring: FleetCensus.keys) }
    if let usePhase { problems += usePhase.problems(in: context) }
    let assemblers = context.assemblers(in: mask)
    guard problems.isEmpty, !assemblers.isEmpty, hasMarkets || !mix.isEmpty else { return problems }
    problems += VehicleRecipes.problems(
      catalogue: context.catalogue, groups: context.groups, industryIndex: context.industryIndex,
      hasPackPrice: batteryPackPrice != nil || batteryLearning != nil, hasFuelCells: names(.fcev),
      vehicles: vehicles)
    problems += recipeGaps(context)
    problems += importProblems(context, years: years)
    problems += context.catalogue.problems(requiring: recipeKeys)
    if followsMarkets { return problems + marketProblems(context, years: years) }
    let countries = Set(assemblers.map { context.economy.regions[$0].country }).sorted()
    for country in countries {
      problems += mixProblems(country, context: context, years: years)
    }
    return problems
  }

  /// Drive trains that a path may name.
  static let named = "hev, phev, bev, fcev or efuel"

  /// Whether a path names a drive train.
  func names(_ technology: Technology) -> Bool {
    mix[technology] != nil || registrations.values.contains { $0.shares[technology] != nil }
      || technology == .fcev && (preset?.namesFuelCells ?? false)
  }

  private var recipeKeys: [String] {
    var keys = Self.labourKeys.filter { $0.key != .fcev || names(.fcev) }.map(\.value)
    if factoryCostShare == nil { keys.append(Self.factoryCostKey) }
    if passThrough == nil { keys.append(Self.passThroughKey) }
    if demandElasticity == nil { keys.append(Self.elasticityKey) }
    if let labourSet { keys += [labourSet.key("assembly"), labourSet.powertrainKey] }
    if labourSet != nil || cellJobs != nil { keys.append(Self.cellJobsKey) }
    if cellPlants != nil { keys += ContentCapacity.plantYears }
    if labourSet != nil, cellJobs == nil { keys.append(Self.cellJobs2035Key) }
    if batteryLearning != nil { keys += BatteryLearning.keys }
    keys += vehicles.shareKeys
    return keys.sorted()
  }

  private var marketKeys: [String] {
    var keys: [String] = []
    if hasMarkets {
      keys += [VehicleMarkets.flexibleKey, MarketProduction.oddsKey] + vehicles.shareKeys
    }
    if preset != nil, !averaging { keys += StandardPreset.averagingKeys }
    if movesVolume, demandElasticity == nil { keys.append(Self.elasticityKey) }
    return keys
  }

  /// Keys that do not go together.
  private var conflicts: [Problem] {
    var problems: [Problem] = []
    func refuse(_ key: String, _ message: String, _ expected: String) {
      problems.append(Problem(at: nil, path: "\(id).\(key)", message, expected: expected))
    }
    if mix.isEmpty, !hasMarkets, !movesVolume {
      refuse(
        "mix", "the lever says neither what is made nor what is bought",
        "`mix`, `registrations`, `preset`, `volume` or `price`")
    }
    if !averaging, preset == nil {
      refuse("averaging", "there is no preset whose targets could be averaged", "a `preset`")
    }
    if !conversion.isEmpty, !followsMarkets {
      refuse(
        "conversion", "plants cannot be ahead of markets when production is given",
        "`registrations` or `preset`, and no `mix`")
    }
    if batteryLearning != nil, batteryPackPrice != nil {
      refuse(
        "battery-learning", "the price of packs is given as a path too",
        "`battery-pack-price` or `battery-learning`")
    }
    if usePhase != nil, !hasMarkets {
      refuse(
        "use-phase", "nothing says what is registered", "`registrations` or `preset`")
    }
    if fleetCheck, !hasMarkets || !vehicles.followsCars {
      refuse(
        "fleet-check", "nothing says which cars are registered",
        "`registrations` or `preset` of cars")
    }
    if usePhase != nil, !vehicles.followsCars {
      refuse(
        "use-phase", "costs of use are those of cars, the lever is about \(vehicles.rawValue)",
        "`vehicles: cars` or `all`")
    }
    if let preset, (preset.vehicles ?? .cars) != (vehicles == .all ? .cars : vehicles) {
      refuse(
        "preset",
        "`\(preset.rawValue)` is about \((preset.vehicles ?? .cars).rawValue), the lever about "
          + vehicles.rawValue,
        "`vehicles: \((preset.vehicles ?? .cars).rawValue)`, or a preset of the lever's class")
    }
    return problems
  }

  private func placeProblems(_ context: LeverContext) -> [Problem] {
    var problems: [Problem] = []
    let tables: [(String, [String])] = [
      ("registrations", Array(registrations.keys)), ("conversion", Array(conversion.keys)),
      ("volume", Array(volume.keys)), ("price", Array(price.keys)),
    ]
    for (key, places) in tables {
      for place in places.sorted() {
        _ = context.economy.mask(
          of: Scope([place]), path: "\(id).\(key)", problems: &problems)
      }
    }
    return problems
  }

  private func marketProblems(_ context: LeverContext, years: [Int]) -> [Problem] {
    do {
      let markets = try markets(context)
      let leads = Set(conversion.values).union([0])
      for year in years {
        for lead in leads.sorted() {
          if let place = markets.mixes(in: year + lead).excess {
            return [excess(of: place, in: year + lead)]
          }
        }
      }
      return []
    } catch let report as ProblemReport {
      return report.problems
    } catch {
      return [Problem(at: nil, path: id, "\(error)", expected: "markets that can be balanced")]
    }
  }

  func mixProblems(
    _ country: String, context: LeverContext, years: [Int]
  ) -> [Problem] {
    guard let base = try? baseMix(country, context) else {
      return [
        Problem(
          at: nil, path: "\(id).regions",
          "the economy has no technology mix for \(country), where vehicles are made",
          expected: "a mix of drive trains for every country with vehicle output")
      ]
    }
    let updateYear = context.economy.updateYear
    let over = years.filter { productionMix(in: $0, base: base, updateYear: updateYear) == nil }
    guard let year = over.first else { return [] }
    return [
      Problem(
        at: nil, path: "\(id).mix",
        "the shares are negative or sum to more than 100 % in \(country) in \(year)",
        expected: "shares of drive trains of at least 0 that sum to at most 100 %")
    ]
  }
}
