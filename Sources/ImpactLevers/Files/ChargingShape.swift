import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `charging` stands in a scenario file.
struct ChargingShape: Sendable {
  let common: CommonLeverKeys
  let shared: InvestmentKeys
  let catalogue: ParameterCatalogue
  let points: Key<[String: DatedPath]>
  let budget: Key<DatedPath>
  let preset = Key(
    "preset", Shape<String>.choice(Charging.Preset.allCases.map(\.rawValue)),
    "A programme whose money stands in the catalogue.")
  let mix = Key(
    "mix",
    Shape<[String: Double]>
      .table(
        of: .share, names: Charging.PowerClass.allCases.map(\.rawValue),
        "a mapping of power classes to shares of the money", atLeast: 1),
    "Shares of the public money by power class; they add up to 100 %.")
  let publicShare = Key(
    "public-share", Shape<Double>.share, "Public share of the investment.")
  let owner = Key(
    "owner", Shape<String>.choice(Charging.Owner.allCases.map(\.rawValue)),
    "Who owns the points and keeps the profit.")
  let users = Key(
    "users", Shape<String>.choice(UsePhase.Households.allCases.map(\.rawValue)),
    "Whether users buy less of other things for what charging costs, or save less.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    shared = InvestmentKeys(context)
    catalogue = context.vocabulary.catalogue
    points = Key(
      "points",
      .table(
        of: .path(of: .amount, lastYear: context.years?.last),
        names: Charging.PowerClass.allCases.map(\.rawValue),
        "a mapping of power classes to points in use by year", atLeast: 1),
      "Points of the programme in use, by power class and year.")
    budget = Key(
      "budget", InvestmentKeys.budget(context), "Public money by year, million EUR of 2024.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [
      points.outline, budget.outline, preset.outline, mix.outline, publicShare.outline,
      shared.places.outline, shared.equipment.outline, owner.outline, users.outline,
    ] + shared.funds
  }

  var leverShape: LeverShape {
    LeverShape(key: Charging.key, outlines: outlines, tables: [points.name, mix.name]) {
      node, problems in read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> Charging? {
    guard
      let fields = Fields(
        node, keys: outlines, former: ["hardware": "equipment"], &problems)
    else { return nil }
    let known = problems.count
    var lever = Charging()
    lever.id = fields.value(common.id, &problems) ?? Charging.key
    lever.intensity = fields.value(common.intensity, &problems) ?? 1
    lever.regions = fields.value(common.regions, &problems) ?? .eu27
    for (name, path) in fields.value(points, &problems) ?? [:] {
      if let power = Charging.PowerClass(rawValue: name) { lever.points[power] = path }
    }
    let word = fields.value(preset, &problems)
    lever.budget =
      fields.value(budget, &problems)
      ?? (word == nil ? nil : Self.facility(catalogue, node, &problems))
    for (name, share) in fields.value(mix, &problems) ?? [:] {
      if let power = Charging.PowerClass(rawValue: name) { lever.mix[power] = share }
    }
    lever.publicShare = fields.value(publicShare, &problems)
    lever.places = fields.value(shared.places, &problems) ?? .registrations
    lever.equipment = fields.value(shared.equipment, &problems)
    lever.owner = fields.value(owner, &problems).flatMap(Charging.Owner.init) ?? .private
    lever.users = fields.value(users, &problems).flatMap(UsePhase.Households.init) ?? .save
    lever.funds = shared.readFunds(fields, &problems)
    guard problems.count == known else { return nil }
    check(lever, node, &problems)
    return problems.count == known ? lever : nil
  }

  private func check(_ lever: Charging, _ node: DocumentNode, _ problems: inout [Problem]) {
    func refuse(_ key: String, _ message: String, _ expected: String) {
      problems.append(
        Problem(
          at: node[key]?.location ?? node.location, path: node.path(of: key), message,
          expected: expected))
    }
    if lever.points.isEmpty && lever.budget == nil {
      refuse("points", "the programme has no points and no money", "points, budget or preset")
    }
    let sum = lever.mix.values.reduce(0, +)
    if !lever.mix.isEmpty && abs(sum - 1) > 1e-9 {
      refuse(
        "mix", "the shares add up to \(Int((100 * sum).rounded())) %", "shares of 100 % in all")
    }
    if !lever.mix.isEmpty && lever.budget == nil {
      refuse("mix", "there is no money to spread", "`mix` with `budget` or `preset`")
    }
    if lever.publicShare == 0 && lever.budget != nil {
      refuse("public-share", "public money cannot pay 0 % of the investment", "a share above 0 %")
    }
  }

  /// The money of the facility, spread evenly over its two years.
  private static func facility(
    _ catalogue: ParameterCatalogue, _ node: DocumentNode, _ problems: inout [Problem]
  ) -> DatedPath? {
    guard let total = catalogue["fund.afif"]?.central else {
      // A schema without a catalogue reads no presets.
      problems.append(
        Problem(
          at: node["preset"]?.location, path: node.path(of: "preset"),
          "the parameter catalogue has no `fund.afif`", expected: "a catalogue with it"))
      return nil
    }
    return DatedPath(points: [2025, 2026].map { .init(year: $0, value: total / 2) })
  }
}
