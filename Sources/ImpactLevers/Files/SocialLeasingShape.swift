import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `social-leasing` stands in a scenario file.
struct SocialLeasingShape: Sendable {
  let common: CommonLeverKeys
  let programme: ProgrammeKeys
  let madeIn: MadeInKeys
  let budgets = CarBudgetKeys()
  let preset = Key(
    "preset", Shape<String>.choice(LeasingPreset.allCases.map(\.rawValue)),
    "A programme of the catalogue: leases, money, place, year; keys of the file win.")
  let leases: Key<DatedPath>
  let amount: Key<DatedPath>
  let additionality = Key(
    "additionality", Shape<Double>.share,
    "Share of leased cars that would not be bought otherwise.")
  private let catalogue: ParameterCatalogue

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    programme = ProgrammeKeys(context)
    madeIn = MadeInKeys(context)
    catalogue = context.vocabulary.catalogue
    let lastYear = context.years?.last
    leases = Key(
      "leases", .path(of: .quantity(unit: "cars"), lastYear: lastYear),
      "Cars leased newly in a year.")
    amount = Key(
      "amount", .path(of: .quantity(unit: "EUR/car"), lastYear: lastYear),
      "Public money for a lease, in prices of 2024.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [preset.outline, leases.outline, amount.outline] + programme.outlines
      + [additionality.outline] + madeIn.outlines + budgets.outlines
  }

  var leverShape: LeverShape {
    LeverShape(key: SocialLeasing.key, outlines: outlines, tables: []) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> SocialLeasing? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    let name = fields.value(preset, &problems)
    let preset = name.flatMap(LeasingPreset.init)
    let leases =
      fields.value(self.leases, &problems)
      ?? central(preset?.leasesKey, fields, &problems).map { DatedPath(constant: $0) }
    let amount =
      fields.value(self.amount, &problems)
      ?? central(preset?.amountKey, fields, &problems).map { DatedPath(constant: $0) }
    for (key, isMissing) in [("leases", leases == nil), ("amount", amount == nil)]
    where isMissing && fields["preset"] == nil && fields[key] == nil {
      problems.append(
        Problem(
          at: node.location, path: node.path, "the key `\(key)` is missing",
          expected: "`\(key)`, or a `preset`"))
    }
    guard problems.count == known, let leases, let amount else { return nil }
    var lever = SocialLeasing(leases: leases, amount: amount)
    lever.id = fields.value(common.id, &problems) ?? SocialLeasing.key
    lever.intensity = fields.value(common.intensity, &problems) ?? 1
    lever.regions = fields.value(common.regions, &problems) ?? preset?.place ?? .eu27
    lever.terms = programme.read(fields, &problems)
    let (places, share) = madeIn.read(fields, &problems)
    lever.cars = budgets.read(fields, &problems)
    (lever.cars.madeIn, lever.cars.madeInShare) = (places, share)
    lever.additionality = fields.value(additionality, &problems)
    if let preset { fill(&lever, preset, fields, &problems) }
    return problems.count == known ? lever : nil
  }

  /// What the preset says where the file says nothing.
  private func fill(
    _ lever: inout SocialLeasing, _ preset: LeasingPreset, _ fields: Fields,
    _ problems: inout [Problem]
  ) {
    if fields["from"] == nil { lever.terms.from = preset.year }
    if fields["to"] == nil { lever.terms.to = max(preset.year, lever.terms.from ?? 0) }
    if fields["budget"] == nil {
      lever.terms.budget = central(preset.budgetKey, fields, &problems)
        .map { DatedPath(constant: $0) }
    }
    if fields["made-in"] == nil, let share = central(preset.madeInKey, fields, &problems) {
      lever.cars.madeIn = preset.madeIn
      lever.cars.madeInShare = share / 100
    }
  }

  /// An entry of the preset; reports one that the catalogue lacks.
  private func central(
    _ key: String?, _ fields: Fields, _ problems: inout [Problem]
  ) -> Double? {
    guard let key else { return nil }
    if let value = catalogue[key]?.central { return value }
    problems.append(
      Problem(
        at: fields.node.location, path: "parameters.\(key)",
        "the parameter catalogue has no central value for it",
        expected: "an entry with a finite central value"))
    return nil
  }
}
