public import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Public money for plants: what it triggers, what it builds, what a job costs.
///
///     I(t) = M(t)/a,  additional α·I(t);  capacity(t) = Σ_{τ ≤ t − b} α·I(τ)/K
///
/// M aid, a aid intensity, α additionality, b years of construction, K investment per GWh for cells and
/// per EUR of yearly sales else. Aid for what would have been built anyway is a gift: it costs the
/// treasury and builds nothing. Sources: catalogue `state_aid.*`, `fund.*`;
/// Documentation/Methods/state-aid.md.
public struct StateAid: Lever {
  /// The word for this lever in scenario files.
  public static let key = "state-aid"

  /// Stage of the supply chain that is aided.
  public enum Stage: String, Sendable, CaseIterable {
    case cells, packs, drives, materials, components, chargers, vehicles

    /// Industry that makes it.
    var industry: String {
      switch self {
      case .cells: AutomotiveBlock.cells
      case .packs: AutomotiveBlock.packs
      case .drives: AutomotiveBlock.electricDrive
      case .materials: "C20"
      case .components: AutomotiveBlock.otherComponents
      case .chargers: "C27"
      case .vehicles: AutomotiveBlock.vehicles
      }
    }

    /// Basket of the investment, and prefix of the displaced sales.
    var basket: String { self == .cells ? "cells" : "plant" }
    var displaced: String { self == .cells ? "battery" : "plant" }
  }

  /// A fund whose money stands in the catalogue.
  public enum Preset: String, Sendable, CaseIterable {
    /// Battery Booster of the action plan of March 2025; loans count with their grant equivalent.
    case batteryBooster = "battery-booster"
    /// Innovation Fund, battery call of 2024.
    case innovationFund = "innovation-fund-24"
  }

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the money.
  public var intensity: Double
  /// Where aid is given.
  public var regions: Scope
  /// M, million EUR of 2024 by year.
  public var budget: DatedPath
  /// What is aided.
  public var stage: Stage
  /// a, share of the investment; nil: catalogue.
  public var aidIntensity: Double?
  /// α; nil: catalogue.
  public var additionality: Double?
  /// How plants are spread over regions.
  public var places: ProgrammePlaces
  /// Price of packs by year, USD/kWh, that the value of a GWh follows; nil: that of 2025.
  public var packPrice: DatedPath?
  /// Where equipment is made; nil: as investment goods are bought.
  public var equipment: EquipmentOrigin?
  /// Whose sales the plants take.
  public var displacement: SalesDisplacement
  /// Who pays.
  public var funds: PublicFunds

  /// A programme of aid; what is left out is taken from the catalogue.
  public init(
    id: String = StateAid.key, intensity: Double = 1, regions: Scope = .eu27, budget: DatedPath,
    stage: Stage, aidIntensity: Double? = nil, additionality: Double? = nil,
    places: ProgrammePlaces = .vehicleOutput, packPrice: DatedPath? = nil,
    equipment: EquipmentOrigin? = nil, displacement: SalesDisplacement = SalesDisplacement(),
    funds: PublicFunds = PublicFunds()
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.budget = budget
    self.stage = stage
    self.aidIntensity = aidIntensity
    self.additionality = additionality
    self.places = places
    self.packPrice = packPrice
    self.equipment = equipment
    self.displacement = displacement
    self.funds = funds
  }

  static let intensityKey = "state_aid.intensity"
  static let additionalityKey = "state_aid.additionality"
  static let ratioKey = "state_aid.capital_output"

  var keys: [String] {
    let cells = [
      "battery.capex", "battery.utilisation", DriveTrain.cellJobsKey, DriveTrain.cellJobs2035Key,
      ContentCapacity.cellValueKey, ContentCapacity.packPriceKey,
    ]
    return InvestmentPurchase.keys + [
      Self.intensityKey, Self.additionalityKey, "plant.build_years",
      "\(stage.displaced).displaced_imports", "\(stage.displaced).displaced_makers",
    ] + (stage == .cells ? cells : [Self.ratioKey])
  }

  /// Missing parameters and industries, places without weight, money without years.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems = context.catalogue.problems(requiring: keys)
    guard problems.isEmpty else { return problems }
    problems += InvestmentProject.problems(
      id, kind: stage.basket, product: stage.industry, equipment: equipment, context)
    problems += displacement.problems(id, stage.displaced, context.catalogue)
    problems += funds.problems(id, context)
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    if budget.isConstant {
      problems.append(
        Problem(
          at: nil, path: "\(id).budget", "the money has no years",
          expected: "a mapping of years to million EUR"))
    }
    guard problems.isEmpty else { return problems }
    return places.problems(id, in: mask, context)
  }
}
