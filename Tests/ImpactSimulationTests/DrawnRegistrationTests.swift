import ImpactDiagnostics
import ImpactDocuments
import Testing

@testable import ImpactSimulation

/// Draws of registrations fit together, and draws that do not are told from the others at once.
@Suite struct DrawnRegistrationTests {
  private static let prefix = "preset.co2-2035-90.EU27"
  private static let battery = "\(prefix).bev.2035"

  @Test func hybridsMakeRoomForBatteryCars() throws {
    let room = RegistrationRoom(try .shipped(), drawn: [Self.battery])
    // 8 % plug-in and 8 % full hybrids stand in the catalogue.
    let many = room.closed([Self.battery: 96])
    #expect(many[Self.battery] == 96)
    #expect(many["\(Self.prefix).phev.2035"] == 2)
    #expect(many["\(Self.prefix).hev.2035"] == 2)
    #expect(room.closed([Self.battery: 100])["\(Self.prefix).hev.2035"] == 0)
    #expect(room.closed([Self.battery: 84]) == [Self.battery: 84])
    #expect(room.givesWay(to: [Self.battery: 96]))
    #expect(!room.givesWay(to: [Self.battery: 84]))
    // Alone above the whole, where nothing can give way.
    let all = [Self.battery, "\(Self.prefix).phev.2035", "\(Self.prefix).hev.2035"]
    let full = RegistrationRoom(try .shipped(), drawn: all)
      .closed([all[0]: 150, all[1]: 50, all[2]: 0])
    #expect(full == [all[0]: 75, all[1]: 25, all[2]: 0])
  }

  @Test func otherParametersStayAsTheyAreDrawn() throws {
    let key = "use.price_level"
    let room = RegistrationRoom(try .shipped(), drawn: [key])
    #expect(room.closed([key: 2]) == [key: 2])
  }

  @Test func refusedCasesAreLeftOutTogether() throws {
    let problem = ProblemReport([
      Problem(at: nil, path: "draw", "too much", expected: "less")
    ])
    let found: [Result<Int, any Error>] = [.success(1), .failure(problem), .success(3)]
    let refused = try #require(throws: RefusedCases.self) { try RefusedCases.check(found) }
    #expect(refused.parted(["a", "b", "c"]).others == ["a", "c"])
    #expect(refused.parted(["a", "b", "c"]).refused == ["b"])
    #expect(refused.first is ProblemReport)
    // What is no refusal ends the run.
    #expect(throws: CancellationError.self) {
      try RefusedCases.check([Result<Int, any Error>.failure(CancellationError())])
    }
  }
}
