package import ImpactAxes

extension DriveTrain {
  /// Shares of production by drive train in a year, given the mix of the update year.
  ///
  /// A technology with a path follows it; before its first date it runs on the straight line from
  /// the base mix in the update year. The others keep their proportion of what is left, and
  /// combustion takes all of it where they had no share. Nil when the named shares exceed 1 (1e-9
  /// for rounding).
  package func productionMix(
    in year: Int, base: [Technology: Double], updateYear: Int
  ) -> [Technology: Double]? {
    Self.mix(of: mix, in: year, base: base, updateYear: updateYear)
  }

  /// The same for paths of any place.
  package static func mix(
    of mix: [Technology: DatedPath], in year: Int, base: [Technology: Double], updateYear: Int
  ) -> [Technology: Double]? {
    var result: [Technology: Double] = [:]
    for technology in Technology.allCases where technology != .ice {
      guard let path = mix[technology] else { continue }
      result[technology] = Self.share(
        on: path, in: year, from: base[technology] ?? 0, since: updateYear)
    }
    // In a fixed order: the order of a dictionary would change the last bits from run to run.
    let named = Technology.allCases.reduce(0) { $0 + (result[$1] ?? 0) }
    guard named <= 1 + 1e-9, result.values.allSatisfy({ $0 >= 0 }) else { return nil }
    let left = max(0, 1 - named)
    let others = Technology.allCases.filter { result[$0] == nil }
    let baseOfOthers = others.reduce(0) { $0 + (base[$1] ?? 0) }
    for technology in others {
      let proportion =
        baseOfOthers > 0
        ? (base[technology] ?? 0) / baseOfOthers : (technology == .ice ? 1 : 0)
      result[technology] = left * proportion
    }
    return result
  }

  private static func share(
    on path: DatedPath, in year: Int, from base: Double, since updateYear: Int
  ) -> Double {
    let first = path.first
    if year >= first.year { return path.value(in: year) }
    guard year > updateYear else { return base }
    let place = Double(year - updateYear) / Double(first.year - updateYear)
    return base + (first.value - base) * place
  }

  /// m(t) − m(0), scaled by the intensity; nil when the named shares exceed 1.
  package func mixChange(
    in year: Int, base: [Technology: Double], updateYear: Int
  ) -> [Technology: Double]? {
    guard let target = productionMix(in: year, base: base, updateYear: updateYear) else {
      return nil
    }
    return Dictionary(
      Technology.allCases.map { ($0, intensity * ((target[$0] ?? 0) - (base[$0] ?? 0))) },
      uniquingKeysWith: { first, _ in first })
  }
}
