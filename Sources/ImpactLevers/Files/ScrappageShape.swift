import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `scrappage` stands in a scenario file.
struct ScrappageShape: Sendable {
  let common: CommonLeverKeys
  let programme: ProgrammeKeys
  let budgets = CarBudgetKeys()
  let premiums: Key<DatedPath>
  let amount: Key<DatedPath>
  let additionality = Key(
    "additionality", Shape<Double>.share,
    "Share of the new cars that would not be bought in the same year otherwise.")
  let pulledForward = Key(
    "pulled-forward", Shape<Double>.share,
    "Share of the additional cars that is missing in the years after.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    programme = ProgrammeKeys(context)
    let lastYear = context.years?.last
    premiums = Key(
      "premiums", required: true, .path(of: .quantity(unit: "cars"), lastYear: lastYear),
      "Old cars that get a premium in a year.")
    amount = Key(
      "amount", required: true, .path(of: .quantity(unit: "EUR/car"), lastYear: lastYear),
      "Premium for an old car, in prices of 2024.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [premiums.outline, amount.outline] + programme.outlines + [
      additionality.outline, pulledForward.outline,
    ] + budgets.outlines
  }

  var leverShape: LeverShape {
    LeverShape(key: Scrappage.key, outlines: outlines, tables: []) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> Scrappage? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    for key in ["from", "to"] where fields[key] == nil {
      problems.append(
        Problem(
          at: node.location, path: node.path, "the key `\(key)` is missing",
          expected: "the first and the last year of the scheme"))
    }
    let premiums = fields.value(self.premiums, &problems)
    let amount = fields.value(self.amount, &problems)
    let terms = programme.read(fields, &problems)
    guard let premiums, let amount else { return nil }
    var lever = Scrappage(premiums: premiums, amount: amount, terms: terms)
    lever.id = fields.value(common.id, &problems) ?? Scrappage.key
    lever.intensity = fields.value(common.intensity, &problems) ?? 1
    lever.regions = fields.value(common.regions, &problems) ?? .eu27
    lever.cars = budgets.read(fields, &problems)
    lever.additionality = fields.value(additionality, &problems)
    lever.pulledForward = fields.value(pulledForward, &problems)
    return problems.count == known ? lever : nil
  }
}
