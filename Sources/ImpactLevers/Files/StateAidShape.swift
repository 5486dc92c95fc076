import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `state-aid` stands in a scenario file.
struct StateAidShape: Sendable {
  let common: CommonLeverKeys
  let shared: InvestmentKeys
  let catalogue: ParameterCatalogue
  let preset = Key(
    "preset", Shape<String>.choice(StateAid.Preset.allCases.map(\.rawValue)),
    "A fund whose money stands in the catalogue; it aids cells.")
  let budget: Key<DatedPath>
  let stage = Key(
    "stage", Shape<String>.choice(StateAid.Stage.allCases.map(\.rawValue)),
    "Stage of the supply chain that is aided.")
  let aidIntensity = Key(
    "aid-intensity", Shape<Double>.share, "Aid as a share of the investment.")
  let additionality = Key(
    "additionality", Shape<Double>.share,
    "Share of the aided investment that would not have happened otherwise.")
  let packPrice: Key<DatedPath>

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    shared = InvestmentKeys(context)
    catalogue = context.vocabulary.catalogue
    budget = Key("budget", InvestmentKeys.budget(context), "Aid by year, million EUR of 2024.")
    packPrice = Key(
      "battery-pack-price",
      .path(of: .quantity(unit: "USD/kWh"), lastYear: context.years?.last),
      "Price of packs by year, which the value of a GWh follows; that of 2025 when left out.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [
      preset.outline, budget.outline, stage.outline, aidIntensity.outline,
      additionality.outline, shared.places.outline, packPrice.outline, shared.equipment.outline,
    ] + shared.displacement + shared.funds
  }

  var leverShape: LeverShape {
    LeverShape(key: StateAid.key, outlines: outlines, tables: []) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> StateAid? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    let preset = fields.value(self.preset, &problems).flatMap(StateAid.Preset.init)
    let money = fields.value(budget, &problems)
    let stage = fields.value(self.stage, &problems).flatMap(StateAid.Stage.init)
    let path = money ?? preset.flatMap { budget(of: $0, node, &problems) }
    var lever = StateAid(
      budget: path ?? DatedPath(constant: 0), stage: stage ?? .cells)
    lever.id = fields.value(common.id, &problems) ?? StateAid.key
    lever.intensity = fields.value(common.intensity, &problems) ?? 1
    lever.regions = fields.value(common.regions, &problems) ?? .eu27
    lever.aidIntensity = fields.value(aidIntensity, &problems)
    lever.additionality = fields.value(additionality, &problems)
    lever.places = fields.value(shared.places, &problems) ?? .vehicleOutput
    lever.packPrice = fields.value(packPrice, &problems)
    lever.equipment = fields.value(shared.equipment, &problems)
    lever.displacement = shared.readDisplacement(fields, &problems)
    lever.funds = shared.readFunds(fields, &problems)
    guard problems.count == known else { return nil }
    func refuse(_ key: String, _ message: String, _ expected: String) {
      problems.append(
        Problem(
          at: node[key]?.location ?? node.location, path: node.path(of: key), message,
          expected: expected))
    }
    if path == nil { refuse("budget", "there is no money", "`budget` or `preset`") }
    if stage == nil && preset == nil {
      refuse("stage", "nobody says what is aided", self.stage.shape.expectation)
    }
    if lever.aidIntensity == 0 {
      refuse("aid-intensity", "aid of 0 % triggers no investment", "a share above 0 %")
    }
    return problems.count == known ? lever : nil
  }

  /// Money of a fund by year, million EUR of 2024.
  private func budget(
    of preset: StateAid.Preset, _ node: DocumentNode, _ problems: inout [Problem]
  ) -> DatedPath? {
    do {
      switch preset {
      case .batteryBooster:
        let total = try catalogue.central("fund.battery_booster")
        let loans = try catalogue.central("fund.battery_booster.loans")
        let worth = try catalogue.central("state_aid.loan_grant_equivalent") / 100
        let money = total - loans + loans * worth
        return DatedPath(points: (2025...2027).map { .init(year: $0, value: money / 3) })
      case .innovationFund:
        let money = try catalogue.central("fund.if24")
        return DatedPath(points: (2026...2028).map { .init(year: $0, value: money / 3) })
      }
    } catch let report as ProblemReport {
      problems += report.problems.map {
        Problem(
          at: node["preset"]?.location, path: node.path(of: "preset"), $0.message,
          expected: $0.expected)
      }
    } catch {
      problems.append(node.mismatch("\(error)"))
    }
    return nil
  }
}
