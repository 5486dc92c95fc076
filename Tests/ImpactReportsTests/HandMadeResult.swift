import ImpactAxes
import ImpactDiagnostics
import ImpactSimulation

/// A result small enough to check by hand: four regions, three industries, two years.
///
/// Cells run over regions DE11, DE12, LU00, UK and in each over C29-VEH, C29-ICE, G45. The United
/// Kingdom has no employment. Changes of 2035 are twice those of 2030.
enum HandMadeResult {
  static let regions = [
    Region(
      code: "DE11", name: "Stuttgart", country: "DE", isEuropeanUnion: true, longitude: nil,
      latitude: nil, area: nil),
    Region(
      code: "DE12", name: "Karlsruhe", country: "DE", isEuropeanUnion: true, longitude: nil,
      latitude: nil, area: nil),
    Region(
      code: "LU00", name: "Luxembourg", country: "LU", isEuropeanUnion: true, longitude: nil,
      latitude: nil, area: nil),
    Region(
      code: "UK", name: "United Kingdom", country: "UK", isEuropeanUnion: false, longitude: nil,
      latitude: nil, area: nil),
  ]

  static let industries = [
    Industry(
      code: "C29-VEH", name: "Vehicle assembly", parent: "C29", section: "C",
      isAutomotiveBlock: true),
    Industry(
      code: "C29-ICE", name: "Combustion powertrain", parent: "C29+C28", section: "C",
      isAutomotiveBlock: true),
    Industry(
      code: "G45", name: "Motor trade and repair", parent: "G45", section: "G",
      isAutomotiveBlock: false),
  ]

  private static let unknown = Double.nan

  /// Persons.
  static let jobs: [Double] = [
    100_000, 60_000, 40_000, 20_000, 5_000, 30_000, 0, 1_000, 9_000, unknown, unknown, unknown,
  ]
  /// Persons in 2030.
  static let directJobs: [Double] = [
    -100, -6_000.04, 0, 0, -500, 0, 0, 50, 0, unknown, unknown, unknown,
  ]
  static let indirectJobs: [Double] = [
    0, -1_000, -200, 10, -100, -40, 0, 5, 2.5, unknown, unknown, unknown,
  ]
  /// Million EUR.
  static let valueAdded: [Double] = [
    10_000, 6_000, 4_000, 2_000, 500, 1_500, 0, 80, 720, 900, 300, 800,
  ]
  static let directValueAdded: [Double] = [-10, -600, 0, 0, -50, 0, 0, 5, 0, 0, -3, 0]

  static func make(scenario: String = "hand-made", notices: [Notice] = []) -> ImpactResult {
    func years(_ cells: [Double]) -> [[Double]] { [cells, cells.map { 2 * $0 }] }
    let none = [Double](repeating: 0, count: 12)
    return ImpactResult(
      scenario: scenario, title: "Hand-made case", economy: "test", years: [2030, 2035],
      regions: regions, industries: industries,
      territories: [
        Territory(code: "greater-region", name: "Greater Region", regions: ["LU00", "DE12"])
      ],
      baseline: [
        .employment: [jobs, jobs], .valueAdded: [valueAdded, valueAdded],
        .output: [valueAdded.map { 3 * $0 }, valueAdded.map { 3 * $0 }],
      ],
      change: [
        .employment: [.direct: years(directJobs), .indirect: years(indirectJobs)],
        .valueAdded: [.direct: years(directValueAdded), .indirect: years(none)],
        .output: [.direct: years(directValueAdded), .indirect: years(none)],
      ],
      leverFigures: [
        LeverFigure(
          lever: "floor", place: "EU27", year: 2035, figure: "content before", value: 0.832,
          unit: "share"),
        LeverFigure(
          lever: "floor", place: "DE11", year: 2035, figure: "content before, own",
          value: 0.91, unit: "share"),
      ],
      notices: notices,
      certificates: [
        SolveRecord(
          label: "scenario", method: "BiCGSTAB", iterations: 9, errorBound: 1e-6, residual: 1e-8)
      ])
  }
}
