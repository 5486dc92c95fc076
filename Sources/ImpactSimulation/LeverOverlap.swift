import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers

/// Levers that would count the same change twice.
///
/// Two drive-train levers for one class of vehicles on one region both start from its base mix, and two floors on one basket,
/// zone and region both lift the same spread of vehicles: neither sum means anything, so it is refused.
enum LeverOverlap {
  static func problems(_ levers: [any Lever], in economy: Economy) -> [Problem] {
    let reaches = levers.filter { $0.intensity > 0 }.compactMap { Reach($0, economy) }
    var problems = repeatedEvents(levers)
    for (k, first) in reaches.enumerated() {
      for second in reaches[(k + 1)...] {
        guard let region = first.shared(with: second) else { continue }
        problems.append(
          Problem(
            at: nil, path: second.id,
            "it changes \(first.what) in regions that `\(first.id)` changes too, such as "
              + economy.regions[region].code,
            expected: "levers of one kind with regions of their own"))
      }
    }
    return problems + order(levers) + labourProblems(levers, economy)
  }

  /// Two levers that set the labour of the same new plants.
  private static func labourProblems(_ levers: [any Lever], _ economy: Economy) -> [Problem] {
    let sets = levers.compactMap { $0 as? DriveTrain }
      .filter { $0.intensity > 0 && ($0.labourSet != nil || $0.cellJobs != nil) }
    var problems: [Problem] = []
    for (k, first) in sets.enumerated() {
      for second in sets[(k + 1)...] {
        guard let a = Reach(first, economy), let b = Reach(second, economy),
          a.goods.isDisjoint(with: b.goods), let region = a.regions.intersection(b.regions).min()
        else { continue }
        problems.append(
          Problem(
            at: nil, path: second.id,
            "it sets the labour of new plants that `\(first.id)` sets too, such as in "
              + economy.regions[region].code,
            expected: "`labour-set` and `cell-jobs` in one of the levers"))
      }
    }
    return problems
  }

  /// Levers that start from what markets register, before the transition that says it.
  private static func order(_ levers: [any Lever]) -> [Problem] {
    levers.enumerated()
      .compactMap { k, lever in
        guard lever is any MarketReader, lever.intensity > 0,
          let later = levers[(k + 1)...]
            .first(where: {
              ($0 as? DriveTrain)?.hasMarkets == true && $0.intensity > 0
            })
        else { return nil }
        return Problem(
          at: nil, path: lever.id,
          "it starts from what markets register, which `\(later.id)` says after it",
          expected: "a place after `\(later.id)` in the list of levers")
      }
  }

  /// Trade levers that answer for the same market and product.
  static func tradeProblems(_ levers: [any Lever], in context: LeverContext) -> [Problem] {
    let trade = levers.compactMap { $0 as? TradePolicy }
    return trade.indices.flatMap { k in
      trade[(k + 1)...].flatMap { trade[k].overlaps(with: $0, in: context) }
    }
  }

  /// Announcements that two registers hold.
  private static func repeatedEvents(_ levers: [any Lever]) -> [Problem] {
    var seen: [String: String] = [:]
    var problems: [Problem] = []
    for lever in levers.compactMap({ $0 as? Events }) where lever.intensity > 0 {
      for event in lever.register {
        let key = "\(event.plant), \(event.industry) of \(event.region)"
        if let first = seen[key], first != lever.id {
          problems.append(
            Problem(
              at: event.location, path: lever.id,
              "the event \(key) stands in the register of `\(first)` too",
              expected: "each event in one register"))
        }
        seen[key] = seen[key] ?? lever.id
      }
    }
    return problems
  }

  /// What a lever takes hold of, and where.
  private struct Reach {
    let id: String
    let what: String
    /// Classes of vehicles or baskets; none stands for everything.
    let goods: Set<String>
    /// Origins that count; floors for different zones may stand side by side.
    let zone: Set<Int>
    let regions: Set<Int>

    init?(_ lever: any Lever, _ economy: Economy) {
      var ignored: [Problem] = []
      id = lever.id
      switch lever {
      case let lever as DriveTrain:
        what = "the technology mix"
        goods = Set(lever.vehicles.members.map(\.rawValue))
        zone = []
        regions = Self.indices(economy.mask(of: lever.regions, path: "", problems: &ignored))
      case let lever as LocalContent:
        what = "content floors"
        goods = Set(lever.floors.keys.flatMap(\.sameGoods).map(\.rawValue))
        zone = Self.indices(economy.mask(of: lever.zone, path: "", problems: &ignored))
        regions = Self.indices(economy.mask(of: lever.regions, path: "", problems: &ignored))
      case let lever as Productivity:
        what = "labour productivity"
        goods = []
        zone = []
        regions = Self.indices(economy.mask(of: lever.regions, path: "", problems: &ignored))
      case let lever as FleetMandate:
        what = "what companies register"
        goods = []
        zone = []
        regions = Self.indices(economy.mask(of: lever.regions, path: "", problems: &ignored))
      default: return nil
      }
    }

    private static func indices(_ mask: ScopeMask) -> Set<Int> {
      Set(mask.regions.indices.filter { mask.regions[$0] })
    }

    func shared(with other: Reach) -> Int? {
      guard what == other.what, zone == other.zone,
        goods.isEmpty || !goods.isDisjoint(with: other.goods)
      else {
        return nil
      }
      return regions.intersection(other.regions).min()
    }
  }
}
