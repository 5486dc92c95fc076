import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// How many old vehicles can be kept in a year.
///
///     N ≤ Σ_c R_c · H(mask) / Σ_c H_c,   N·v_m ≤ ore that makers of metals in the regions buy
///
/// c countries with regions in the mask and a known number R of new cars (`registrations.2023.*.cars`), H
/// household purchases, v_m what the metals of a vehicle are worth. In a fleet that does not shrink no more
/// cars leave than are registered; scrap cannot replace more ore than is bought.
struct KeptVehicleLimit {
  /// Cars a year; nil where no country of the mask has a figure.
  let registered: Double?
  /// Vehicles whose metals replace all ore.
  let ore: Double

  init(_ mask: ScopeMask, _ context: LeverContext) throws {
    registered = Self.registered(mask, context)
    let value = try PriceLevel(context.catalogue)
      .inAccounts(context.catalogue.central(CircularEconomy.vehicleKeys[0]) / 1e6)
    ore = value > 0 ? Self.oreBought(mask, context) / value : .infinity
  }

  private static func registered(_ mask: ScopeMask, _ context: LeverContext) -> Double? {
    let economy = context.economy
    let purchases = FinalPurchases.of(context, .households).totals
    let touched = Set(
      economy.regions.indices.filter { mask.regions[$0] }.map { economy.regions[$0].country })
    var (cars, known, asked) = (0.0, 0.0, 0.0)
    for country in touched.sorted() {
      // Not a value that results hang on, so it is not noted as read.
      if let number = context.catalogue.parameters["registrations.2023.\(country).cars"]?.central {
        cars += number
        for (r, region) in economy.regions.enumerated() where region.country == country {
          known += purchases[r]
        }
      }
    }
    for r in economy.regions.indices where mask.regions[r] { asked += purchases[r] }
    return known > 0 ? cars * asked / known : nil
  }

  /// Million EUR of the accounts.
  private static func oreBought(_ mask: ScopeMask, _ context: LeverContext) -> Double {
    guard let buyer = context.industryIndex[CircularEconomy.metals],
      let ores = context.industryIndex[CircularEconomy.ores]
    else { return 0 }
    var total = 0.0
    let bought = context.inputColumn(product: ores, buyer: buyer).classes
    for s in context.economy.regions.indices where mask.regions[s] {
      for k in 0...1 where context.reaches(originClass: k, product: ores, region: s) {
        total += max(0, bought[k][s]) * context.output(s, buyer)
      }
    }
    return total
  }

  /// What is wrong with a number of vehicles a year; nil where it fits.
  func problem(with number: Double, path: String) -> Problem? {
    if let registered, number > registered {
      return Problem(
        at: nil, path: path,
        "\(Self.text(number)) vehicles a year are more than the cars that are registered there",
        expected: "at most \(Self.text(registered)) vehicles a year")
    }
    // Without any ore there is a notice, and scrap replaces none.
    if ore > 0, number > ore {
      return Problem(
        at: nil, path: path,
        "the scrap of \(Self.text(number)) vehicles a year is worth more than the ore that makers of "
          + "metals in the regions buy", expected: "at most \(Self.text(ore)) vehicles a year")
    }
    return nil
  }

  private static func text(_ number: Double) -> String {
    number < 1e15 ? "\(Int(number.rounded(.down)))" : "\(number)"
  }
}
