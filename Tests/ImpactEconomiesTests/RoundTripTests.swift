import Foundation
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles
import ImpactTestSupport
import Testing

/// Equal bit by bit, with nan equal to nan.
private func same(_ a: [Double], _ b: [Double]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
}

private func same(_ a: [[Double]], _ b: [[Double]]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { same($0, $1) }
}

let provenance = Provenance(
  description: "Made for a test: “quotes”, a \\ and a\nline break.", version: "2.1.0",
  priceBasis: "basic prices of 2014",
  licences: [
    Provenance.Licence(
      name: "CC-BY-4.0", title: "Creative Commons Attribution 4.0",
      path: "https://creativecommons.org/licenses/by/4.0/")
  ],
  sources: [Provenance.Source(title: "A table", path: "https://example.org/t", licence: "CC0-1.0")],
  contributors: [Provenance.Contributor(title: "A tester", role: "author")],
  steps: [Provenance.Step(name: "draw", text: "Numbers were drawn."), .init(name: "b", text: "")])

@Suite("An economy folder, written and read")
struct RoundTripTests {
  @Test("every value comes back, bit by bit", arguments: [false, true])
  func roundTrip(unknowns: Bool) throws {
    let economy = SyntheticEconomy.make(unknowns: unknowns)
    try TemporaryFolder.with { folder in
      let place = folder.appendingPathComponent("economy")
      try EconomyFolder.write(economy, provenance: provenance, to: place)
      let folder = try EconomyFolder.open(at: place)
      let read = folder.economy
      #expect(folder.provenance == provenance)
      #expect(folder.notices.isEmpty)
      #expect(folder.hashes.count == 17)
      #expect(read.name == economy.name && read.title == economy.title)
      #expect(read.baseYear == 2014 && read.updateYear == 2024)
      #expect(read.regions == economy.regions)
      #expect(read.industries == economy.industries)
      #expect(read.countries == economy.countries)
      #expect(read.countryOfRegion == [0, 0, 1, 1, 2])
      #expect(read.territories == economy.territories)
      #expect(read.quality == economy.quality)
      #expect(read.technologyMix.map(\.shares) == economy.technologyMix.map(\.shares))
      #expect(read.technologyMix.map(\.source) == economy.technologyMix.map(\.source))
      #expect(same(read.technology.own, economy.technology.own))
      #expect(same(read.technology.imported, economy.technology.imported))
      #expect(same(read.technology.ownShareShift, economy.technology.ownShareShift))
      #expect(same(read.finalDemand.own, economy.finalDemand.own))
      #expect(same(read.finalDemand.imported, economy.finalDemand.imported))
      #expect(same(read.finalDemand.ownRegionUse, economy.finalDemand.ownRegionUse))
      #expect(same(read.finalDemand.exportsToWorld, economy.finalDemand.exportsToWorld))
      #expect(same(read.sourcing.attraction, economy.sourcing.attraction))
      #expect(same(read.sourcing.pairFactors, economy.sourcing.pairFactors))
      #expect(same(read.sourcing.distanceExponents, economy.sourcing.distanceExponents))
      #expect(same(read.satellites.output, economy.satellites.output))
      #expect(same(read.satellites.valueAdded, economy.satellites.valueAdded))
      #expect(same(read.satellites.compensation, economy.satellites.compensation))
      #expect(same(read.satellites.employment, economy.satellites.employment))
      #expect(same(read.satellites.taxesAndMargins, economy.satellites.taxesAndMargins))
      #expect(read.satellites.employmentFlags == economy.satellites.employmentFlags)
      #expect(read.satellites.employment.contains { $0.isNaN } == unknowns)
    }
  }

  @Test("the same economy gives the same bytes, also over an older folder")
  func reproducible() throws {
    try TemporaryFolder.with { folder in
      let (a, b) = (folder.appendingPathComponent("a"), folder.appendingPathComponent("b"))
      try EconomyFolder.write(SyntheticEconomy.make(seed: 9), provenance: provenance, to: b)
      try EconomyFolder.write(SyntheticEconomy.make(), provenance: provenance, to: a)
      try EconomyFolder.write(SyntheticEconomy.make(), provenance: provenance, to: b)
      let names = try FileManager.default.contentsOfDirectory(atPath: a.path).sorted()
      #expect(names.count == 17)
      #expect(try FileManager.default.contentsOfDirectory(atPath: b.path).sorted() == names)
      for name in names {
        #expect(
          try Data(contentsOf: a.appendingPathComponent(name))
            == Data(contentsOf: b.appendingPathComponent(name)), "\(name)")
      }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["a", "b"])
    }
  }

  @Test("satellite rows may stand in any order")
  func anyOrder() throws {
    let economy = SyntheticEconomy.make()
    try TemporaryFolder.with { folder in
      let place = folder.appendingPathComponent("economy")
      try EconomyFolder.write(economy, provenance: provenance, to: place)
      let file = place.appendingPathComponent("satellites.csv")
      var lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      let header = lines.removeFirst()
      try ([header] + lines.reversed()).joined(separator: "\r\n")
        .write(to: file, atomically: true, encoding: .utf8)
      let read = try EconomyFolder.open(at: place)
      #expect(same(read.economy.satellites.employment, economy.satellites.employment))
      #expect(
        read.notices == [
          Notice(
            "file-changed",
            "satellites.csv differs from the hash in datapackage.json: it was edited after writing")
        ])
    }
  }

  @Test("a folder that is not an economy folder is never replaced")
  func refusesForeignFolder() throws {
    try TemporaryFolder.with { folder in
      let economy = SyntheticEconomy.make()
      let diary = folder.appendingPathComponent("diary.txt")
      try Data("mine".utf8).write(to: diary)
      let report = #expect(throws: ProblemReport.self) {
        try EconomyFolder.write(economy, provenance: provenance, to: folder)
      }
      #expect(
        report?.problems.map(\.message) == ["the folder holds other files: diary.txt"])
      #expect(try Data(contentsOf: diary) == Data("mine".utf8))
      let other = folder.appendingPathComponent("other")
      try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
      try Data("{}".utf8).write(to: other.appendingPathComponent("datapackage.json"))
      let second = #expect(throws: ProblemReport.self) {
        try EconomyFolder.write(economy, provenance: provenance, to: other)
      }
      #expect(second?.problems.map(\.message) == ["the folder is not an economy folder"])
    }
  }

  @Test("an economy that could not be read again is not written")
  func refusesBrokenEconomy() throws {
    let good = SyntheticEconomy.make()
    let broken = Economy(
      name: good.name, title: good.title, baseYear: good.baseYear, updateYear: good.updateYear,
      employmentYear: good.employmentYear,
      regions: good.regions, industries: Array(good.industries.dropLast()),
      countries: good.countries, countryOfRegion: good.countryOfRegion,
      technology: good.technology, finalDemand: good.finalDemand, sourcing: good.sourcing,
      satellites: good.satellites, territories: good.territories,
      technologyMix: good.technologyMix, quality: good.quality)
    try TemporaryFolder.with { folder in
      let place = folder.appendingPathComponent("economy")
      let report = #expect(throws: ProblemReport.self) {
        try EconomyFolder.write(broken, provenance: provenance, to: place)
      }
      #expect(
        report?.problems.first?.description
          == "technology_own.npy: 300 values; expected 243 by the axes")
      #expect(!FileManager.default.fileExists(atPath: place.path))
    }
  }
}
