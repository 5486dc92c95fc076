import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `supply-cut` stands in a scenario file.
struct SupplyCutShape: Sendable {
  let common: CommonLeverKeys
  let preset = Key(
    "preset", Shape<String>.choice(SupplyCutPreset.all.map(\.name)),
    "A known event, from which everything that the file leaves out is taken.")
  let product: Key<String>
  let origins: Key<Scope>
  let except: Key<Scope>
  let cut = Key("cut", Shape<Double>.share, "Part of the deliveries that fails.")
  let from: Key<Int>
  let month = Key(
    "month", Shape<Int>.integer(1...12, "a month from 1 to 12"), "First month; 1 when left out.")
  let months = Key(
    "months", Shape<Int>.integer(1...120, "a whole number of months from 1 to 120"),
    "How many months deliveries fail.")
  let stockWeeks = Key(
    "stock-weeks", Shape<Double>.amount, "Stocks of the buyers in weeks of use.")
  let substitution = Key(
    "substitution", Shape<Double>.share, "Part of failing deliveries that others may replace.")
  let headroom = Key(
    "headroom", Shape<Double>.rate, "What other suppliers can add to their deliveries.")
  let markedShare = Key(
    "marked-share", Shape<Double>.share,
    "Part of the industry's product that is meant; all of it when left out.")
  let originShare = Key(
    "origin-share", Shape<Double>.share,
    "Share of the origins where the accounts do not know the product by itself.")
  let users: Key<[String: Double]>
  let tiers = Key(
    "tiers", Shape<Int>.integer(1...5, "a whole number of steps from 1 to 5"),
    "Steps down the chain that the shortage is followed; 1: the users alone.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    let industries = context.vocabulary.industries
    product = Key("product", .industry(in: context.vocabulary), "Industry that makes the product.")
    origins = Key(
      "origins", .scope(in: context.vocabulary), "Origins whose deliveries fail.")
    except = Key(
      "except", .scope(in: context.vocabulary), "Origins among them that go on delivering.")
    from = Key("from", required: true, Shape<Int>.year, "Year of the first month.")
    users = Key(
      "users",
      .table(
        of: .share, names: industries, "a mapping of industries to how critical the product is",
        atLeast: 1, repeating: false), "How critical the product is for those who use it.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [
      preset.outline, product.outline, origins.outline, except.outline, cut.outline, from.outline,
      month.outline, months.outline, stockWeeks.outline, substitution.outline, headroom.outline,
      markedShare.outline, originShare.outline, users.outline, tiers.outline,
    ]
  }

  var leverShape: LeverShape {
    LeverShape(key: SupplyCut.key, outlines: outlines, tables: [users.name]) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> SupplyCut? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let id = fields.value(common.id, &problems)
    let intensity = fields.value(common.intensity, &problems)
    let regions = fields.value(common.regions, &problems)
    let from = fields.value(self.from, &problems)
    var lever = SupplyCut(
      id: id ?? SupplyCut.key, intensity: intensity ?? 1, regions: regions ?? .eu27,
      preset: fields.value(preset, &problems), from: from ?? 0)
    lever.product = fields.value(product, &problems)
    lever.origins = fields.value(origins, &problems)
    lever.except = fields.value(except, &problems)
    lever.cut = fields.value(cut, &problems)
    lever.month = fields.value(month, &problems) ?? 1
    lever.months = fields.value(months, &problems)
    lever.stockWeeks = fields.value(stockWeeks, &problems)
    lever.substitution = fields.value(substitution, &problems)
    lever.headroom = fields.value(headroom, &problems)
    lever.markedShare = fields.value(markedShare, &problems)
    lever.originShare = fields.value(originShare, &problems)
    lever.users = fields.value(users, &problems) ?? [:]
    lever.tiers = fields.value(tiers, &problems) ?? 2
    guard from != nil, isWhole(fields, &problems) else { return nil }
    return lever
  }

  /// Without a preset the file gives the terms itself.
  private func isWhole(_ fields: Fields, _ problems: inout [Problem]) -> Bool {
    guard fields[preset.name] == nil else { return true }
    let needed = [
      product.outline, origins.outline, cut.outline, months.outline, users.outline,
    ]
    let missing = needed.filter { fields[$0.name] == nil }
    for key in missing {
      problems.append(
        Problem(
          at: fields.node.location, path: fields.node.path, "the key `\(key.name)` is missing",
          expected: "\(key.expectation), or a `preset`"))
    }
    return missing.isEmpty
  }
}
