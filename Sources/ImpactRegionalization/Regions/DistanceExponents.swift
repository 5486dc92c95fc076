import ImpactAxes

/// How fast trade of a product decays with distance: an assumption by group of industries.
package enum DistanceExponents {
  /// β of an industry's product.
  package static func exponent(_ code: String, _ assumptions: BuildAssumptions) throws -> Double {
    try assumptions("build.distance_exponent.\(group(code))")
  }

  private static func group(_ code: String) -> String {
    if AutomotiveBlock.all.contains(code) { return "automotive" }
    switch code.prefix(1) {
    case "A", "B": return "primary"
    case "C": return code == "C10-C12" || code == "C19" ? "primary" : "manufacturing"
    case "G", "H": return "transport_trade"
    case "J", "K", "M", "N": return "services"
    default: return "local"
    }
  }
}
