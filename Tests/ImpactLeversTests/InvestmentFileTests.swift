import Foundation
import ImpactAxes
import ImpactDocuments
import ImpactEconomyFiles
import Testing

@testable import ImpactLevers

@Suite struct InvestmentFileTests {
  private static func lever<Kind: Lever>(_ keys: String, _ kind: Kind.Type) throws -> Kind {
    let text =
      "scenario: a\ntitle: a\neconomy: eu-nuts2\nyears: [2030]\nlevers: [{\(Kind.key): {\(keys)}}]"
    let scenario = try ScenarioFile.read(
      text: text, file: "scenario.yaml", vocabulary: Fixtures.shipped())
    return try #require(scenario.levers[0] as? Kind)
  }

  @Test func presetsBringTheirMoney() throws {
    let facility = try #require(Self.lever("preset: afif", Charging.self).budget)
    #expect((2020...2040).map(facility.amount).reduce(0, +) == 570)
    #expect(facility.amount(in: 2027) == 0 && facility.amount(in: 2025) == 285)
    let booster = try Self.lever("preset: battery-booster", StateAid.self)
    #expect(booster.stage == .cells)
    // 300 million in grants, 1500 in loans that are worth a quarter.
    #expect(abs((2020...2040).map(booster.budget.amount).reduce(0, +) - 675) < 1e-9)
    let fund = try Self.lever("preset: innovation-fund-24, stage: packs", StateAid.self)
    #expect(fund.stage == .packs)
    #expect(abs((2020...2040).map(fund.budget.amount).reduce(0, +) - 852) < 1e-9)
  }

  @Test func valuesArrive() throws {
    let charging = try Self.lever(
      "points: {fast: {2025: 0, 2030: 1000}}, where: {DE11: 2, FRF3: 1}, owner: public, users: "
        + "respend, equipment: {zone: [EU27, UK], share: 60 %}, financing: cuts, payers: [DE]",
      Charging.self)
    #expect(charging.points[.fast]?.growth(in: 2026) == 200)
    #expect(charging.points[.fast]?.stock(in: 2024) == 0)
    #expect(charging.places == .named(["DE11": 2, "FRF3": 1]))
    #expect(charging.owner == .public && charging.users == .respend)
    #expect(charging.equipment?.zone == Scope(["EU27", "UK"]))
    #expect(charging.funds == PublicFunds(financing: .cuts, payers: Scope(["DE"])))
    let plant = try Self.lever(
      "region: DEC0, industry: C27-EDR, jobs: 1200, first: 2027, change: conversion, replaces: "
        + "{industry: C29-ICE, jobs: 2000}, investment: 300 million EUR, displaced-makers: 30 %, "
        + "conditions: {local-hiring: 90 %, input-content: 70 %, profit-abroad: 50 %}", Plant.self)
    #expect(plant.full == 2027 && plant.investment == 300)
    #expect(plant.replaces == Plant.Lines(industry: "C29-ICE", jobs: 2000))
    #expect(plant.displacement == SalesDisplacement(makers: 0.3))
    #expect(
      plant.conditions
        == PlantConditions(localHiring: 0.9, inputContent: 0.7, profitAbroad: 0.5))
  }

  /// Both stand for the register: by country for content rules, by region for plants.
  @Test func capacityByRegionIsThatByCountry() throws {
    let catalogue = try ParameterCatalogue.shipped()
    func sums(_ prefix: String) -> [String: Double] {
      catalogue.parameters.values.reduce(into: [:]) { sums, parameter in
        guard parameter.key.hasPrefix(prefix) else { return }
        let place = parameter.key.dropFirst(prefix.count)
        sums[String(place.prefix(2)), default: 0] += parameter.central ?? 0
      }
    }
    for status in ["ramping", "planned"] {
      let regions = sums("plants.cells.\(status).")
      #expect(!regions.isEmpty)
      #expect(regions == sums("content.capacity.gwh.\(status)."))
    }
  }

  @Test func shippedRegisterHasItsSources() throws {
    let vocabulary = try Fixtures.shipped()
    let path = Fixtures.scenarios.appendingPathComponent("registers/automotive-events.csv").path
    let events = try EventRegister.read(
      path: path, regions: vocabulary.regions, industries: vocabulary.industries)
    #expect(events.count == 24)
    #expect(events.allSatisfy { !$0.source.isEmpty && $0.announced != nil })
    let audi = try #require(events.first { $0.plant == "Audi Brussels" })
    #expect(audi.change(in: 2024) == 0 && audi.change(in: 2025) == -2580)
    let ford = try #require(events.first { $0.plant == "Ford Saarlouis" })
    #expect(ford.change(in: 2025) == -1800 && ford.plantJobs == 4600)
  }

  /// A question in the first line, how to read the answer at the end.
  @Test func scenariosAskAndExplain() throws {
    for name in [
      "charging-afif", "charging-public-company", "battery-booster", "foreign-plant",
      "plant-conversion", "research-test-beds", "announced-events",
    ] {
      let text = try Fixtures.text(Fixtures.scenarios.appendingPathComponent("\(name).yaml"))
      let opening = text.prefix { $0 != "?" }
      #expect(opening.split(separator: "\n").allSatisfy { $0.hasPrefix("#") }, "\(name)")
      #expect(text.contains("# How to read the answer:"), "\(name)")
    }
  }
}
