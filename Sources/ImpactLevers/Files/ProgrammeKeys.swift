import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Keys of every programme of public money: years, budget and financing.
struct ProgrammeKeys: Sendable {
  let from = Key("from", Shape<Int>.year, "First year of the programme; every year when left out.")
  let to = Key("to", Shape<Int>.year, "Last year of the programme; every year when left out.")
  let budget: Key<DatedPath>
  let financing = Key(
    "financing", Shape<String>.choice(Financing.allCases.map(\.rawValue)),
    "Where the money comes from: borrowed, raised from households, or cut from other purchases.")

  init(_ context: ReadingContext) {
    budget = Key(
      "budget", .path(of: .quantity(unit: "million EUR"), lastYear: context.years?.last),
      "Most that is paid in a year, in prices of 2024; all claims are met when left out.")
  }

  var outlines: [KeyOutline] {
    [from.outline, to.outline, budget.outline, financing.outline]
  }

  /// Those of a programme whose money is what it is about: no most in a year beside it.
  var years: [KeyOutline] { [from.outline, to.outline, financing.outline] }

  func read(_ fields: Fields, _ problems: inout [Problem]) -> ProgrammeTerms {
    var terms = readYears(fields, &problems)
    terms.budget = fields.value(budget, &problems)
    return terms
  }

  func readYears(_ fields: Fields, _ problems: inout [Problem]) -> ProgrammeTerms {
    let from = fields.value(from, &problems)
    let to = fields.value(to, &problems)
    if let from, let to, from > to, let node = fields["to"] {
      problems.append(
        Problem(
          at: node.location, path: node.path,
          "the programme ends in \(to), before it starts in \(from)",
          expected: "a last year of at least \(from)"))
    }
    return ProgrammeTerms(
      from: from, to: to,
      financing: fields.value(financing, &problems).flatMap(Financing.init) ?? .deficit)
  }
}

/// Keys about where goods of a programme must be made.
struct MadeInKeys: Sendable {
  let places: Key<Scope>
  let share = Key(
    "made-in-share", Shape<Double>.share,
    "Share of what is bought that comes from these places; all of it when left out.")

  init(_ context: ReadingContext) {
    places = Key(
      "made-in", .scope(in: context.vocabulary),
      "Places where supported goods must be made; anywhere when left out.")
  }

  var outlines: [KeyOutline] { [places.outline, share.outline] }

  func read(_ fields: Fields, _ problems: inout [Problem]) -> (places: Scope?, share: Double) {
    if fields[places.name] == nil, let node = fields[share.name] {
      problems.append(
        Problem(
          at: node.location, path: node.path, "no place is named that the share could come from",
          expected: "the key `made-in`"))
    }
    return (fields.value(places, &problems), fields.value(share, &problems) ?? 1)
  }
}

/// Keys about the budgets of households that buy cars.
struct CarBudgetKeys: Sendable {
  let windfall = Key(
    "windfall", Shape<String>.choice(CarTerms.Windfall.allCases.map(\.rawValue)),
    "What households do with support for cars that they buy anyway: respend or save it.")

  let paidFrom = Key(
    "paid-from", Shape<String>.choice(CarTerms.PaidFrom.allCases.map(\.rawValue)),
    "What households take the rest of an additional car's price from: other purchases or savings.")

  var outlines: [KeyOutline] { [windfall.outline, paidFrom.outline] }

  func read(_ fields: Fields, _ problems: inout [Problem]) -> CarTerms {
    CarTerms(
      windfall: fields.value(windfall, &problems).flatMap(CarTerms.Windfall.init) ?? .respend,
      paidFrom: fields.value(paidFrom, &problems).flatMap(CarTerms.PaidFrom.init) ?? .purchases)
  }
}

extension Shape where Value == [String: Double] {
  /// Weights of products, by industry code.
  static func weights(_ context: ReadingContext) -> Shape {
    .table(
      of: .amount, names: context.vocabulary.industries,
      "a mapping of industries to weights", atLeast: 1, repeating: false)
  }
}

extension Shape where Value == Double {
  /// A share below 1: something must be left.
  static var partialShare: Shape {
    let expectation = "a share below 100 %, such as `60 %`"
    return Shape.share.checked(expectation: expectation) { value, node, problems in
      guard value >= 1 else { return true }
      problems.append(
        Problem(
          at: node.location, path: node.path, "nobody would buy without the support",
          expected: expectation))
      return false
    }
  }
}
