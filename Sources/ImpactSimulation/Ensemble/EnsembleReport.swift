import ImpactDiagnostics
import ImpactNumerics

extension EnsembleRun {
  /// Batches for the standard errors; each needs enough draws for a fifth percentile.
  static let batches = 8
  static let smallestBatch = 8

  /// Standard errors of the percentiles of all jobs: s/√b over b batches of the draws.
  ///
  /// Empty where batches would be too small to have a fifth percentile.
  ///
  /// `total` is how many draws the bands stand on where `jobs` are some of them: errors fall with the square
  /// root of the number.
  static func convergence(
    _ jobs: [Double], of place: String, year: Int, total: Int? = nil
  ) -> [BandConvergence] {
    let size = jobs.count / batches
    guard size >= smallestBatch else { return [] }
    let all = OrderStatistics(BandYear.probabilities, count: jobs.count)
      .quantiles(of: jobs, columns: 1)
    let order = OrderStatistics(BandYear.probabilities, count: size)
    let parts = (0..<batches)
      .map { b in
        // Every eighth draw: neighbours of a sequence belong to different batches.
        order.quantiles(of: (0..<size).map { jobs[$0 * batches + b] }, columns: 1)
      }
    let errors = all.indices.map { k -> Double in
      let mean = parts.reduce(0) { $0 + Double($1[k]) } / Double(batches)
      let square = parts.reduce(0) { $0 + (Double($1[k]) - mean) * (Double($1[k]) - mean) }
      let error = (square / Double(batches - 1) / Double(batches)).squareRoot()
      return error * (Double(jobs.count) / Double(total ?? jobs.count)).squareRoot()
    }
    return [
      BandConvergence(
        figure: "employment in \(place), \(year)", unit: "persons",
        band: Band(p05: Double(all[0]), p50: Double(all[1]), p95: Double(all[2])),
        standardError: Band(p05: errors[0], p50: errors[1], p95: errors[2]))
    ]
  }

  /// The same for the place that the options name, from the draws whose totals are kept.
  func convergenceOfPlace(_ year: BandYear, year number: Int) -> [BandConvergence] {
    guard let place = options.place, place != layout.reference, let p = layout.placeIndex[place],
      let k = Indicator.allCases.firstIndex(of: .employment)
    else { return [] }
    let jobs = year.totals.values(k, place: p, count: min(options.draws, DrawnTotals.most))
      .filter(\.isFinite)
    return Self.convergence(
      jobs, of: place, year: number, total: max(jobs.count, year.jobs.count))
  }

  /// Says where slow years have fewer draws than asked for, or none.
  private var fewDraws: [Notice] {
    var notices: [Notice] = []
    if options.mayBeFewer, options.draws < EnsembleOptions.usualDraws {
      notices.append(
        Notice(
          "few-draws",
          "levers of this scenario take long, so bands stand on \(options.draws) draws and are rough; "
            + "`--draws N` makes N"))
    }
    let years = solver.scenario.years
    let slow = years.count - yearsInCoordinates.count
    guard slow > 0, drawsInFull < options.draws || yearsInFull.count < slow else {
      return notices
    }
    let named = yearsInFull.map { "\(years[$0])" }.joined(separator: ", ")
    return notices + [
      Notice(
        "few-draws",
        "announced jobs, limits of output or rules on value added are solved draw by draw in "
          + "\(slow) of \(years.count) years: of these \(named) \(yearsInFull.count == 1 ? "has a band" : "have bands"), from "
          + "\(drawsInFull) draws, so about the range of the draws; `--draws N` makes N in every year"
      )
    ]
  }

  /// Says what double precision brings and takes.
  private var inDouble: [Notice] {
    guard options.precision == .double else { return [] }
    let each = ExactDraws.bytesOfDraw(layout, solver.economy)
    return [
      Notice(
        "draws-in-double",
        "every draw and year is solved in full in double precision: bands repeat to 1e-9 of the change; "
          + "the draws of a year take some \(ExactDraws.gigabytes(options.draws * each)) GB")
    ]
  }

  /// Why the first draw was left out, in a clause.
  private static func inWords(_ reason: (any Error)?) -> String {
    switch reason {
    case nil: ""
    case let report as ProblemReport:
      report.problems.first.map { ". The first of them: \($0)" } ?? ""
    case let other?: ". The first of them: \(other)"
    }
  }

  /// Everything that is said of the bands; `refused` draws are left out, the first of them for a reason.
  func notices(
    refused: Int, because reason: (any Error)?, _ solution: EnsembleSolution,
    _ convergence: [BandConvergence]
  ) -> [Notice] {
    let counted =
      refused == 0
      ? "\(options.draws) draws"
      : "\(options.draws - refused) draws (\(options.draws) made, \(refused) left out)"
    var notices = [
      Notice(
        "bands",
        "bands hold nine in ten of \(counted) over \(uncertain.parameters.count) uncertain "
          + "parameters (\(options.sampling.rawValue), seed \(options.seed)) and over the error of "
          + "estimated employment; what the model leaves out is not in them")
    ]
    notices += uncertain.notices
    notices += fewDraws
    notices += inDouble
    if refused > 0 {
      notices.append(
        Notice(
          "draws-refused",
          "\(refused) of \(options.draws) draws are left out, since the scenario cannot be worked out "
            + "with what they drew" + Self.inWords(reason)
            + ". Bands are those of the draws that are left, and may be too narrow"))
    }
    let taking = solver.drawsThatTakeRoom(of: options.draws)
    if taking > 0 {
      notices.append(
        Notice(
          "registrations-room",
          "in \(taking) of \(options.draws) draws shares of registrations that are drawn leave less than the "
            + "others of their place and year take: these shrink in proportion, so that the whole is 100 %"
        ))
    }
    for item in convergence {
      let error = item.standardError
      let width = item.band.p95 - item.band.p05
      guard width > 0 else { continue }
      let worst = max(error.p05, error.p50, error.p95) / width
      notices.append(
        Notice(
          "band-convergence",
          "\(item.figure): the percentiles' standard errors are at most "
            + "\((1000 * worst).rounded() / 10) % of the band's width; more draws make them smaller"
        ))
    }
    if convergence.isEmpty, options.draws < Self.batches * Self.smallestBatch {
      notices.append(
        Notice(
          "band-convergence",
          "\(options.draws) draws are too few to say how sure the percentiles are; "
            + "\(Self.batches * Self.smallestBatch) or more say it"))
    }
    return notices
  }
}
