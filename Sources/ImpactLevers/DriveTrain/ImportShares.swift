import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Where the registrations of a drive train come from, as far as origins are named.
///
/// Of drive train k in market m (purchases B[r,m], mix μ[k,m]) the named origin o delivers
///
///     d[o,k](t) = s[k,o](t)·μ[k,m](t)·Σ_r B[r,m]
///
/// and the other origins share the rest of k as the accounts share the market among them. A drive train
/// without named origins comes from everywhere as the accounts have it. Only the change since the update
/// year moves sales:
///
///     ΔB[r,m] = Σ_k (d[r,k](t) − d[r,k](0)),  Σ_r ΔB[r,m] = 0
///
/// so registrations that stay move nothing, and what imports gain others lose.
struct ImportShares: Sendable {
  /// One named origin: W has the index R.
  struct Origin: Sendable {
    let name: String
    let regions: [Int]
    /// Parts of the origin's regions in what it delivers, where they deliver nothing in the accounts.
    let weights: [Double]
  }

  let origins: [Origin]
  /// s by drive train in the order of `Technology.allCases` and by origin; nil is not named.
  let paths: [[DatedPath?]]
  let updateYear: Int
  /// Markets that lie in the lever's regions.
  let markets: Set<Int>

  static let observedPrefix = "imports.2023."

  /// s of one drive train and year by origin index; nil where no origin is named.
  func shares(_ k: Int, in year: Int) -> [Double?]? {
    guard paths[k].contains(where: { $0 != nil }) else { return nil }
    return paths[k].map { $0?.value(in: year) }
  }

  /// Part of drive train k that each origin delivers (length R + 1, sums to 1), from the parts that
  /// the accounts give.
  func parts(_ k: Int, in year: Int, accounts: [Double]) -> [Double] {
    guard let shares = shares(k, in: year) else { return accounts }
    var parts = accounts
    var named = 0.0
    for (o, origin) in origins.enumerated() {
      guard let share = shares[o] else { continue }
      named += share
      let known = origin.regions.reduce(0) { $0 + accounts[$1] }
      for (n, r) in origin.regions.enumerated() {
        parts[r] = share * (known > 0 ? accounts[r] / known : origin.weights[n])
      }
    }
    let taken = Set(
      origins.indices.filter { shares[$0] != nil }.flatMap { origins[$0].regions })
    let rest = accounts.indices.reduce(0) { taken.contains($1) ? $0 : $0 + accounts[$1] }
    guard rest > 0 else { return parts }
    for r in accounts.indices where !taken.contains(r) {
      parts[r] = (1 - named) * accounts[r] / rest
    }
    return parts
  }
}

extension DriveTrain {
  /// Whether anything says where a drive train comes from.
  var namesOrigins: Bool { observedImports || !imports.isEmpty }

  /// s by drive train and origin: the catalogue's of 2023, and the file's own in their stead.
  func importPaths(_ context: LeverContext) -> [Technology: [String: DatedPath]] {
    var paths: [Technology: [String: DatedPath]] = [:]
    if observedImports {
      for (key, parameter) in context.catalogue.parameters
      where key.hasPrefix(ImportShares.observedPrefix) {
        let parts = key.dropFirst(ImportShares.observedPrefix.count).split(separator: ".")
        guard parts.count == 2, let technology = Technology(rawValue: String(parts[0])),
          let value = parameter.central,
          !context.regionIndices(named: String(parts[1])).isEmpty
        else { continue }
        paths[technology, default: [:]][String(parts[1])] = DatedPath(constant: value / 100)
      }
    }
    for (technology, origins) in imports { paths[technology] = origins }
    return paths
  }

  /// Nil where no origin is named.
  func importShares(_ markets: VehicleMarkets, _ context: LeverContext) -> ImportShares? {
    guard namesOrigins else { return nil }
    let paths = importPaths(context)
    let economy = context.economy
    var ignored: [Problem] = []
    let mask = economy.mask(of: regions, path: "", problems: &ignored)
    let origins = Set(paths.values.flatMap(\.keys)).sorted()
      .map { name -> ImportShares.Origin in
        let regions = Self.originRegions(name, context)
        let output = regions.map { $0 < economy.regionCount ? context.vehicleOutput($0) : 1 }
        let total = output.reduce(0, +)
        return ImportShares.Origin(
          name: name, regions: regions,
          weights: output.map { total > 0 ? $0 / total : 1 / Double(output.count) })
      }
    return ImportShares(
      origins: origins,
      paths: Technology.allCases.map { k in origins.map { paths[k]?[$0.name] } },
      updateYear: economy.updateYear,
      markets: Set(
        markets.markets.indices.filter { m in
          let regions = markets.markets[m].regions
          return !regions.isEmpty && regions.allSatisfy { mask.regions[$0] }
        }))
  }

  /// `WORLD` is what the accounts do not hold apart.
  private static func originRegions(_ name: String, _ context: LeverContext) -> [Int] {
    name == "WORLD"
      ? [context.economy.regionCount] : context.regionIndices(named: name).sorted()
  }

  /// Unknown places, places of sale as origins, and shares that exceed the whole.
  func importProblems(_ context: LeverContext, years: [Int]) -> [Problem] {
    guard namesOrigins else { return [] }
    var problems: [Problem] = []
    let paths = importPaths(context)
    let mask = context.economy.mask(of: regions, path: "\(id).regions", problems: &problems)
    if !followsMarkets {
      problems.append(
        Problem(
          at: nil, path: "\(id).imports", "nothing says what is registered, or production is given",
          expected: "`registrations` or `preset`, and no `mix`"))
    }
    for (technology, origins) in paths.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let path = "\(id).imports.\(technology.rawValue)"
      var taken: Set<Int> = []
      for name in origins.keys.sorted() {
        if name != "WORLD" {
          _ = context.economy.mask(of: Scope([name]), path: path, problems: &problems)
        }
        let members = Self.originRegions(name, context)
        if let home = members.first(where: { $0 < mask.regions.count && mask.regions[$0] }) {
          problems.append(
            Problem(
              at: nil, path: "\(path).\(name)",
              "\(context.economy.regions[home].code) lies where the lever acts, so it imports nothing",
              expected: "origins outside the lever's `regions`"))
        }
        if !taken.isDisjoint(with: members) {
          problems.append(
            Problem(
              at: nil, path: "\(path).\(name)", "two origins hold the same region",
              expected: "origins that do not overlap"))
        }
        taken.formUnion(members)
      }
      problems += Self.excess(origins, years: years + [context.economy.updateYear], path: path)
    }
    return problems
  }

  private static func excess(
    _ origins: [String: DatedPath], years: [Int], path: String
  ) -> [Problem] {
    for year in years.sorted() {
      let shares = origins.keys.sorted().map { origins[$0]?.value(in: year) ?? 0 }
      let sum = shares.reduce(0, +)
      guard sum > 1 + 1e-9 || shares.contains(where: { $0 < 0 }) else { continue }
      return [
        Problem(
          at: nil, path: path, "the shares are negative or sum to \(sum) in \(year)",
          expected: "shares of origins of at least 0 that sum to at most 1")
      ]
    }
    return []
  }
}
