import ImpactDiagnostics
import ImpactDocuments

/// Shapes of the parts of a recipe.
enum RecipeShapes {
  // MARK: Parameters

  private static let value = Key(
    "value", required: true, Shape<Double>.number(), "The value that is used.")
  private static let low = Key("low", Shape<Double>.number(), "Low end of the range.")
  private static let high = Key("high", Shape<Double>.number(), "High end of the range.")
  private static let source = Key(
    "source", required: true, Shape<String>.text("where the value comes from"),
    "Where the value comes from; an assumption says so.")

  /// A value with its range and source.
  static let parameter = Shape<EconomyRecipe.Parameter>
    .record([value.outline, low.outline, high.outline, source.outline]) { fields, problems in
      let (x, a, b) = (
        fields.value(value, &problems), fields.value(low, &problems), fields.value(high, &problems)
      )
      guard let source = fields.value(source, &problems), let x else { return nil }
      guard (a ?? x) <= x, x <= (b ?? x) else {
        problems.append(
          Problem(
            at: fields.node.location, path: fields.node.path,
            "the value \(x) lies outside its range", expected: "low <= value <= high"))
        return nil
      }
      return EconomyRecipe.Parameter(value: x, low: a, high: b, source: source)
    }

  /// Parameters by any name; whether a name is known is checked against the catalogue.
  static let parameters = Shape<[String: EconomyRecipe.Parameter]>(
    expectation: "a mapping from names of parameters to value, range and source",
    schema: .type("object", [.init("additionalProperties", parameter.schema)])
  ) { node, problems in
    guard let entries = node.entries else {
      problems.append(node.mismatch("a mapping from names of parameters to their values"))
      return nil
    }
    var result: [String: EconomyRecipe.Parameter] = [:]
    for entry in entries { result[entry.key] = parameter.read(entry.value, &problems) }
    return result
  }

  // MARK: Regions

  private static let path = Shape<String>.text("the path of a file, from the folder of the recipe")

  private static let table = Key(
    "table", required: true, Shape<String>.text("the path of a table folder or a publisher's file"),
    "The table that is taken apart: a table folder, or a file that `tia economy import` reads.")
  private static let places = Key(
    "places", required: true, path,
    "CSV with code, name and area (the code of a region of the table); country, longitude, latitude, square_km and columns that share final demand."
  )
  private static let statistics = Key(
    "statistics", required: true, statisticsShape, "Regional sizes by industry.")
  private static let finalDemand = Key(
    "final-demand",
    Shape<[String: String]>
      .table(
        of: Shape<String>.text("a column of the file of places"),
        names: [
          "households", "non-profit", "government", "investment", "inventories", "total",
          "discrepancy",
        ],
        "a mapping from categories of final use to columns of the file of places"),
    "Column that shares each category among regions; value added where none is named.")
  private static let trade = Key("trade", required: true, tradeShape, "How trade is estimated.")
  private static let tolerance = Key(
    "tolerance",
    Shape<Double>.number("a number above 0 and at most 0.001")
      .checked { x, node, problems in
        guard x > 0, x <= 1e-3 else {
          problems.append(node.mismatch("a number above 0 and at most 0.001"))
          return false
        }
        return true
      }, "Largest error of a balanced margin, relative to the product's trade; 1e-9 when left out.")

  static let regional = Shape<RegionalRecipe>
    .record([
      table.outline, places.outline, statistics.outline, finalDemand.outline, trade.outline,
      tolerance.outline,
    ]) { fields, problems in
      let parts = (
        fields.value(table, &problems), fields.value(places, &problems),
        fields.value(statistics, &problems), fields.value(trade, &problems)
      )
      let demand = fields.value(finalDemand, &problems) ?? [:]
      let limit = fields.value(tolerance, &problems) ?? 1e-9
      guard let table = parts.0, let places = parts.1, let statistics = parts.2,
        let trade = parts.3
      else { return nil }
      return RegionalRecipe(
        table: table, regions: places, statistics: statistics, finalDemand: demand, trade: trade,
        tolerance: limit)
    }

  // MARK: Statistics

  private static let file = Key(
    "file", required: true, path,
    "CSV with region, industry and value; an empty value is confidential and is estimated.")
  private static let measure = Key(
    "measure", required: true, Shape<String>.choice(["persons", "output", "value-added"]),
    "What is counted.")
  private static let margins = Key(
    "margins", path,
    "CSV with regions, industries, value and tolerance: known sums that confidential cells must meet."
  )
  private static let crosswalk = Key(
    "crosswalk", path,
    "CSV with from, to and weight: carries statistics of other regions over to those of the recipe."
  )

  private static let statisticsShape = Shape<RegionalRecipe.Statistics>
    .record([file.outline, measure.outline, margins.outline, crosswalk.outline]) {
      fields, problems in
      let known = fields.value(margins, &problems)
      let conversion = fields.value(crosswalk, &problems)
      guard let file = fields.value(file, &problems),
        let measure = fields.value(measure, &problems)
      else { return nil }
      return RegionalRecipe.Statistics(
        file: file, measure: measure, margins: known,
        conversion: conversion.map { RegionalRecipe.Conversion(crosswalk: $0) })
    }

  // MARK: Trade

  private static let ownUse = Key(
    "own-use", required: true,
    Shape<String>.choice(RegionalRecipe.OwnUse.allCases.map(\.rawValue)),
    "What decides the part of its product that a region uses itself.")
  private static let delta = Key(
    "delta", parameter, "Exponent of the size of a region in FLQ and AFLQ, 0 to 1.")
  private static let decay = Key(
    "decay", Shape<String>.choice(RegionalRecipe.Decay.allCases.map(\.rawValue)),
    "Form of the decay with distance; power when left out.")
  private static let exponent = Key(
    "exponent", parameter, "Decay with distance; no distance when left out.")
  private static let exponents = Key(
    "exponents", path, "CSV with industry, value and source: decay by industry.")
  private static let distances = Key(
    "distances", path,
    "CSV with from, to and km for every pair; great circles between coordinates when left out.")

  private static let tradeShape = Shape<RegionalRecipe.Trade>
    .record([
      ownUse.outline, delta.outline, decay.outline, exponent.outline, exponents.outline,
      distances.outline,
    ]) { fields, problems in
      let own = fields.value(ownUse, &problems).flatMap(RegionalRecipe.OwnUse.init(rawValue:))
      let size = fields.value(delta, &problems)
      let form = fields.value(decay, &problems).flatMap(RegionalRecipe.Decay.init(rawValue:))
      let beta = fields.value(exponent, &problems)
      let (byIndustry, pairs) = (
        fields.value(exponents, &problems), fields.value(distances, &problems)
      )
      guard let own else { return nil }
      check(own, size, fields, &problems)
      return RegionalRecipe.Trade(
        ownUse: own, delta: size, decay: form ?? .power, exponent: beta, exponents: byIndustry,
        distances: pairs)
    }

  private static func check(
    _ own: RegionalRecipe.OwnUse, _ delta: EconomyRecipe.Parameter?, _ fields: Fields,
    _ problems: inout [Problem]
  ) {
    let needsDelta = own == .flq || own == .aflq
    if needsDelta, fields["delta"] == nil {
      problems.append(
        Problem(
          at: fields.node.location, path: fields.node.path(of: "delta"),
          "the key `delta` is missing, which \(own.rawValue) needs",
          expected: "a value with its source"))
    }
    if !needsDelta, let node = fields["delta"] {
      problems.append(
        Problem(
          at: node.location, path: node.path, "\(own.rawValue) has no delta",
          expected: "no such key, or own-use flq or aflq"))
    }
    if let delta, !(0...1).contains(delta.value), let node = fields["delta"] {
      problems.append(
        Problem(
          at: node.location, path: node.path, "delta is \(delta.value)", expected: "0 to 1"))
    }
  }
}
