import ImpactDiagnostics
import ImpactNumerics
import Testing

@testable import ImpactModels

@Suite struct ExtractionTests {
  @Test(arguments: SolvePath.allCases)
  func linkagesAndExtraction(path: SolvePath) throws {
    let golden = try Golden("04a_linkages_hypothetical_extraction")
    let tolerance = try path.tolerance(golden)
    let x = try golden.vector("inputs", "x")
    let system = try path.system(try coefficients(try golden.matrix("inputs", "Z"), x))
    func expect(_ found: [Double], _ name: String) throws {
      #expect(deviation(found, try golden.vector("expected", name)) < tolerance, "\(name)")
    }
    let linkages = try Linkages(system, output: x)
    try expect(linkages.directBackward, "cheneryWatanabeBackward")
    try expect(linkages.directForward, "cheneryWatanabeForward")
    try expect(linkages.backward, "rasmussenBackward")
    try expect(linkages.forward, "rasmussenForwardLeontief")
    try expect(linkages.forwardGhosh, "forwardGhosh")
    try expect(linkages.powerOfDispersion, "powerOfDispersion")
    try expect(linkages.sensitivityOfDispersion, "sensitivityOfDispersionLeontief")
    try expect(linkages.sensitivityGhosh, "sensitivityGhosh")
    try expect(
      try Linkages.backwardVariation(of: [0, 1, 2], in: system), "coefVariationBackward")
    try expect(try Linkages.forwardVariation(of: [0, 1, 2], in: system), "coefVariationForward")
    #expect((0..<3).map { linkages.role(of: $0) } == [.key, .backward, .weak])

    let model = try HypotheticalExtraction(system, output: x)
    for k in 0..<3 {
      func expect(_ found: Double, _ name: String) throws {
        let value = try golden.number("expected", "extraction", "\(k)", name)
        #expect(deviation([found], [value]) < tolerance, "\(k) \(name)")
      }
      let total = try model.loss(of: [k])
      try expect(total.total, "totalOutputLoss")
      try expect(total.elsewhere, "lossRestOfEconomy")
      try expect(100 * total.total / x.reduce(0, +), "normalisedTotalPct")
      try expect(try model.loss(of: [k], direction: .backward).total, "backwardLoss")
      try expect(
        try model.loss(of: [k], direction: .backward, keepsOwnUse: true).total,
        "backwardLossOffDiagonal")
      try expect(try model.loss(of: [k], direction: .forward).total, "forwardLossGhosh")
      try expect(
        try model.loss(of: [k], direction: .deliveries).total, "forwardLossLeontiefRow")
      try expect(try model.loss(of: [k], share: 0.5).total, "partial50RowAndFinalDemandLoss")
    }
  }

  @Test func faultsAreReportedTogether() throws {
    let model = try HypotheticalExtraction(
      InputOutputSystem(factoring: ThreeSectors.inputs()), output: ThreeSectors.output)
    do {
      _ = try model.loss(of: [1, 3], share: .nan)
      Issue.record("cell and share are wrong")
    } catch let report as ProblemReport {
      #expect(report.problems.map(\.path) == ["cell 3", "share"])
    }
  }

  /// T_k = x_k (i'L)_k / l_kk, and the sum of a block against the matrix without it.
  @Test func closedFormOnAStructuredEconomy() throws {
    let pair = try SyntheticPair()
    let x = pair.model.output
    let n = x.count
    for (name, system) in try pair.systems() {
      let multipliers = try Multipliers.output(in: system).simple
      let model = try HypotheticalExtraction(system, output: x)
      for k in [0, 7, n - 1] where x[k] > 0 {
        let own =
          try
          system.outputs(
            for: CellMask.values([k], of: n, inside: 1, outside: 0))[k]
        let loss = try model.loss(of: [k]).total
        #expect(deviation([loss], [x[k] * multipliers[k] / own]) < 1e-9, "\(name) \(k)")
      }
    }
  }

  @Test(arguments: HypotheticalExtraction.Direction.allCases, [false, true])
  func structuredEqualsDense(
    direction: HypotheticalExtraction.Direction, keepsOwnUse: Bool
  ) throws {
    let pair = try SyntheticPair()
    let cells = [1, 2, 14, 15]
    var found: [[Double]] = []
    for (_, system) in try pair.systems() {
      let model = try HypotheticalExtraction(system, output: pair.model.output)
      found.append(
        try model.loss(of: cells, direction: direction, share: 0.7, keepsOwnUse: keepsOwnUse)
          .change)
    }
    #expect(deviation(found[0], found[2]) < SolvePath.agreement)
    #expect(deviation(found[1], found[2]) < SolvePath.agreement)
    #expect(found[2].contains { $0 < -1e-6 })
  }
}
