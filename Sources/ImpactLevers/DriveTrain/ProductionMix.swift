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
    let all = Technology.allCases
    let values = shares(
      of: all.map { mix[$0] }, in: year, base: all.map { base[$0] ?? 0 }, updateYear: updateYear)
    return values.map {
      Dictionary(zip(all, $0), uniquingKeysWith: { first, _ in first })
    }
  }

  /// The same in the order of `Technology.allCases`; combustion, the first, has no path.
  static func shares(
    of paths: [DatedPath?], in year: Int, base: [Double], updateYear: Int
  ) -> [Double]? {
    var result = base
    var named = 0.0
    var baseOfOthers = base[0]
    for k in 1..<paths.count {
      guard let path = paths[k] else {
        baseOfOthers += base[k]
        continue
      }
      result[k] = share(on: path, in: year, from: base[k], since: updateYear)
      guard result[k] >= 0 else { return nil }
      named += result[k]
    }
    guard named <= 1 + 1e-9 else { return nil }
    let left = max(0, 1 - named)
    for k in paths.indices where k == 0 || paths[k] == nil {
      let proportion = baseOfOthers > 0 ? base[k] / baseOfOthers : (k == 0 ? 1 : 0)
      result[k] = left * proportion
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

  /// m(t) − m(0) on some paths, scaled by the intensity, in the order of `Technology.allCases`; nil when
  /// the named shares exceed 1.
  func mixChange(
    on paths: [DatedPath?], in year: Int, base: [Double], updateYear: Int
  ) -> [Double]? {
    guard let target = Self.shares(of: paths, in: year, base: base, updateYear: updateYear) else {
      return nil
    }
    return zip(target, base).map { intensity * ($0 - $1) }
  }
}
