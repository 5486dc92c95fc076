import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Measures in force or discussed, with their numbers in the catalogue.
public enum TradePreset: String, Sendable, CaseIterable {
  /// 25 points on cars and parts of the union from 2025; nobody else pays.
  case us25 = "us-25"
  /// 25 points in April 2025, 15 % all-in from August; partners by their own rates.
  case us15 = "us-15"
  /// 25 points stay on everybody but those whose agreements are given.
  case us275Stays = "us-27.5-stays"
  /// Countervailing duties of the union on battery cars made in China, by maker, on top of 10 %.
  case euCvd2024 = "eu-cvd-2024"
  /// From 2027 battery cars between the union and the United Kingdom pay 10 % unless they originate.
  case euUk2027 = "eu-uk-2027"

  /// What a reader should know of it.
  var remark: String {
    switch self {
    case .us25:
      "25 points more on cars and parts from the union from 2025 on, on top of 2.5 %; other origins pay "
        + "nothing more, as studies of the measure assume"
    case .us15:
      "duties of 2025 are means over months; from 2026 15 % on the union, Japan and Korea, 10 % on the "
        + "United Kingdom, an assumed rate on Mexico and Canada, 27.5 % on others; parts as cars"
    case .us275Stays:
      "as us-15, but 27.5 % stays on the union; parts as cars"
    case .euCvd2024:
      "duties from 2025 on the battery cars among cars from China, on top of 10 %; weights of makers "
        + "are of 2023; the share of Chinese cars before the duties is that of 2025"
    case .euUk2027:
      "what does not originate pays 10 % in both directions from 2027; combustion cars keep their "
        + "preference, so the measure needs a share of battery cars"
    }
  }

  /// Names of its measures.
  var names: [String] {
    switch self {
    case .us25: ["union"]
    case .us15, .us275Stays: ["union", "partners", "kingdom", "neighbours", "others"]
    case .euCvd2024: ["china"]
    case .euUk2027: ["to-union", "to-kingdom"]
    }
  }

  static let makers = [
    "BYD", "Geely", "SAIC", "Tesla", "other_cooperating", "non_cooperating",
  ]

  /// Catalogue keys that it reads.
  var keys: [String] {
    let us = ["us.tariff.car.pre2025", "us.tariff.car.apr_jul2025"]
    let others = [
      "us.tariff.partners", "us.tariff.uk", "us.tariff.usmca", "us.tariff.usmca.mean_2025",
      "us.tariff.car.from_aug2025",
      "us.tariff.car.mean_2025", "us.tariff.car.mean_2025_stays",
    ]
    switch self {
    case .us25: return us
    case .us15, .us275Stays: return us + others
    case .euCvd2024:
      return ["mfn.eu.car", "cvd.china_bev.battery_share", "cvd.china.market_share"]
        + Self.makers.flatMap { ["cvd.china_bev.\($0)", "cvd.china_bev.share.\($0)"] }
    case .euUk2027: return ["mfn.eu.car", "trade.preference_utilisation", "rule.tca.2027.year"]
    }
  }

  /// Throws a `ProblemReport` for a key without a central value.
  func measures(_ catalogue: ParameterCatalogue) throws -> [TradeMeasure] {
    switch self {
    case .us25, .us15, .us275Stays: try unitedStates(catalogue)
    case .euCvd2024: [try china(catalogue)]
    case .euUk2027: try channel(catalogue)
    }
  }

  private func unitedStates(_ catalogue: ParameterCatalogue) throws -> [TradeMeasure] {
    func rate(_ key: String) throws -> Double { try catalogue.central("us.tariff.\(key)") / 100 }
    let base = try rate("car.pre2025")
    let high = try rate("car.apr_jul2025")
    func measure(
      _ name: String, _ origins: [String], _ first: Double, _ later: Double, base: Double
    ) -> TradeMeasure {
      TradeMeasure(
        name: name, importers: Scope(["US"]), origins: Scope(origins),
        products: ["vehicles", "parts"],
        duty: DatedPath(
          points: [.init(year: 2025, value: first), .init(year: 2026, value: later)]),
        baseDuty: base)
    }
    guard self != .us25 else { return [measure("union", ["EU27"], high, high, base: base)] }
    let low = try rate("car.from_aug2025")
    let mean = try rate("car.mean_2025")
    let stays = try rate("car.mean_2025_stays")
    let union = self == .us15 ? (mean, low) : (stays, high)
    let partners = try rate("partners")
    let kingdom = try rate("uk")
    let neighbours = (try rate("usmca.mean_2025"), try rate("usmca"))
    return [
      measure("union", ["EU27"], union.0, union.1, base: base),
      measure("partners", ["JP", "KR"], stays, partners, base: base),
      measure("kingdom", ["UK"], mean, kingdom, base: base),
      measure("neighbours", ["CA", "MX"], neighbours.0, neighbours.1, base: 0),
      measure(
        "others",
        ["AU", "BR", "CH", "CN", "ID", "IN", "NO", "RU", "TR", "TW", TradeMeasure.restOfWorld],
        stays, high, base: base),
    ]
  }

  private func china(_ catalogue: ParameterCatalogue) throws -> TradeMeasure {
    let base = try catalogue.central("mfn.eu.car") / 100
    var measure = TradeMeasure(
      name: "china", importers: .eu27, origins: Scope(["CN"]), products: ["vehicles"],
      baseDuty: base)
    let sum = try Self.makers.reduce(0) {
      $0 + (try catalogue.central("cvd.china_bev.share.\($1)"))
    }
    for maker in Self.makers {
      let duty = try catalogue.central("cvd.china_bev.\(maker)") / 100
      measure.makers[maker] = TradeMeasure.Maker(
        share: try catalogue.central("cvd.china_bev.share.\(maker)") / sum,
        duty: DatedPath(points: [.init(year: 2025, value: base + duty)]))
    }
    measure.share = DatedPath(
      constant: try catalogue.central("cvd.china_bev.battery_share") / 100)
    measure.marketShare = try catalogue.central("cvd.china.market_share") / 100
    return measure
  }

  private func channel(_ catalogue: ParameterCatalogue) throws -> [TradeMeasure] {
    let year = try catalogue.whole("rule.tca.2027.year")
    let duty = try catalogue.central("mfn.eu.car") / 100
    let used = try catalogue.central("trade.preference_utilisation") / 100
    return [("to-union", ["EU27"], ["UK"]), ("to-kingdom", ["UK"], ["EU27"])]
      .map { name, importers, origins in
        var measure = TradeMeasure(
          name: name, importers: Scope(importers), origins: Scope(origins),
          products: ["vehicles"],
          duty: DatedPath(points: [.init(year: year, value: duty)]), baseDuty: 0)
        measure.utilisation = DatedPath(points: [.init(year: year, value: used)])
        return measure
      }
  }
}
