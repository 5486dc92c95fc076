public import ImpactAxes
public import ImpactDiagnostics
import ImpactEconomies

/// Growth of labour productivity by industry, in baseline and scenario alike.
///
///     G[i](t) = Π_τ (1 + λ·g[i](τ)),  τ from the year after `from` to t
///
/// `output: grows`: output, value added and compensation per person grow by G, so jobs stay as they are.
/// `output: stays`: output stays and jobs fall by 1/G, in the baseline too; wages grow with
/// productivity, so compensation stays. In both, changes are scaled as levels are: productivity alone
/// changes nothing against the baseline. Source: Miller and Blair (2022), comparative statics.
public struct Productivity: Lever {
  /// The word for this lever in scenario files.
  public static let key = "productivity"
  /// Names that stand for groups of industries.
  public static let groups = ["all", "automotive"]

  /// What output does while productivity grows.
  public enum Output: String, Sendable, CaseIterable {
    case grows, stays
  }

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the rates.
  public var intensity: Double
  /// Where productivity grows.
  public var regions: Scope
  /// Growth a year by industry code, `automotive` (the automotive block) or `all`; an industry's own
  /// rate comes before that of its group.
  public var rates: [String: DatedPath]
  /// What output does.
  public var output: Output
  /// The year of the accounts' labour; nil takes the year of the technology mix.
  public var from: Int?

  /// A growth of labour productivity.
  public init(
    id: String = Productivity.key, intensity: Double = 1, regions: Scope = .eu27,
    rates: [String: DatedPath], output: Output = .grows, from: Int? = nil
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.rates = rates
    self.output = output
    self.from = from
  }

  /// Unknown places and industries, and rates that leave no labour.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems: [Problem] = []
    _ = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    for name in rates.keys.sorted()
    where !Self.groups.contains(name) && context.industryIndex[name] == nil {
      problems.append(
        Problem(
          at: nil, path: "\(id).rates", "the economy has no industry `\(name)`",
          expected: "an industry code, `automotive` or `all`"))
    }
    for (name, path) in rates.sorted(by: { $0.key < $1.key })
    where path.points.contains(where: { !($0.value > -1 && $0.value.isFinite) }) {
      problems.append(
        Problem(
          at: nil, path: "\(id).rates.\(name)", "a growth of -100 % or less leaves no output",
          expected: "a growth a year above -100 %"))
    }
    return problems
  }

  /// Marks the growth of the regions in scope; years before `from` have none.
  public func act(on state: inout LeverState) throws {
    var problems: [Problem] = []
    let economy = state.context.economy
    let mask = state.context.mask(of: regions, path: "\(id).regions", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let block = Set(AutomotiveBlock.all)
    for (i, industry) in economy.industries.enumerated() {
      let path =
        rates[industry.code] ?? (block.contains(industry.code) ? rates["automotive"] : nil)
        ?? rates["all"]
      guard let path else { continue }
      let first = (from ?? economy.updateYear) + 1
      var factor = 1.0
      for year in stride(from: first, through: state.year, by: 1) {
        factor *= 1 + intensity * path.value(in: year)
      }
      guard factor != 1 else { continue }
      for s in economy.regions.indices where mask.regions[s] {
        state.productivity[economy.index(region: s, industry: i)] = ProductivityGrowth(
          factor: factor, outputGrows: output == .grows)
      }
    }
  }

  /// What grows, and what it means for the baseline.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity != 0, states.contains(where: { !$0.productivity.isEmpty }) else { return [] }
    let text =
      output == .grows
      ? "output, value added and compensation grow with labour productivity, in the baseline too; "
        + "jobs stay as they are"
      : "labour productivity grows while output stays, in the baseline too: jobs of the baseline "
        + "fall, and changes are counted in the jobs of their year"
    return [Notice("productivity", "\(id): \(text)")]
  }
}
