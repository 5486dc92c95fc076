package import ImpactDiagnostics
package import ImpactEconomies

/// What a reader of one place must know of its accounts.
package enum PlaceNotices {
  /// Catalogue key of the standard deviation of estimated employment.
  package static let spreadKey = UncertainParameters.imputedKey

  /// How much of a place's employment is estimated: jobs in cells that are not published as such, over all jobs.
  ///
  /// `spread` is the standard deviation of their error, a share (`uncertainty.imputed_employment`). Nil where the
  /// economy knows no employment of the place.
  package static func employment(
    of name: String, regions: [Int], in economy: Economy, spread: Double
  ) -> Notice? {
    let S = economy.industryCount
    func sums(_ industries: [Int]) -> (estimated: Double, all: Double) {
      var (estimated, all) = (0.0, 0.0)
      for r in regions {
        for i in industries {
          let jobs = economy.satellites.employment[r * S + i]
          guard jobs.isFinite else { continue }
          all += jobs
          if economy.isEstimated(r * S + i) { estimated += jobs }
        }
      }
      return (estimated, all)
    }
    let whole = sums(Array(0..<S))
    guard whole.all > 0 else { return nil }
    let block = sums((0..<S).filter { economy.industries[$0].isAutomotiveBlock })
    func percent(_ part: (estimated: Double, all: Double)) -> String {
      "\((1000 * part.estimated / part.all).rounded() / 10) %"
    }
    let automotive =
      block.all > 0 ? ", and \(percent(block)) of those in the automotive industries" : ""
    return Notice(
      "estimated-employment",
      "\(percent(whole)) of the jobs in the accounts of \(name)\(automotive) are estimated or split from larger "
        + "cells, with an error of \((1000 * spread).rounded() / 10) % (standard deviation, an assumption); bands "
        + "carry it, one factor for each region and draw")
  }
}
