import Foundation

/// Value added of a country in one year, to see whether a table is in the unit it names.
public struct ReferenceValueAdded: Sendable, Hashable {
  /// Two-letter code as Eurostat writes it.
  public let country: String
  /// Three-letter ISO 3166 code.
  public let iso3: String
  /// Million USD.
  public let millionUSD: Double
  /// One country, unchecked.
  public init(country: String, iso3: String, millionUSD: Double) {
    self.country = country
    self.iso3 = iso3
    self.millionUSD = millionUSD
  }
}

extension AccountTable {
  /// Whether money and persons are in the units that the table names, by their size.
  ///
  /// A guess: prices, years and exchange rates move such figures by a factor of a few, a wrong unit
  /// by a thousand. The line is drawn halfway (in logarithms), at a factor of about 30.
  func unitChecks(_ options: TableCheckOptions) -> [TableCheck] {
    [moneyScale(options), personScale()].compactMap(\.self)
  }

  /// Currencies whose unit is worth about a US dollar, within a factor of two in this century.
  private static let dollarLike: Set<String> = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD"]
  private static let factorOfDoubt = 1000.0.squareRoot()

  private var hasValueAdded: Bool { primaryRows.contains { $0.category.isValueAdded } }

  /// Value added of the countries of the table against a published year.
  private func moneyScale(_ options: TableCheckOptions) -> TableCheck? {
    guard !options.valueAddedOfCountries.isEmpty else { return nil }
    let statement = "value added of a country is within a factor of 30 of a published year"
    guard hasValueAdded, Self.dollarLike.contains(unit.currency) else {
      return TableCheck(
        "money-unit", statement, .remark,
        message: hasValueAdded
          ? "the scale of \(unit.currency) is not compared with other countries' money"
          : "the table has no value added: the scale of its money is not checked")
    }
    let (found, ratios) = ratiosToReference(options.valueAddedOfCountries)
    guard let middle = ratios.sorted().dropFirst(ratios.count / 2).first else {
      return TableCheck(
        "money-unit", statement, .remark, message: "no country of the table is known here")
    }
    guard !(middle > 1 / Self.factorOfDoubt && middle < Self.factorOfDoubt) else {
      return TableCheck(
        "money-unit", statement, .holds,
        message: "value added is \(rounded(middle)) times that of 2014 in the middle country")
    }
    return TableCheck(
      "money-unit", statement, .warning, count: found.all.count,
      measure: "times value added of 2014",
      message:
        "value added is \(rounded(middle)) times that of 2014 in the middle country: the unit "
        + "is most likely not \(unit.scale) \(unit.currency) but \(unit.scale / Self.thousands(middle))",
      offenders: found.worst(options.offenders))
  }

  /// Value added over that of the reference, of each country of the table that has one; those in doubt.
  ///
  /// Regions below the country may cover a part of it: there a small ratio says nothing and is left out.
  private func ratiosToReference(
    _ references: [ReferenceValueAdded]
  ) -> (inDoubt: Offenders, all: [Double]) {
    var found = Offenders()
    var ratios: [Double] = []
    let added = valueAddedByCell
    for reference in references {
      let names = [reference.country, reference.iso3]
      let rows = regions.indices.filter {
        names.contains(regions[$0].country) || names.contains(regions[$0].code)
      }
      let isWhole = rows.contains { names.contains(regions[$0].code) }
      guard !rows.isEmpty else { continue }
      let sum = rows.reduce(0) { sum, r in
        added[r * industryCount..<(r + 1) * industryCount].reduce(sum, +)
      }
      let ratio = sum * unit.scale / (reference.millionUSD * 1e6)
      guard isWhole || ratio >= 1 else { continue }
      ratios.append(ratio)
      if !(ratio > 1 / Self.factorOfDoubt && ratio < Self.factorOfDoubt) {
        found.take(reference.country, ratio)
      }
    }
    return (found, ratios)
  }

  /// The power of a thousand nearest to a ratio.
  private static func thousands(_ ratio: Double) -> Double {
    guard ratio > 0, ratio.isFinite else { return 1 }
    return pow(1000, (log10(ratio) / 3).rounded())
  }

  private func rounded(_ value: Double) -> String { String(format: "%.3g", value) }

  /// Value added per person employed: from 1,000 to 500,000 a year, in money like the US dollar.
  ///
  /// The bounds hold for whole economies, from the poorest to the richest; a wrong thousand leaves them.
  private func personScale() -> TableCheck? {
    guard let account = satellites.first(where: { $0.code.lowercased().hasPrefix("emp") }),
      hasValueAdded, Self.dollarLike.contains(unit.currency)
    else { return nil }
    let statement = "value added per person employed is between 1,000 and 500,000"
    let unitText = account.unit.lowercased()
    let stated = unitText.contains("thousand") || unitText.contains("1000") ? 1000.0 : 1
    let added = valueAddedByCell
    var (money, persons) = (0.0, 0.0)
    for cell in output.indices where !account.values[cell].isNaN {
      money += added[cell] * unit.scale
      persons += account.values[cell] * stated
    }
    guard persons > 0 else { return nil }
    let perPerson = money / persons
    let band = 1_000.0...500_000.0
    guard !band.contains(perPerson) else {
      return TableCheck(
        "person-unit", statement, .holds,
        message: "\(rounded(perPerson)) \(unit.currency) for each person")
    }
    let guess =
      band.contains(perPerson / 1000)
      ? "; the values of `\(account.code)` look like thousands of persons"
      : band.contains(perPerson * 1000)
        ? "; the values of `\(account.code)` look like persons, not thousands, or the money is a "
          + "thousand times too small" : ""
    return TableCheck(
      "person-unit", statement, .warning, count: 1,
      measure: "\(unit.currency) per person",
      message: "\(rounded(perPerson)) \(unit.currency) for each person" + guess,
      offenders: [TableCheck.Offender(account.code, perPerson)])
  }
}
