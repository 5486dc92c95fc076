import Foundation

/// A method whose accuracy is measured, with the parameters that are estimated for it.
package struct AccuracyMethod: Sendable {
  package let name: String
  /// Values tried for δ and for β; one empty value where the method has no such parameter.
  let deltas: [Double?]
  let decays: [Double?]
  /// Values tried for the home factor.
  let homes: [Double?]
  let make: @Sendable (_ delta: Double, _ beta: Double?, _ home: Double) -> TradeMethod

  init(
    _ name: String, deltas: [Double?] = [nil], decays: [Double?] = [nil], homes: [Double?] = [nil],
    make: @escaping @Sendable (Double, Double?, Double) -> TradeMethod
  ) {
    self.name = name
    self.deltas = deltas
    self.decays = decays
    self.homes = homes
    self.make = make
  }

  var isEstimated: Bool { deltas.count * decays.count * homes.count > 1 }

  /// Evenly spaced values.
  private static func grid(_ from: Double, _ to: Double, _ steps: Int) -> [Double?] {
    (0...steps).map { from + (to - from) * Double($0) / Double(steps) }
  }

  private static func own(
    _ name: String, _ use: TradeMethod.OwnUse, distance: Bool = false
  ) -> AccuracyMethod {
    AccuracyMethod(name, decays: distance ? grid(0, 3, 12) : [nil]) { _, beta, _ in
      TradeMethod(use, decay: beta.map { [.power($0)] } ?? [])
    }
  }

  private static func flegg(
    _ name: String, distance: Bool = false,
    _ kind: @escaping @Sendable (Double) -> LocationQuotients.Method
  ) -> AccuracyMethod {
    AccuracyMethod(
      name, deltas: distance ? grid(0, 0.6, 12) : grid(0, 1, 40),
      decays: distance ? grid(0, 3, 12) : [nil]
    ) { delta, beta, _ in
      TradeMethod(.quotients(kind(delta)), decay: beta.map { [.power($0)] } ?? [])
    }
  }

  /// All methods; `exponents` are those of the default economy by product.
  package static func all(exponents: [Double]) -> [AccuracyMethod] {
    [
      AccuracyMethod("gravity without distance") { _, _, _ in TradeMethod(.gravity) },
      AccuracyMethod("gravity, exponents of the default economy") { _, _, _ in
        TradeMethod(.gravity, decay: exponents.map { .power($0) })
      },
      AccuracyMethod("gravity, power of distance", decays: grid(0, 4, 40)) { _, beta, _ in
        TradeMethod(.gravity, decay: [.power(beta ?? 0)])
      },
      AccuracyMethod("gravity, exponential of distance", decays: grid(0, 0.006, 24)) { _, beta, _ in
        TradeMethod(.gravity, decay: [.exponential(beta ?? 0)])
      },
      AccuracyMethod(
        "gravity, power of distance and home factor", decays: grid(0, 3, 12),
        homes: (0...10).map { pow(2, Double($0)) }
      ) { _, beta, home in
        TradeMethod(.gravity, decay: [.power(beta ?? 0)], homeFactor: home)
      },
      own("SLQ", .quotients(.simple)),
      own("CILQ, SLQ on the diagonal", .quotients(.crossIndustry(simpleDiagonal: true))),
      flegg("FLQ") { .flegg(delta: $0) },
      flegg("AFLQ") { .augmentedFlegg(delta: $0) },
      own("supply-demand pool", .supplyDemandPool),
      own("CHARM", .crossHauling),
      own("CHARM, rest by power of distance", .crossHauling, distance: true),
      flegg("FLQ, rest by power of distance", distance: true) { .flegg(delta: $0) },
      flegg("AFLQ, rest by power of distance", distance: true) { .augmentedFlegg(delta: $0) },
    ]
  }
}
