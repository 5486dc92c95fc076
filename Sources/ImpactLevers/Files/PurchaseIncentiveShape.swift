import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `purchase-incentive` stands in a scenario file.
struct PurchaseIncentiveShape: Sendable {
  let common: CommonLeverKeys
  let programme: ProgrammeKeys
  let madeIn: MadeInKeys
  let budgets = CarBudgetKeys()
  let amounts: Key<[String: DatedPath]>
  let response = Key(
    "response", Shape<String>.choice(PurchaseIncentive.Response.allCases.map(\.rawValue)),
    "How buyers answer: by shares of the market, or by their own price.")
  let additionality = Key(
    "additionality", Shape<Double>.partialShare,
    "Share of supported cars that would not be bought otherwise, in place of `response`.")
  let priceCap = Key(
    "price-cap", Shape<Double>.quantity(unit: "EUR/car"),
    "Highest price of an eligible car, in prices of 2024.")
  let eligibleShare = Key(
    "eligible-share", Shape<Double>.share,
    "Share of cars that meet further conditions, such as content or an environmental score.")
  let offset = Key(
    "offset", Shape<Double>.share,
    "Share of the cars bought more that makers sell less elsewhere, since a standard binds.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    programme = ProgrammeKeys(context)
    madeIn = MadeInKeys(context)
    let combustion = "a bonus is for cars that can be charged or filled with hydrogen"
    amounts = Key(
      "amounts", required: true,
      .table(
        of: .path(of: .quantity(unit: "EUR/car"), lastYear: context.years?.last),
        names: PurchaseIncentive.supported.map(\.rawValue),
        "a mapping of drive trains to EUR/car", atLeast: 1,
        refusals: ["ice": combustion, "hev": combustion, "efuel": combustion]),
      "Bonus for a car by drive train, in prices of 2024.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [amounts.outline] + programme.outlines + [
      response.outline, additionality.outline, priceCap.outline, eligibleShare.outline,
    ] + madeIn.outlines + budgets.outlines + [offset.outline]
  }

  var leverShape: LeverShape {
    LeverShape(key: PurchaseIncentive.key, outlines: outlines, tables: [amounts.name]) {
      node, problems in read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> PurchaseIncentive? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    var lever = PurchaseIncentive(
      amounts: DriveTrainMarketKeys.byTechnology(fields.value(amounts, &problems) ?? [:]))
    lever.id = fields.value(common.id, &problems) ?? PurchaseIncentive.key
    lever.intensity = fields.value(common.intensity, &problems) ?? 1
    lever.regions = fields.value(common.regions, &problems) ?? .eu27
    lever.terms = programme.read(fields, &problems)
    let (places, share) = madeIn.read(fields, &problems)
    lever.cars = budgets.read(fields, &problems)
    (lever.cars.madeIn, lever.cars.madeInShare) = (places, share)
    lever.response =
      fields.value(response, &problems).flatMap(PurchaseIncentive.Response.init) ?? .salesShare
    lever.additionality = fields.value(additionality, &problems)
    lever.priceCap = fields.value(priceCap, &problems)
    lever.eligibleShare = fields.value(eligibleShare, &problems) ?? 1
    lever.offset = fields.value(offset, &problems) ?? 0
    if lever.additionality != nil, fields[response.name] != nil, let node = fields["additionality"]
    {
      problems.append(
        Problem(
          at: node.location, path: node.path, "the answer of buyers is given twice",
          expected: "either `response` or `additionality`"))
    }
    return problems.count == known ? lever : nil
  }
}
