import ImpactDocuments
import Testing

@testable import ImpactRegionalization

/// What the published national tables must show when they are read right.
///
/// World Input-Output Database, 2016 release, year 2014; the figures were computed from the files
/// by an independent program, in million USD.
@Suite(.enabled(if: ReferenceData.sources != nil)) struct NationalTablesTests {
  private let tables: NationalTables
  private let quality: [String: String]
  private let usd = 1 / WIOD2016.eurosPerDollar

  init() throws {
    let reference = try #require(ReferenceBuild.sources)
    var report = QualityReport()
    tables = try WIOD2016.read(folder: reference.folder("wiod-2016-niot"), quality: &report)
    quality = Dictionary(uniqueKeysWithValues: report.figures.map { ($0.figure, $0.value) })
  }

  @Test func shapesAndGermanCars() throws {
    #expect(tables.countries.count == 43 && tables.industryCount == 56)
    let germany = try tables.country("DE")
    let cars = tables.output[germany][try tables.industry("C29")] * usd
    // Three decimals are published with the check.
    #expect(abs(cars - 445_470.878) < 5e-4)
  }

  @Test func rowsBalance() {
    var worst = 0.0
    for c in tables.countries.indices {
      for i in 0..<56 { worst = max(worst, abs(tables.sales(c, i) - tables.output[c][i]) * usd) }
    }
    // 5.8e-9 million USD measured; the unit's change adds rounding of the same size.
    #expect(worst < 1e-8)
  }

  @Test func columnsBalanceButForRomania() throws {
    let reference = try #require(ReferenceBuild.sources)
    let folder = reference.folder("wiod-2016-niot")
    let primary = try WIOD2016.array(folder, "primary_2014.npy", [43, 7, 62])
    var worst: [(gap: Double, cell: String)] = []
    for c in tables.countries.indices {
      for j in 0..<56 {
        let rows = (0..<6).reduce(0) { $0 + primary[(c * 7 + $1) * 62 + j] }
        let gap = abs(tables.inputs(c, j) * usd + rows - tables.output[c][j] * usd)
        worst.append((gap, "\(tables.countries[c]) \(tables.industries[j])"))
      }
    }
    worst.sort { $0.gap > $1.gap }
    // 3,853 published for Romania; 64.49 for Luxembourg's H52, the next.
    #expect(worst[0].cell == "RO R_S" && abs(worst[0].gap - 3852.783) < 5e-4)
    #expect(worst[1].cell == "LU H52" && worst[1].gap < 65)
  }

  @Test func romaniasValueAddedIsTheResidual() throws {
    let (c, i) = (try tables.country("RO"), try tables.industry("R_S"))
    // Published 8,836 million USD above an output of 8,584.
    #expect(abs(tables.output[c][i] * usd - 8_584) < 0.5)
    let published = try #require(
      quality["Romania R_S value added, published"].flatMap(Double.init))
    #expect(abs(published * usd - 8_836) < 0.5)
    #expect(tables.valueAdded[c][i] < tables.output[c][i] * 0.7)
  }

  @Test func zerosAndNegatives() {
    let zero = tables.output.joined().count { $0 == 0 }
    #expect(zero == 136)
    func negatives(_ use: NationalTables.FinalUse) -> [Double] {
      tables.countries.indices.flatMap { c in
        (0..<56).map { tables.own[c][tables.at($0, use)] }.filter { $0 < 0 }
      }
    }
    #expect(negatives(.investment).count == 54)
    #expect(negatives(.inventories).count == 873)
    // 39 published, one of them Malta's A02, which is −4e-18 and set to zero with its row.
    #expect(negatives(.exports).count == 38)
    #expect(abs(negatives(.exports).reduce(0, +) * usd + 5.383687) < 1e-6)
    #expect(negatives(.households).isEmpty && negatives(.government).isEmpty)
    #expect(tables.imported.joined().allSatisfy { $0 >= 0 })
  }

  @Test func whatIsNotMadeIsNotUsed() {
    for c in tables.countries.indices {
      for i in 0..<56 where tables.output[c][i] == 0 {
        let row = tables.own[c][tables.at(i, 0)..<tables.at(i, 0) + tables.columns]
        #expect(row.allSatisfy { $0 == 0 }, "\(tables.countries[c]) \(tables.industries[i])")
      }
    }
    #expect(quality["own use of a product that is not made"] != nil)
  }
}
