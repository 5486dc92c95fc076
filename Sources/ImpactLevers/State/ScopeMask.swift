package import ImpactAxes
package import ImpactDiagnostics
package import ImpactEconomies

/// The places a scope reaches in one economy.
package struct ScopeMask: Sendable, Hashable {
  /// By region, length R.
  package let regions: [Bool]
  /// Whether the rest of the world belongs to it (`WORLD` alone does this).
  package let includesWorld: Bool

  /// A hash of both, worked out once, so that masks are cheap keys.
  private let digest: Int

  package init(regions: [Bool], includesWorld: Bool) {
    self.regions = regions
    self.includesWorld = includesWorld
    // FNV-1a, 64 bits.
    var digest: UInt64 = includesWorld ? 0xcbf2_9ce4_8422_2325 : 0xaf63_bd4c_8601_b7df
    for holds in regions { digest = (digest ^ (holds ? 1 : 2)) &* 0x100_0000_01b3 }
    self.digest = Int(truncatingIfNeeded: digest)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(digest) }

  package static func == (a: Self, b: Self) -> Bool {
    a.digest == b.digest && a.includesWorld == b.includesWorld && a.regions == b.regions
  }
}

extension Economy {
  /// Resolves names of regions, countries, territories and zones.
  ///
  /// Unknown names are appended to `problems` with `path` before them.
  package func mask(of scope: Scope, path: String, problems: inout [Problem]) -> ScopeMask {
    var reached = [Bool](repeating: false, count: regionCount)
    var world = false
    for name in scope.names {
      let members = regionIndices(named: name)
      if members.isEmpty && !Self.zones.contains(name) {
        problems.append(
          Problem(
            at: nil, path: path, "`\(name)` is no place of the economy `\(self.name)`",
            expected:
              "a region, country or territory code, or one of \(Self.zones.joined(separator: ", "))"
          ))
      }
      for region in members { reached[region] = true }
      if name == "WORLD" { world = true }
    }
    if scope.names.isEmpty {
      problems.append(
        Problem(at: nil, path: path, "the scope names no place", expected: "at least one place"))
    }
    return ScopeMask(regions: reached, includesWorld: world)
  }
}

extension ScopeMask {
  /// One mask for each country of an economy, without the rest of the world.
  func byCountry(_ economy: Economy) -> [ScopeMask] {
    economy.countries.indices.map { c in
      ScopeMask(
        regions: regions.indices.map { regions[$0] && economy.countryOfRegion[$0] == c },
        includesWorld: false)
    }
  }

  /// All regions and the rest of the world.
  static func everywhere(_ regionCount: Int) -> ScopeMask {
    ScopeMask(regions: [Bool](repeating: true, count: regionCount), includesWorld: true)
  }

  package func intersection(_ other: ScopeMask) -> ScopeMask {
    ScopeMask(
      regions: zip(regions, other.regions).map { $0 && $1 },
      includesWorld: includesWorld && other.includesWorld)
  }

  package func union(_ other: ScopeMask) -> ScopeMask {
    ScopeMask(
      regions: zip(regions, other.regions).map { $0 || $1 },
      includesWorld: includesWorld || other.includesWorld)
  }

  package var complement: ScopeMask {
    ScopeMask(regions: regions.map { !$0 }, includesWorld: !includesWorld)
  }
}
