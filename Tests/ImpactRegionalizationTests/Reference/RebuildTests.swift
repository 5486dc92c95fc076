import ImpactEconomies
import ImpactEconomyFiles
import Testing

@testable import ImpactRegionalization

/// The shipped economy is what the builder makes of the public sources.
@Suite(.enabled(if: ReferenceData.sources != nil)) struct RebuildTests {
  private let built: Economy
  private let shipped: Economy

  init() throws {
    built = try #require(try ReferenceBuild.economy.get())
    shipped = try Economy.shipped(.euNUTS2)
  }

  /// 1e-7 relative.
  ///
  /// Fits and balancing stop at 1e-11 or 1e-12, and machines round differently. Cells
  /// that are differences of large numbers get 1e-12 of the largest entry.
  private func expectEqual(
    _ a: [Double], _ b: [Double], _ name: String, location: SourceLocation = #_sourceLocation
  ) {
    guard a.count == b.count else {
      Issue.record("\(name): \(a.count) values, \(b.count) shipped", sourceLocation: location)
      return
    }
    let floor = b.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) } * 1e-12
    let wrong = a.indices.filter { k in
      if a[k].isNaN || b[k].isNaN { return a[k].isNaN != b[k].isNaN }
      return abs(a[k] - b[k]) > 1e-7 * max(abs(a[k]), abs(b[k])) + floor
    }
    #expect(
      wrong.isEmpty, "\(name): \(wrong.count) values differ, the first at \(wrong.first ?? 0)",
      sourceLocation: location)
  }

  @Test func axesAreEqual() {
    #expect(built.regions == shipped.regions)
    #expect(built.industries == shipped.industries)
    #expect(built.countries == shipped.countries)
    #expect(built.countryOfRegion == shipped.countryOfRegion)
    #expect(built.territories == shipped.territories)
    #expect(built.satellites.employmentFlags == shipped.satellites.employmentFlags)
    #expect((built.baseYear, built.updateYear) == (shipped.baseYear, shipped.updateYear))
  }

  @Test func structureIsEqual() {
    expectEqual(built.technology.own, shipped.technology.own, "own technology")
    expectEqual(built.technology.imported, shipped.technology.imported, "imported technology")
    expectEqual(built.technology.ownShareShift, shipped.technology.ownShareShift, "shift")
    expectEqual(built.sourcing.attraction, shipped.sourcing.attraction, "attraction")
    expectEqual(built.sourcing.pairFactors, shipped.sourcing.pairFactors, "pair factors")
    #expect(built.sourcing.distanceExponents == shipped.sourcing.distanceExponents)
  }

  @Test func usesAreEqual() {
    let (a, b) = (built.finalDemand, shipped.finalDemand)
    expectEqual(a.own.flatMap(\.self), b.own.flatMap(\.self), "own final demand")
    expectEqual(a.imported.flatMap(\.self), b.imported.flatMap(\.self), "imported final demand")
    expectEqual(a.ownRegionUse, b.ownRegionUse, "own-region use")
    expectEqual(a.exportsToWorld, b.exportsToWorld, "exports to the world")
  }

  @Test func valueAddedOfRegionsFollowsTheirProduct() throws {
    let estimate = try #require(try ReferenceData.estimate.get())
    let size = built.industryCount
    var found: [String: [Double]] = [:]
    var product: [String: [Double]] = [:]
    for (r, region) in estimate.regions.enumerated() {
      // Industries with a negative value added stay outside the fit.
      let added = built.satellites.valueAdded[r * size..<(r + 1) * size]
        .reduce(0) { $0 + max($1, 0) }
      found[region.country, default: []].append(added)
      product[region.country, default: []].append(estimate.domesticProduct[r])
    }
    for (country, values) in found.sorted(by: { $0.key < $1.key }) {
      let shares = product[country] ?? []
      let scale = values.reduce(0, +) / shares.reduce(0, +)
      let worst = zip(values, shares).map { abs($0 / ($1 * scale) - 1) }.max() ?? 0
      // The fit stops at 1e-12 of a country; a small region is a thousandth of it.
      #expect(worst < 1e-6, "\(country)")
    }
  }

  @Test func satellitesAreEqual() {
    let (a, b) = (built.satellites, shipped.satellites)
    expectEqual(a.output, b.output, "output")
    expectEqual(a.valueAdded, b.valueAdded, "value added")
    expectEqual(a.compensation, b.compensation, "compensation")
    expectEqual(a.employment, b.employment, "employment")
    expectEqual(a.taxesAndMargins, b.taxesAndMargins, "taxes and margins")
  }

  @Test func mixesAndQualityAreEqual() {
    #expect(built.technologyMix.map(\.country) == shipped.technologyMix.map(\.country))
    for (a, b) in zip(built.technologyMix, shipped.technologyMix) {
      for (technology, share) in b.shares {
        // 1e-7 as above.
        #expect(abs((a.shares[technology] ?? 0) - share) < 1e-7, "\(b.country) \(technology)")
      }
    }
    // Residuals in the report differ between machines, its lines do not.
    let lines = zip(built.quality, shipped.quality).filter { $0.figure != $1.figure }
    #expect(built.quality.count == shipped.quality.count)
    #expect(lines.isEmpty)
  }
}
