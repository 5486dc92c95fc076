import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactEconomyFiles
import Testing

@Suite("The shipped catalogue")
struct CatalogueTests {
  @Test("every parameter has a unit and an evidence tag, and our assumptions are marked")
  func parameters() throws {
    let catalogue = try ParameterCatalogue.shipped()
    for parameter in catalogue.parameters.values {
      #expect(!parameter.unit.isEmpty && !parameter.evidence.isEmpty, "\(parameter.key)")
      let range = [parameter.low, parameter.central, parameter.high].compactMap(\.self)
      #expect(range == range.sorted(), "\(parameter.key): low, central, high")
    }
    let share = try #require(catalogue["drive_train.factory_cost_share"])
    #expect(share.low == 0.7 && share.central == 0.8 && share.high == 0.9)
    #expect(share.unit == "share" && share.evidence == "J")
    #expect(catalogue["battery.pack.price.world.2030"]?.central == 69)
    #expect(catalogue["content.export_elasticity"]?.low == -5.6)
  }

  @Test("every group of the bill of materials is mapped for every drive train")
  func groups() throws {
    let groups = try ComponentGroups.shipped()
    let catalogue = try ParameterCatalogue.shipped()
    let named = Set(
      catalogue.parameters.keys.filter { $0.hasPrefix("bom.ice.") }.map { $0.dropFirst(8) })
    #expect(Set(groups.groups) == Set(named.map(String.init)))
    #expect(groups.groups.count == 17)
    for group in groups.groups {
      for technology in Technology.allCases {
        let sum = groups.shares(of: group, for: technology).reduce(0) { $0 + $1.share }
        // A sum of at most five written shares.
        #expect(abs(sum - 1) < 1e-12, "\(group) \(technology)")
      }
    }
    #expect(
      groups.shares(of: "transmission_reducer", for: .hev).map(\.industry) == ["C29-ICE"])
    #expect(
      groups.shares(of: "transmission_reducer", for: .bev).map(\.industry) == ["C27-EDR"])
    #expect(groups.shares(of: "assembly_oem", for: .ice).map(\.industry) == ["VA"])
  }

  @Test("every basket's premium is in the catalogue")
  func baskets() throws {
    let baskets = try ContentBaskets.shipped()
    let catalogue = try ParameterCatalogue.shipped()
    #expect(
      baskets.baskets == [
        "components-without-batteries", "packs", "cells", "core-parts", "complementary-parts",
        "active-materials",
      ])
    for entry in baskets.entries {
      #expect(catalogue["content.eu_cost_premium.\(entry.premiumGroup)"]?.central != nil)
    }
    #expect(baskets.entries(in: "cells").map(\.industry) == ["C27-CEL"])
    #expect(baskets.entries(in: "components-without-batteries").count == 15)
  }

  @Test("all faults of a catalogue are reported together")
  func brokenParameters() {
    let text = """
      key,low,central,high,unit,source,evidence
      a,1,2,3,x,s,J
      a,1,2,3,x,s,J
      b,3,2,,x,s,J
      c,,,,x,s,J
      d,,one,,,s,X
      e,,1e999,,x,s,L
      """
    let report = #expect(throws: ProblemReport.self) {
      try ParameterCatalogue(csv: Array(text.utf8), file: "p.csv")
    }
    let number = "is not a number; expected a finite decimal number, or nothing when unknown"
    #expect(
      report?.problems.map(\.description) == [
        "p.csv:3:1: `a` in `key` appears twice; expected one row for each; the first is on line 2",
        "p.csv:4:3: the values of `b` do not ascend; expected low ≤ central ≤ high",
        "p.csv:5:3: parameter `c` has no value; expected low, central or high",
        "p.csv:6:4: `one` in `central` \(number)",
        "p.csv:6:9: `unit` is empty; expected a text",
        "p.csv:6:12: evidence `X` is not known; expected one of L, L2, D, M, J, S",
        "p.csv:7:4: `1e999` in `central` \(number)",
      ])
  }

  @Test("all faults of component groups are reported together")
  func brokenGroups() {
    let text = """
      group,technology_class,industry,share,source,evidence
      motor,all,C27,0.6,s,J
      motor,all,VA,0.4,s,J
      pack,ice|steam,C27,1.5,s,J
      """
    let report = #expect(throws: ProblemReport.self) {
      try ComponentGroups(csv: Array(text.utf8), file: "g.csv")
    }
    let messages = report?.problems.map(\.description) ?? []
    #expect(
      messages.prefix(2) == [
        "g.csv:4:20: `1.5` is no share; expected a number above 0, at most 1",
        "g.csv:4:6: technology class `ice|steam` is not known; expected `all`, or ice, hev, phev, bev, fcev, efuel joined by `|`, each once",
      ])
    #expect(
      messages.contains(
        "g.csv:2:1: `motor` mixes value added with industries for bev; expected either all value added or industries only"
      ))
    #expect(
      messages.contains("g.csv:4:1: the shares of `pack` for bev sum to 0; expected a sum of 1"))
    #expect(messages.count == 10)
  }

  @Test("an industry twice in one basket is refused")
  func brokenBaskets() {
    let text =
      "industry,basket,premium_group,source,evidence\nC27,a,g,s,J\nC27,a,,s,J\nC27,b,g,s,J\n"
    let report = #expect(throws: ProblemReport.self) {
      try ContentBaskets(csv: Array(text.utf8), file: "b.csv")
    }
    #expect(
      report?.problems.map(\.description) == [
        "b.csv:3:7: `premium_group` is empty; expected a text",
        "b.csv:3:1: `C27` in `industry` appears twice; expected one row for each; the first is on line 2",
      ])
  }

  @Test("the shipped economy is there, or says that it is not")
  func shippedEconomy() throws {
    do {
      let economy = try Economy.shipped(.euNUTS2)
      #expect(economy.name == "eu-nuts2")
      #expect(economy.regionCount > 200)
    } catch let report as ProblemReport {
      #expect(
        report.description
          == "eu-nuts2: this economy is not compiled into the program; expected a build with the files of Sources/CImpactShipped/eu-nuts2, or the path of an economy folder"
      )
    }
  }
}
