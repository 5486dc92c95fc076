import ImpactAxes
import ImpactDiagnostics
import ImpactLevers
import ImpactTestSupport
import Testing

@testable import ImpactSimulation

@Suite struct LeverOverlapTests {
  let path = DatedPath(constant: 0.5)

  func messages(_ levers: [any Lever]) -> [String] {
    LeverOverlap.problems(levers, in: SyntheticEconomy.make(seed: 1)).map(\.description)
  }

  @Test func twoTransitionsOfOneRegionAreRefused() {
    let first = DriveTrain(id: "a", mix: [.bev: path])
    let second = DriveTrain(id: "b", mix: [.bev: path])
    let found = messages([first, second])
    #expect(found.count == 1)
    #expect(found.first?.contains("`a` changes too") == true)
  }

  @Test func readersOfMarketsStandAfterTheTransition() {
    var transition = DriveTrain(id: "transition")
    transition.registrations = ["EU27": MarketPath([.bev: path])]
    let mandate = FleetMandate(id: "fleets", zeroEmission: ["EU27": path])
    #expect(messages([transition, mandate]).isEmpty)
    let found = messages([mandate, transition])
    #expect(found.count == 1)
    #expect(found.first?.contains("which `transition` says after it") == true)
    let twice = FleetMandate(id: "more", zeroEmission: ["EU27": path])
    #expect(messages([transition, mandate, twice]).count == 1)
  }

  @Test func anIdleLeverAndOtherBasketsDoNotOverlap() {
    let first = DriveTrain(id: "a", mix: [.bev: path])
    let idle = DriveTrain(id: "b", intensity: 0, mix: [.bev: path])
    #expect(messages([first, idle]).isEmpty)
    let parts = LocalContent(id: "c", floors: [.componentsWithoutBatteries: path])
    let cells = LocalContent(id: "d", floors: [.cells: path])
    #expect(messages([parts, cells]).isEmpty)
    #expect(messages([LocalContent(id: "e", floors: [.batteries: path]), cells]).count == 1)
  }
}
