import ImpactAxes
import ImpactDocuments

/// Labour of an electric against a combustion vehicle, by stage, as one study or judgement has it.
///
/// Entries `labour.set.<name>.assembly` and either `.powertrain_ex_cells` or `.powertrain_incl_cells`.
public enum LabourSet: String, Sendable, CaseIterable {
  /// The catalogue's judgement over all studies.
  case central
  /// ELAB 2.0, Fraunhofer IAO and others, 2018.
  case elab
  /// Fraunhofer IAO for Volkswagen, 2020.
  case fraunhoferVW = "fraunhofer-vw"
  /// Boston Consulting Group, 2020.
  case bcg
  /// Carnegie Mellon: Cotterman and others, 2024.
  case cmu

  func key(_ stage: String) -> String { "labour.set.\(rawValue).\(stage)" }
  /// Whether the powertrain ratio of the set counts cells too.
  var includesCells: Bool { self == .cmu }
  var powertrainKey: String {
    key(includesCells ? "powertrain_incl_cells" : "powertrain_ex_cells")
  }
}

/// Persons for each unit of changed output of electric components.
///
///     g·(e_EDR·b_EDR + e_PAC·b_PAC) = ρ·e_ICE·b_ICE          packs and drives, cells apart
///     g_CEL = (J(t)/J₀)·(b_CEL(2025)/b_CEL(t))               jobs per GWh, output is money
///
/// e are persons per million EUR of the regions in scope, b the recipe of a battery car and a
/// combustion car in year t, ρ the set's ratio, J jobs per GWh, J₀ those of the accounts. Where the
/// ratio counts cells, one g holds for the three industries.
extension DriveTrain {
  static let cellJobsKey = "labour.battery.jobs_per_gwh"
  static let cellJobs2035Key = "labour.battery.jobs_per_gwh.2035"

  /// Assembly labour of a drive train relative to the combustion car.
  func assemblyRatio(_ technology: Technology, _ catalogue: ParameterCatalogue) throws -> Double {
    if technology == .bev, let labourSet {
      return try catalogue.central(labourSet.key("assembly"))
    }
    return try Self.labourKeys[technology].map { try catalogue.central($0) } ?? 1
  }

  func scaleComponentLabour(
    _ recipes: VehicleRecipes, in mask: ScopeMask, state: inout LeverState
  ) throws {
    guard labourSet != nil || cellJobs != nil, intensity > 0 else { return }
    let context = state.context
    let regions = context.economy.regions.indices.filter { mask.regions[$0] }
    let catalogue = context.catalogue
    let electric = recipes.costs(of: .bev, year: state.year)
    let combustion = recipes.costs(of: .ice, year: state.year)
    func labour(_ codes: [String], _ costs: [Int: Double]) -> Double {
      codes.reduce(0) { sum, code in
        guard let i = context.industryIndex[code], let cost = costs[i] else { return sum }
        return sum + cost * Self.persons(of: i, in: regions, context)
      }
    }
    var codes: [String] = []
    if let labourSet {
      codes = [AutomotiveBlock.electricDrive, AutomotiveBlock.packs]
      if labourSet.includesCells { codes.append(AutomotiveBlock.cells) }
      let ratio = try catalogue.central(labourSet.powertrainKey)
      let (before, after) = (
        labour([AutomotiveBlock.combustion], combustion), labour(codes, electric)
      )
      if before > 0, after > 0 {
        scale(codes, by: ratio * before / after, in: regions, &state)
        state.report(
          "electric powertrain labour", after / before, "of a combustion one",
          at: self.regions.names[0], lever: id)
      }
    }
    if !codes.contains(AutomotiveBlock.cells), let i = context.industryIndex[AutomotiveBlock.cells],
      let now = electric[i], let early = recipes.costs(of: .bev, year: 2025)[i], now > 0
    {
      let base = try catalogue.central(Self.cellJobsKey)
      let path =
        try cellJobs
        ?? DatedPath(points: [
          .init(year: 2025, value: base),
          .init(year: 2035, value: try catalogue.central(Self.cellJobs2035Key)),
        ])
      scale(
        [AutomotiveBlock.cells], by: path.value(in: state.year) / base * early / now, in: regions,
        &state)
    }
  }

  private func scale(
    _ codes: [String], by factor: Double, in regions: [Int], _ state: inout LeverState
  ) {
    for code in codes {
      guard let i = state.context.industryIndex[code] else { continue }
      for s in regions {
        state.scaleMarginalLabour(state.context.economy.index(region: s, industry: i), by: factor)
      }
    }
  }

  /// Persons per million EUR over regions where both are known.
  private static func persons(of i: Int, in regions: [Int], _ context: LeverContext) -> Double {
    let satellites = context.economy.satellites
    var (persons, output) = (0.0, 0.0)
    for s in regions {
      let k = context.economy.index(region: s, industry: i)
      guard satellites.employment[k].isFinite else { continue }
      persons += satellites.employment[k]
      output += satellites.output[k]
    }
    return output > 0 ? persons / output : 0
  }
}
