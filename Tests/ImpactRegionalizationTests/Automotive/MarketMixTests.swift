import Foundation
import ImpactAxes
import Testing

@testable import ImpactRegionalization

@Suite struct MarketMixTests {
  private static let lines = [
    "region,category,parameter,mode,powertrain,year,unit,value",
    "Germany,Historical,EV sales,Cars,BEV,2023,Vehicles,500000",
    "Germany,Historical,EV sales,Cars,PHEV,2023,Vehicles,200000",
    "Germany,Historical,EV sales share,Cars,EV,2023,percent,25",
    "Germany,Historical,EV sales,Cars,BEV,2022,Vehicles,9",
    "Germany,Historical,EV sales,Vans,BEV,2023,Vehicles,9",
    "Germany,Projection-STEPS,EV sales,Cars,BEV,2023,Vehicles,9",
    "Norway,Historical,EV sales,Cars,BEV,2023,Vehicles,90",
    "Norway,Historical,EV sales,Cars,PHEV,2023,Vehicles,10",
    "Norway,Historical,EV sales share,Cars,EV,2023,percent,100",
    "EU27,Historical,EV sales,Cars,BEV,2023,Vehicles,150",
    "EU27,Historical,EV sales,Cars,PHEV,2023,Vehicles,50",
    "EU27,Historical,EV sales share,Cars,EV,2023,percent,20",
    "World,Historical,EV sales,Cars,BEV,2023,Vehicles,100",
    "World,Historical,EV sales,Cars,PHEV,2023,Vehicles,50",
    "World,Historical,EV sales share,Cars,EV,2023,percent,15",
  ]

  private func mix(_ lines: [String], quality: inout QualityReport) throws -> MarketMix {
    let url = URL(filePath: NSTemporaryDirectory()).appending(path: "\(UUID().uuidString).csv")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try MarketMix(
      outlook: url, countries: ["DE", "NO", "SK", "BR"], hybridShareEU: 0.3, quality: &quality)
  }

  @Test func marketsAreSharesOfSales() throws {
    var quality = QualityReport()
    let mix = try mix(Self.lines, quality: &quality)
    // Germany: 700,000 are 25 % of 2.8 million; hybrids 30 % in the Union.
    let germany = mix.markets[0]
    #expect(abs((germany[.bev] ?? 0) - 5.0 / 28) < 1e-15)
    #expect(abs((germany[.phev] ?? 0) - 2.0 / 28) < 1e-15)
    #expect(germany[.hev] == 0.3)
    // Norway sells nothing else; outside the Union no hybrids are counted.
    #expect(mix.markets[1][.hev] == 0 && mix.markets[1][.ice] == 0)
    #expect(abs((mix.markets[1][.bev] ?? 0) - 0.9) < 1e-15)
    for market in mix.markets {
      // Closed on combustion.
      #expect(abs(market.values.reduce(0, +) - 1) < 1e-15)
    }
  }

  @Test func marketsWithoutSalesTakeAMeanAndAreNamed() throws {
    var quality = QualityReport()
    let mix = try mix(Self.lines, quality: &quality)
    // Slovakia as the Union (battery cars 15 %), Brazil and the rest of the world as the world.
    #expect(abs((mix.markets[2][.bev] ?? 0) - 0.15) < 1e-15)
    #expect(abs((mix.markets[3][.bev] ?? 0) - 0.1) < 1e-15)
    #expect(mix.markets.count == 5 && mix.markets[4] == mix.markets[3])
    #expect(quality.figures.map(\.value) == ["SK BR"])
  }

  @Test func productionFollowsTheMarketsItSellsTo() throws {
    var quality = QualityReport()
    let mix = try mix(Self.lines, quality: &quality)
    let half = mix.production(sales: [50, 50, 0, 0, 0])
    #expect(abs((half[.bev] ?? 0) - (5.0 / 28 + 0.9) / 2) < 1e-15)
    #expect(abs(half.values.reduce(0, +) - 1) < 1e-15)
    #expect(mix.production(sales: [0, 0, 0, 0, 0])[.bev] == mix.markets[4][.bev])
  }

  @Test func aShareAboveTheWholeIsRefused() {
    let wrong = Self.lines.map { $0.replacingOccurrences(of: "percent,25", with: "percent,250") }
    #expect {
      var quality = QualityReport()
      _ = try mix(wrong, quality: &quality)
    } throws: { error in
      "\(error)".contains("electric cars are 250.0 % of sales in DE")
    }
  }

  @Test func aFileWithoutTheUnionOrTheWorldIsRefused() {
    for place in ["EU27", "World"] {
      #expect {
        var quality = QualityReport()
        _ = try mix(Self.lines.filter { !$0.hasPrefix(place) }, quality: &quality)
      } throws: { error in
        "\(error)".contains("has no car sales of 2023 for EU27 and World")
      }
    }
  }
}
