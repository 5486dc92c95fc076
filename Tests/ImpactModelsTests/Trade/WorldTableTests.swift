import Foundation
import ImpactAxes
import ImpactEconomies
import ImpactEconomyFiles
import ImpactNumerics
import Testing

@testable import ImpactModels

/// Measures of vehicle industries on published world tables, beside what others report.
///
/// `Documentation/Validation.md` shows the same numbers. Values marked as computed apart come from a short
/// program with an explicit inverse; published values carry the tolerance that the text gives.
@Suite(.enabled(if: ReferenceData.isPresent, "the folder of reference data is absent"))
struct WorldTableTests {
  /// Members of the union of today in the 2013 release, which has no Croatia.
  static let union: Set<String> = [
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HUN",
    "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROM", "SVK", "SVN", "SWE",
  ]

  /// World table of 2011: 41 countries, 35 industries, transport equipment is c15.
  static func world() throws -> InterregionalTable {
    let folder = "data/wiod-2013-wiot/"
    let countries = try ReferenceData.codes(folder + "countries.csv")
    let industries = try ReferenceData.codes(folder + "industries.csv")
    let n = countries.count * industries.count
    let flows = try ReferenceData.array(folder + "intermediate_2011.npy").values
    let final = try ReferenceData.array(folder + "final_2011.npy").values
    let uses = final.count / n / countries.count
    var demand = Matrix(rows: n, columns: countries.count)
    for cell in 0..<n {
      for column in 0..<uses * countries.count {
        demand[cell, column / uses] += final[cell * uses * countries.count + column]
      }
    }
    return try InterregionalTable(
      axes: SmallTables.axes(countries: countries, industries: industries, union: union),
      flows: Matrix(rows: n, columns: n, values: flows).transpose, finalDemand: demand,
      output: ReferenceData.array(folder + "output_2011.npy").values)
  }

  private static let table = Result { try world() }

  /// Value added in a unit of final transport equipment: own country, rest of the union.
  @Test(arguments: [
    ("DEU", 0.6558, 0.1671), ("CZE", 0.4718, 0.3341), ("SVK", 0.4444, 0.3063),
    ("ESP", 0.6081, 0.2386), ("FRA", 0.6023, 0.2134), ("ITA", 0.6947, 0.1399),
  ])
  func contentOfTransportEquipment(country: String, home: Double, zone: Double) throws {
    let table = try Self.table.get()
    let axes = table.axes
    let c = try #require(axes.countries.firstIndex(of: country))
    let c15 = try #require(axes.industries.firstIndex { $0.code == "c15" })
    let goods = try table.finalSales(regions: [c], industries: [c15], name: country)
    let content = try ContentOfGoods(table, bundles: [goods], method: .iterative)
    let found = content.valueAdded(bundle: 0, by: .zones(axes, home: [c]))
    // Computed apart, printed with four digits.
    #expect(abs(found.share(0) - home) < 5e-5)
    #expect(abs(found.share(1) - zone) < 5e-5)
    #expect(found.residual < 1e-10)
  }

  /// Value added exports over gross exports, and domestic content.
  @Test func exports() throws {
    let trade = try ValueAddedInTrade(Self.table.get(), tolerance: 1e-10)
    // Computed apart, printed with four digits.
    for (country, vax, content) in [
      ("DEU", 0.6932, 0.7277), ("CZE", 0.5310, 0.5385), ("SVK", 0.5814, 0.5862),
      ("ESP", 0.6943, 0.7041), ("FRA", 0.6986, 0.7154), ("ITA", 0.7187, 0.7300),
    ] {
      let found = try #require(trade.countries.first { $0.country == country })
      #expect(abs(found.valueAddedRatio - vax) < 5e-5, "\(country)")
      #expect(abs(found.domesticContent / found.grossExports - content) < 5e-5, "\(country)")
    }
    // Deutsche Bundesbank, Monthly Report October 2014, p. 27: 70 % on average of 2010 and 2011.
    let germany = try #require(trade.countries.first { $0.country == "DEU" })
    #expect(abs(germany.valueAddedRatio - 0.70) < 0.01)
    for country in trade.countries where country.grossExports > 0 {
      let sum = country.domesticContent + country.foreignContent
      #expect(abs(sum / country.grossExports - 1) < 1e-9, "\(country.country)")
      let terms = country.koopmanTerms.reduce(0, +)
      // The terms share one balance x = A x + f, which the rounded table misses by up to 0.3 %.
      #expect(abs(terms / country.grossExports - 1) < 5e-3, "\(country.country)")
    }
  }

  /// Domestic content of motor vehicles in the national tables of 2014 against the shipped economy.
  ///
  /// National tables leave out own value added that comes back inside imports, so the shipped economy
  /// may lie above them; the split of the block moves it either way. Three points cover both.
  @Test(arguments: [
    ("DE", "DEU", 0.6432), ("CZ", "CZE", 0.3792), ("SK", "SVK", 0.2745), ("ES", "ESP", 0.4311),
    ("FR", "FRA", 0.5145), ("IT", "ITA", 0.6679),
  ])
  func motorVehiclesOfTheShippedEconomy(code: String, country: String, national: Double) throws {
    #expect(abs(try Self.nationalContent(country) - national) < 5e-5)
    let found = try Self.shippedContent(code)
    #expect(abs(found.share(0) - national) < 0.03, "\(code): \(found.share(0))")
  }

  private static let shipped = Result { try InterregionalTable(Economy.shipped(.euNUTS2)) }

  private static func shippedContent(_ code: String) throws -> ContentBreakdown {
    let table = try shipped.get()
    let axes = table.axes
    let c = try #require(axes.countries.firstIndex(of: code))
    let cars = axes.industries.indices.filter {
      axes.industries[$0].isAutomotiveBlock && axes.industries[$0].code.hasPrefix("C29")
    }
    let regions = axes.regions.indices.filter { axes.countryOfRegion[$0] == c }
    let goods = try table.finalSales(regions: regions, industries: cars, name: code)
    return try ContentOfGoods(table, bundles: [goods])
      .valueAdded(bundle: 0, by: .zones(axes, home: [c]))
  }

  /// v (I − A_domestic)⁻¹ of C29.
  private static func nationalContent(_ country: String) throws -> Double {
    let folder = "data/wiod-2016-niot/"
    let c = try #require(try ReferenceData.codes(folder + "countries.csv").firstIndex(of: country))
    let rows = try ReferenceData.codes(folder + "primary-rows.csv")
    let valueAdded = try #require(rows.firstIndex(of: "VA"))
    let industries = try ReferenceData.codes(folder + "industries.csv")
    let cars = try #require(industries.firstIndex(of: "C29"))
    let (S, width) = (industries.count, 62)
    let uses = try ReferenceData.array(folder + "domestic_2014.npy").values
    let primary = try ReferenceData.array(folder + "primary_2014.npy").values
    let output = try ReferenceData.array(folder + "output_2014.npy").values
    var flows = Matrix(rows: S, columns: S)
    for i in 0..<S {
      for j in 0..<S { flows[i, j] = uses[(c * S + i) * width + j] }
    }
    let x = Array(output[c * S..<(c + 1) * S])
    let model = try LeontiefModel(flows: flows, output: x)
    let start = (c * rows.count + valueAdded) * width
    let v = try model.coefficients(of: Array(primary[start..<start + S]))
    return try model.multipliers(of: v)[cars]
  }
}
