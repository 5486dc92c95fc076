import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `battery-plants` stands in a scenario file.
struct BatteryPlantsShape: Sendable {
  let common: CommonLeverKeys
  let shared: InvestmentKeys
  let register = Key(
    "register", Shape<String>.choice(BatteryPlants.Register.allCases.map(\.rawValue)),
    "Which plants of the register are built; announced when left out.")
  let newPlants: Key<[BatteryPlants.NewPlant]>
  let jobs: Key<DatedPath>
  let packPrice: Key<DatedPath>
  let utilisation = Key(
    "utilisation", Shape<Double>.share, "Part of the capacity that is used.")
  let investment = Key(
    "investment", Shape<Double>.quantity(unit: "million EUR/GWh"),
    "Investment for a GWh of yearly capacity.")
  let aid = Key(
    "aid", Shape<Double>.quantity(unit: "million EUR/GWh"),
    "Public aid for a GWh of yearly capacity.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    shared = InvestmentKeys(context)
    let last = context.years?.last
    newPlants = Key(
      "new-plants",
      .list(of: NewPlantKeys(context).shape, "a list of plants", atLeast: 1),
      "Further plants with region, capacity and years.")
    jobs = Key(
      "jobs-per-gwh", .path(of: .quantity(unit: "jobs/GWh"), lastYear: last),
      "Jobs for a GWh of capacity by year.")
    packPrice = Key(
      "battery-pack-price", .path(of: .quantity(unit: "USD/kWh"), lastYear: last),
      "Price of packs by year, which the value of a GWh follows; that of 2025 when left out.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [
      register.outline, newPlants.outline, jobs.outline, utilisation.outline, packPrice.outline,
      investment.outline, aid.outline, shared.equipment.outline,
    ] + shared.displacement + shared.funds
  }

  var leverShape: LeverShape {
    LeverShape(key: BatteryPlants.key, outlines: outlines, tables: []) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> BatteryPlants? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    var lever = BatteryPlants()
    lever.id = fields.value(common.id, &problems) ?? BatteryPlants.key
    lever.intensity = fields.value(common.intensity, &problems) ?? 1
    lever.regions = fields.value(common.regions, &problems) ?? .eu27
    lever.register =
      fields.value(register, &problems).flatMap(BatteryPlants.Register.init) ?? .announced
    lever.newPlants = fields.value(newPlants, &problems) ?? []
    lever.jobsPerGWh = fields.value(jobs, &problems)
    lever.packPrice = fields.value(packPrice, &problems)
    lever.utilisation = fields.value(utilisation, &problems)
    lever.investment = fields.value(investment, &problems)
    lever.aid = fields.value(aid, &problems)
    lever.equipment = fields.value(shared.equipment, &problems)
    lever.displacement = shared.readDisplacement(fields, &problems)
    lever.funds = shared.readFunds(fields, &problems)
    if lever.register == .none, lever.newPlants.isEmpty, problems.count == known {
      problems.append(
        Problem(
          at: node["register"]?.location ?? node.location, path: node.path(of: "register"),
          "no plant is built", expected: "ramping or announced, or `new-plants`"))
    }
    return problems.count == known ? lever : nil
  }
}

/// The keys of one plant in `new-plants`.
private struct NewPlantKeys: Sendable {
  let name = Key("name", required: true, Shape<String>.text("a name"), "Name of the plant.")
  let region: Key<String>
  let capacity = Key(
    "capacity", required: true, Shape<Double>.quantity(unit: "GWh"), "Cells a year.")
  let first = Key("first", required: true, Shape<Int>.year, "First year of operation.")
  let full = Key("full", Shape<Int>.year, "First year at full output; the first when left out.")

  init(_ context: ReadingContext) {
    region = Key("region", required: true, .region(in: context.vocabulary), "Code of the region.")
  }

  var shape: Shape<BatteryPlants.NewPlant> {
    let keys = [name.outline, region.outline, capacity.outline, first.outline, full.outline]
    return .record(keys) { fields, problems in
      let name = fields.value(self.name, &problems)
      let region = fields.value(self.region, &problems)
      let gwh = fields.value(capacity, &problems)
      let first = fields.value(self.first, &problems)
      let full = fields.value(self.full, &problems)
      guard let name, let region, let gwh, let first else { return nil }
      return BatteryPlants.NewPlant(
        name: name, region: region, gwh: gwh, first: first, full: full ?? first)
    }
  }
}

extension Shape where Value == String {
  /// The code of one region of the economy; a schema without an economy takes any text.
  static func region(in vocabulary: Vocabulary) -> Shape {
    let expectation = "the code of a region"
    let codes = Set(vocabulary.regions)
    let schema: SchemaNode =
      codes.isEmpty
      ? .type("string") : .type("string", [.init("enum", .texts(vocabulary.regions))])
    return text(expectation)
      .checked(schema: schema) { name, node, problems in
        if codes.contains(name) { return true }
        problems.append(unknownRegion(name, node, vocabulary))
        return false
      }
  }

  /// A country, or a code that is close to a known one, with what could be meant.
  private static func unknownRegion(
    _ name: String, _ node: DocumentNode, _ vocabulary: Vocabulary
  ) -> Problem {
    let short = DocumentNode.shortened(name)
    guard !vocabulary.countries.contains(name) else {
      // Codes of regions begin with that of their country.
      let inside = vocabulary.regions.filter { $0.hasPrefix(name) }.prefix(4)
      return Problem(
        at: node.location, path: node.path, "`\(short)` is a country, and one region is asked for",
        expected: "the code of one of its regions, such as \(inside.joined(separator: ", "))")
    }
    let near = NearestName.nearest(to: name, among: vocabulary.regions)
    return Problem(
      at: node.location, path: node.path, "the economy has no region `\(short)`",
      expected: "the code of a region" + (near.map { " (did you mean `\($0)`?)" } ?? ""))
  }
}
