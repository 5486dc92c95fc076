public import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Announced closures, cuts and openings, with what they take from suppliers.
///
///     jobs_k(t) = (1 − s_k)·jobs⁰_k(t) + Σ J(t),  s_k = Σ plant jobs / E_k
///
/// jobs⁰ is what the other levers do in the region-industry k: an announced event takes the place of
/// the same plant's part in the transition (without the guard s = 0). The engine finds the final
/// demand of k that gives these jobs and follows it to suppliers (`EventStep`). Source: Miller and
/// Blair (2009), section 13.2; Documentation/Methods/events.md.
public struct Events: Lever {
  /// The word for this lever in scenario files.
  public static let key = "events"

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales jobs and plant shares.
  public var intensity: Double
  /// Where events count; those elsewhere are left out, with a notice.
  public var regions: Scope
  /// The announcements.
  public var register: [AnnouncedEvent]
  /// Whether an event replaces the plant's part in what other levers do.
  public var guardsTwice: Bool
  /// Evidence tags that count; all when empty.
  public var evidence: [String]

  /// Events of a register.
  public init(
    id: String = Events.key, intensity: Double = 1, regions: Scope = .eu27,
    register: [AnnouncedEvent], guardsTwice: Bool = true, evidence: [String] = []
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.register = register
    self.guardsTwice = guardsTwice
    self.evidence = evidence
  }

  /// Events that count: in scope, with evidence that counts.
  func counted(_ mask: ScopeMask, _ economy: Economy) -> [AnnouncedEvent] {
    let inside = Set(
      economy.regions.indices.filter { mask.regions[$0] }.map { economy.regions[$0].code })
    return register.filter {
      inside.contains($0.region) && (evidence.isEmpty || evidence.contains($0.evidence))
    }
  }

  /// Unknown places, and events larger than what is there.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems: [Problem] = []
    let economy = context.economy
    let mask = economy.mask(of: regions, path: "\(id).regions", problems: &problems)
    guard problems.isEmpty else { return problems }
    var groups: [Int: [AnnouncedEvent]] = [:]
    for event in counted(mask, economy) {
      guard let r = economy.regions.firstIndex(where: { $0.code == event.region }) else { continue }
      guard let i = context.industryIndex[event.industry] else {
        problems.append(
          Problem(
            at: event.location, path: id, "the economy has no industry `\(event.industry)`",
            expected: "the code of an industry"))
        continue
      }
      groups[economy.index(region: r, industry: i), default: []].append(event)
    }
    for (k, events) in groups.sorted(by: { $0.key < $1.key }) {
      problems += sizeProblems(k, events, economy)
    }
    return problems
  }

  /// Losses and plants must fit into the jobs of the region-industry.
  private func sizeProblems(_ k: Int, _ events: [AnnouncedEvent], _ economy: Economy) -> [Problem] {
    let there = economy.satellites.employment[k]
    let place =
      "\(economy.industries[k % economy.industryCount].code) of "
      + economy.regions[k / economy.industryCount].code
    let names = events.map(\.plant).joined(separator: ", ")
    guard there.isFinite, there > 0 else {
      return [
        Problem(
          at: events[0].location, path: id,
          "\(names): employment in \(place) is not known or zero, so nobody knows its output a job",
          expected: "a region-industry with employment")
      ]
    }
    let lost = events.reduce(0) { $1.kind.isLoss ? $0 + $1.jobs : $0 }
    let named = events.reduce(0) { $0 + $1.plantJobs }
    guard max(lost, named) > there else { return [] }
    return [
      Problem(
        at: events[0].location, path: id,
        "\(names): \(Int(max(lost, named).rounded())) jobs in \(place), which has "
          + "\(Int(there.rounded()))",
        expected: "events and plants within the employment of the region's industry")
    ]
  }

  /// Sets the jobs of the year.
  public func act(on state: inout LeverState) throws {
    guard intensity > 0 else { return }
    let context = state.context
    let economy = context.economy
    var problems: [Problem] = []
    let mask = economy.mask(of: regions, path: "\(id).regions", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    var (lost, gained) = (0.0, 0.0)
    for event in counted(mask, economy) {
      let change = intensity * event.change(in: state.year)
      guard change != 0, let i = context.industryIndex[event.industry],
        let r = economy.regions.firstIndex(where: { $0.code == event.region })
      else { continue }
      if change < 0 { lost -= change } else { gained += change }
      let k = economy.index(region: r, industry: i)
      let share =
        guardsTwice
        ? intensity * event.plantJobs / economy.satellites.employment[k]
          * abs(event.change(in: state.year)) / event.jobs : 0
      var target =
        state.events[k] ?? EventTarget(lever: id, index: k, jobs: 0, plantShare: 0)
      target.jobs += change
      target.plantShare += share
      guard target.plantShare <= 1 + 1e-9 else {
        throw ProblemReport([
          Problem(
            at: event.location, path: id,
            "with the events of `\(target.lever)`, the plants of \(event.industry) in "
              + "\(event.region) have more jobs than the region's industry",
            expected: "plants within the employment of the region's industry")
        ])
      }
      state.events[k] = target
    }
    guard lost > 0 || gained > 0 else { return }
    state.report("announced jobs lost so far", lost, "persons", at: "EU27", lever: id)
    state.report("announced jobs gained so far", gained, "persons", at: "EU27", lever: id)
  }

  /// What was left out, and what share of the losses of 2024 the register holds.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity != 0, let context = states.first?.context else { return [] }
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "", problems: &problems)
    let counted = counted(mask, context.economy)
    var notices: [Notice] = []
    if counted.count < register.count {
      notices.append(
        Notice(
          "events-left-out",
          "\(id): \(register.count - counted.count) of \(register.count) events are outside the "
            + "scope or the evidence that counts"))
    }
    if let announced = context.catalogue[Self.announcedKey]?.central, announced > 0 {
      let held = counted.reduce(0.0) {
        $1.announced == 2024 ? $0 + ($1.kind.isLoss ? $1.jobs : -$1.jobs) : $0
      }
      notices.append(
        Notice(
          "events-coverage",
          "\(id): events announced in 2024 come to \(Int(held.rounded())) jobs net, "
            + "\(Int((100 * held / announced).rounded())) % of the \(Int(announced)) that Eurofound "
            + "counted in the union's automotive industry that year"))
    }
    return notices
  }

  static let announcedKey = "calib.erm2024.net_losses"
}
