import ImpactDiagnostics

/// Which codes of one classification go into which codes of another.
///
///     z′[k] = Σ_i w[i,k] z[i],   Σ_k w[i,k] = 1 for every i
///
/// Many codes into one keep all totals; one code into many needs weights. Weights have no unit.
public struct Concordance: Sendable, Hashable {
  /// One line: a code, where it goes, and how much of it.
  public struct Link: Sendable, Hashable {
    /// Code of the old classification.
    public let from: String
    /// Code of the new classification.
    public let to: String
    /// w, share of `from` that goes to `to`.
    public let weight: Double
    /// Name of `to` for people; empty when the source gives none.
    public let toName: String
    /// One link, unchecked.
    public init(from: String, to: String, weight: Double = 1, toName: String = "") {
      self.from = from
      self.to = to
      self.weight = weight
      self.toName = toName
    }
  }

  /// Identifier, such as `a64-to-a10`, or the path of a file.
  public let name: String
  /// In the order of the source, weights of each code scaled to a sum of 1.
  public let links: [Link]

  /// Largest gap between 1 and the weights of a code: they are written with nine digits or more.
  public static let tolerance = 1e-9

  /// Checks the links; throws a `ProblemReport` with every pair that stands twice, every weight that
  /// is no share, and every code whose weights do not sum to 1 within `tolerance`.
  public init(name: String, links: [Link]) throws {
    var problems: [Problem] = []
    var seen: Set<[String]> = []
    var sums: [String: Double] = [:]
    for link in links {
      if link.from.isEmpty || link.to.isEmpty {
        problems.append(
          Problem(
            at: nil, path: name, "a link from `\(link.from)` to `\(link.to)` has an empty code",
            expected: "two codes"))
      }
      if !seen.insert([link.from, link.to]).inserted {
        problems.append(
          Problem(
            at: nil, path: name, "`\(link.from)` goes to `\(link.to)` twice",
            expected: "each pair once"))
      }
      if !(link.weight >= 0 && link.weight <= 1 + Self.tolerance) {
        problems.append(
          Problem(
            at: nil, path: name,
            "the weight of `\(link.from)` to `\(link.to)` is \(link.weight)",
            expected: "a share from 0 to 1"))
      }
      sums[link.from, default: 0] += link.weight
    }
    for (code, sum) in sums.sorted(by: { $0.key < $1.key }) where !(abs(sum - 1) <= Self.tolerance)
    {
      problems.append(
        Problem(
          at: nil, path: name, "the weights of `\(code)` sum to \(sum)", expected: "a sum of 1"))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    self.name = name
    self.links = links.map { link in
      Link(
        from: link.from, to: link.to, weight: link.weight / (sums[link.from] ?? 1),
        toName: link.toName)
    }
  }
}

extension Concordance {
  /// The map of an axis with these codes; throws a `ProblemReport` with every code that has no link.
  ///
  /// Targets stand in the order in which the links name them; those that nothing reaches are left
  /// out. Links of codes that the axis lacks are not used.
  package func map(of codes: [String], axis: String) throws -> AxisMap {
    let byCode = Dictionary(grouping: links, by: \.from)
    let missing = codes.filter { byCode[$0] == nil }
    guard missing.isEmpty else {
      throw ProblemReport(
        missing.map { code in
          let near = NearestName.nearest(to: code, among: byCode.keys)
          return Problem(
            at: nil, path: name, "there is no link from \(axis) `\(code)`",
            expected: "a row with it in `from`" + (near.map { "; the nearest is `\($0)`" } ?? ""))
        })
    }
    let used = Set(codes)
    var targets: [AxisMap.Target] = []
    var index: [String: Int] = [:]
    for link in links where used.contains(link.from) && link.weight > 0 {
      if index[link.to] == nil {
        index[link.to] = targets.count
        targets.append(AxisMap.Target(code: link.to, name: link.toName))
      }
    }
    let parts = codes.map { code in
      (byCode[code] ?? [])
        .compactMap { link in
          index[link.to]
            .flatMap { link.weight > 0 ? AxisMap.Part(target: $0, weight: link.weight) : nil }
        }
    }
    return AxisMap(targets: targets, parts: parts)
  }
}

/// A concordance applied to the codes of one axis.
package struct AxisMap: Sendable {
  package struct Target: Sendable, Hashable {
    package let code: String
    /// Empty when the concordance gives none.
    package let name: String
  }

  package struct Part: Sendable, Hashable {
    package let target: Int
    package let weight: Double
  }

  package let targets: [Target]
  /// Where each code of the axis goes.
  package let parts: [[Part]]

  package init(targets: [Target], parts: [[Part]]) {
    self.targets = targets
    self.parts = parts
  }

  /// Every code to itself.
  package init(identityOf codes: [String]) {
    targets = codes.map { Target(code: $0, name: "") }
    parts = codes.indices.map { [Part(target: $0, weight: 1)] }
  }

  /// Codes of the axis that go to a target, ascending.
  package func sources(of target: Int) -> [Int] {
    parts.indices.filter { parts[$0].contains { $0.target == target } }
  }
}
