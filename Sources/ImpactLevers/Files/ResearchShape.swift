import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `research` stands in a scenario file.
struct ResearchShape: Sendable {
  let common: CommonLeverKeys
  let shared: InvestmentKeys
  let budget: Key<DatedPath>
  let coFunding = Key(
    "co-funding", Shape<Double>.rate, "Private money for each public EUR.")
  let testBeds = Key(
    "test-beds", Shape<Double>.share, "Share of the money that builds test beds.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    shared = InvestmentKeys(context)
    budget = Key(
      "budget", required: true, InvestmentKeys.budget(context),
      "Public money by year, million EUR of 2024.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [
      budget.outline, coFunding.outline, testBeds.outline, shared.places.outline,
      shared.equipment.outline,
    ] + shared.funds
  }

  var leverShape: LeverShape {
    LeverShape(key: Research.key, outlines: outlines, tables: []) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> Research? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    var lever = Research(budget: DatedPath(constant: 0))
    let money = fields.value(budget, &problems)
    lever.id = fields.value(common.id, &problems) ?? Research.key
    lever.intensity = fields.value(common.intensity, &problems) ?? 1
    lever.regions = fields.value(common.regions, &problems) ?? .eu27
    lever.coFunding = fields.value(coFunding, &problems)
    lever.testBeds = fields.value(testBeds, &problems)
    lever.places = fields.value(shared.places, &problems) ?? .vehicleOutput
    lever.equipment = fields.value(shared.equipment, &problems)
    lever.funds = shared.readFunds(fields, &problems)
    guard let money, problems.count == known else { return nil }
    lever.budget = money
    return lever
  }
}
