import ImpactAxes
import ImpactDiagnostics
import ImpactLevers
import Testing

@testable import ImpactSimulation

/// What a trade lever says of values that fit no economy.
@Suite struct TradeProblemTests {
  private func messages(_ levers: [any Lever]) throws -> String {
    let bench = try Bench()
    do {
      _ = try bench.engine.plan(Bench.scenario(levers))
      return "no problem"
    } catch { return "\(error)" }
  }

  private func message(_ change: (inout TradePolicy) -> Void) throws -> String {
    var lever = TradeTests.duty()
    change(&lever)
    return try messages([lever])
  }

  @Test func everyFaultHasItsMessage() throws {
    let cases: [(String, (inout TradePolicy) -> Void)] = [
      ("holds only a part of DE", { $0.measures[0].importers = Scope(["DE11"]) }),
      ("every origin lies inside the importer", { $0.measures[0].origins = Scope(["UK"]) }),
      ("`XX` is no place", { $0.measures[0].importers = Scope(["XX"]) }),
      ("names no importer", { $0.measures[0].importers = Scope([]) }),
      ("names no product", { $0.measures[0].products = [] }),
      ("no industry `C99`", { $0.measures[0].products = ["C99"] }),
      ("has no elasticity for G45", { $0.measures[0].products = ["G45"] }),
      ("the measure changes nothing", { $0.measures[0].duty = nil }),
      ("the lever has no measure", { $0.measures = [] }),
      ("two measures have the name `union`", { $0.measures.append($0.measures[0]) }),
      (
        "`union` already holds C29-VEH from DE11 to UK",
        {
          var second = $0.measures[0]
          second.name = "second"
          second.origins = Scope(["DE"])
          $0.measures.append(second)
        }
      ),
      ("-0.5 is impossible", { $0.measures[0].duty = Bench.path([2025: -0.5]) }),
      ("expected a price level above 0", { $0.measures[0].exportPrice = Bench.path([2025: 0]) }),
      ("add up to 100.0 %", { $0.measures[0].marketShare = 1 }),
      ("expected an elasticity of at most 0", { $0.demandElasticity = 1 }),
      ("expected an elasticity of at least 0", { $0.sigma = ["C29-VEH": -1] }),
      ("expected a share from 0 to 1", { $0.passThrough = 1.5 }),
      (
        "add up to 50.0 %",
        { $0.measures[0].makers = ["a": .init(share: 0.5, duty: DatedPath(constant: 0.1))] }
      ),
      (
        "UK makes no C27-CEL",
        {
          $0.measures[0].products = ["batteries"]
          $0.measures[0].localisation = .init(
            share: DatedPath(constant: 0.1), places: ["UK": 1])
        }
      ),
      (
        "content is measured for vehicles alone",
        {
          $0.measures[0].products = ["parts"]
          $0.measures[0].originRule = .init(
            floors: [.vehicle: DatedPath(constant: 0.5)], definition: .buildDown)
        }
      ),
    ]
    for (expected, change) in cases {
      let found = try message(change)
      #expect(found.contains(expected), "\(expected)\n\(found)")
    }
  }

  @Test func twoLeversOnOneMarketAreRefused() throws {
    var second = TradeTests.duty()
    second.id = "second"
    second.measures[0].origins = Scope([TradeMeasure.restOfWorld])
    let found = try messages([TradeTests.duty(), second])
    #expect(found.contains("it holds C29-VEH imported by UK, which `trade` holds too"), "\(found)")
    second.measures[0].products = ["parts"]
    #expect(try messages([TradeTests.duty(), second]) == "no problem")
  }
}
