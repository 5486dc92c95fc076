import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Coverage of a content rule: a share of production, or a class whose share stands in the catalogue.
enum CoverageShape {
  enum Value: Sendable, Equatable {
    case share(Double)
    case named(LocalContent.CoverageClass)
  }

  static var shape: Shape<Value> {
    let words = LocalContent.CoverageClass.allCases.map(\.rawValue)
    let share = Shape<Double>.share
    let expectation = "\(share.expectation), or one of \(words.joined(separator: ", "))"
    let schema = SchemaNode.anyOf([share.schema, .type("string", [.init("enum", .texts(words))])])
    return Shape(expectation: expectation, schema: schema) { node, problems in
      guard case .scalar(let text, _) = node.content, !node.isEmpty else {
        problems.append(node.mismatch(expectation))
        return nil
      }
      if let word = LocalContent.CoverageClass(rawValue: text) { return .named(word) }
      guard text.first.map({ $0.isLetter }) == true, !["nan", "inf"].contains(text) else {
        return share.read(node, &problems).map { .share($0) }
      }
      problems.append(
        Problem(
          at: node.location, path: node.path,
          "there is no coverage `\(DocumentNode.shortened(text))`",
          expected: "\(UnknownName.choice(of: words, near: text)), or \(share.expectation)"))
      return nil
    }
  }
}

/// The keys of `capacity`.
struct CapacityKeys: Sendable {
  let headroom: Key<[String: Double]>
  let investment: Key<[String: Double]>
  let lag = Key(
    "lag", Shape<Int>.integer(0...20, "a whole number of years from 0 to 20"),
    "Years from the first floor to the first new capacity.")
  let plants = Key(
    "battery-plants", Shape<String>.choice(ContentCapacity.Plants.allCases.map(\.rawValue)),
    "Which plants of the register make cells; announced when left out.")

  let cellRegions = Key(
    "cell-regions", Shape<String>.choice(ContentCapacity.CellRegions.allCases.map(\.rawValue)),
    "Whether cells come from makers in the accounts or from the register's plants.")
  let packPrice: Key<DatedPath>

  init(groups: [String], lastYear: Int?) {
    packPrice = Key(
      "battery-pack-price", .path(of: .quantity(unit: "USD/kWh"), lastYear: lastYear),
      "Price of packs by year, in USD/kWh, as the transition has it; that of 2025 when left out.")
    func table(_ what: String) -> Shape<[String: Double]> {
      .table(of: .rate, names: groups, "a mapping of component groups to \(what)")
    }
    headroom = Key(
      "headroom", table("shares of output"),
      "Output that suppliers can add with the plants they have, by component group.")
    investment = Key(
      "investment", table("shares of base output a year"),
      "Capacity that investment adds each year, by component group.")
  }

  var shape: Shape<ContentCapacity> {
    .record([
      headroom.outline, investment.outline, lag.outline, plants.outline, cellRegions.outline,
      packPrice.outline,
    ]) {
      fields, problems in
      let headroom = fields.value(self.headroom, &problems)
      let investment = fields.value(self.investment, &problems)
      let lag = fields.value(self.lag, &problems)
      let word = fields.value(self.plants, &problems)
      let regions = fields.value(cellRegions, &problems)
      let price = fields.value(self.packPrice, &problems)
      return ContentCapacity(
        headroom: headroom ?? [:], investment: investment ?? [:], lag: lag,
        plants: word.flatMap(ContentCapacity.Plants.init) ?? .announced,
        cellRegions: regions.flatMap(ContentCapacity.CellRegions.init) ?? .accounts,
        packPrice: price)
    }
  }
}
