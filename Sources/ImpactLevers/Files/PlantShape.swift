import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `plant` stands in a scenario file.
struct PlantShape: Sendable {
  let common: CommonLeverKeys
  let shared: InvestmentKeys
  let change = Key(
    "change", Shape<String>.choice(Plant.Change.allCases.map(\.rawValue)),
    "What happens to the plant; opening when left out.")
  let region: Key<String>
  let industry: Key<String>
  let jobs = Key("jobs", Shape<Double>.amount, "Jobs at full output.")
  let sales = Key(
    "sales", Shape<Double>.quantity(unit: InvestmentKeys.million),
    "Sales a year at full output, prices of 2024.")
  let first = Key(
    "first", required: true, Shape<Int>.year, "First year of operation, or of closing.")
  let full = Key("full", Shape<Int>.year, "Year of full effect; the first when left out.")
  let investment = Key(
    "investment", Shape<Double>.quantity(unit: InvestmentKeys.million), "All of the investment.")
  let aid = Key(
    "aid", Shape<Double>.quantity(unit: InvestmentKeys.million), "Public aid in the investment.")
  let replacesTransition = Key(
    "replace-transition", Shape<Bool>.boolean,
    "Whether lines that are shut leave their part in what other levers do; true when left out.")
  let replaces: Key<Plant.Lines>
  let conditions: Key<PlantConditions>

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    shared = InvestmentKeys(context)
    region = Key("region", required: true, .region(in: context.vocabulary), "Code of the region.")
    industry = Key(
      "industry", required: true, .industry(in: context.vocabulary), "Code of what it makes.")
    replaces = Key(
      "replaces", LinesKeys(context).shape, "Lines that a conversion gives up.")
    conditions = Key(
      "conditions", ConditionsKeys(context).shape,
      "Conditions on a foreign owner: hiring, inputs, profit.")
  }

  var outlines: [KeyOutline] {
    [
      common.id.outline, common.intensity.outline, change.outline, region.outline,
      industry.outline, jobs.outline, sales.outline, first.outline, full.outline,
      investment.outline, aid.outline, shared.equipment.outline, replaces.outline,
      replacesTransition.outline, conditions.outline,
    ] + shared.displacement + shared.funds
  }

  var leverShape: LeverShape {
    LeverShape(key: Plant.key, outlines: outlines, tables: []) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> Plant? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    let region = fields.value(self.region, &problems)
    let industry = fields.value(self.industry, &problems)
    let first = fields.value(self.first, &problems)
    guard let region, let industry, let first else {
      readRest(fields, &problems)
      return nil
    }
    var lever = Plant(
      region: region, industry: industry, first: first,
      full: fields.value(full, &problems) ?? first)
    lever.id = fields.value(common.id, &problems) ?? Plant.key
    lever.intensity = fields.value(common.intensity, &problems) ?? 1
    lever.change = fields.value(change, &problems).flatMap(Plant.Change.init) ?? .opening
    lever.jobs = fields.value(jobs, &problems)
    lever.sales = fields.value(sales, &problems)
    lever.investment = fields.value(investment, &problems) ?? 0
    lever.aid = fields.value(aid, &problems) ?? 0
    lever.equipment = fields.value(shared.equipment, &problems)
    lever.replaces = fields.value(replaces, &problems)
    lever.replacesTransition = fields.value(replacesTransition, &problems) ?? true
    lever.conditions = fields.value(conditions, &problems)
    lever.displacement = shared.readDisplacement(fields, &problems)
    lever.funds = shared.readFunds(fields, &problems)
    return problems.count == known ? lever : nil
  }

  /// Faults of the other keys, when a plant cannot be read.
  private func readRest(_ fields: Fields, _ problems: inout [Problem]) {
    _ = fields.value(full, &problems)
    _ = fields.value(common.id, &problems)
    _ = fields.value(common.intensity, &problems)
    _ = fields.value(change, &problems)
    _ = fields.value(jobs, &problems)
    _ = fields.value(sales, &problems)
    _ = fields.value(investment, &problems)
    _ = fields.value(aid, &problems)
    _ = fields.value(shared.equipment, &problems)
    _ = fields.value(replaces, &problems)
    _ = fields.value(replacesTransition, &problems)
    _ = fields.value(conditions, &problems)
    _ = shared.readDisplacement(fields, &problems)
    _ = shared.readFunds(fields, &problems)
  }
}

/// The keys of `replaces`.
private struct LinesKeys: Sendable {
  let industry: Key<String>
  let jobs = Key("jobs", required: true, Shape<Double>.amount, "Jobs on these lines.")

  init(_ context: ReadingContext) {
    industry = Key(
      "industry", required: true, .industry(in: context.vocabulary), "Code of what they made.")
  }

  var shape: Shape<Plant.Lines> {
    .record([industry.outline, jobs.outline]) { fields, problems in
      let industry = fields.value(self.industry, &problems)
      let jobs = fields.value(self.jobs, &problems)
      guard let industry, let jobs else { return nil }
      return Plant.Lines(industry: industry, jobs: jobs)
    }
  }
}

/// The keys of `conditions`.
private struct ConditionsKeys: Sendable {
  let hiring = Key(
    "local-hiring", Shape<Double>.share, "Share of the jobs that people of the region hold.")
  let content = Key(
    "input-content", Shape<Double>.share,
    "Share of all inputs that comes from the zone; as the industry buys when left out.")
  let zone: Key<Scope>
  let profit = Key(
    "profit-abroad", Shape<Double>.share, "Share of the profit that leaves the union.")

  init(_ context: ReadingContext) {
    zone = Key(
      "zone", .scope(in: context.vocabulary), "Where inputs count from; EU27 when left out.")
  }

  var shape: Shape<PlantConditions> {
    let keys = [hiring.outline, content.outline, zone.outline, profit.outline]
    return .record(keys) { fields, problems in
      PlantConditions(
        localHiring: fields.value(hiring, &problems),
        inputContent: fields.value(content, &problems),
        zone: fields.value(zone, &problems) ?? .eu27,
        profitAbroad: fields.value(profit, &problems))
    }
  }
}
