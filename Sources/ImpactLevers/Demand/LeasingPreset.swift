import ImpactAxes
import ImpactDocuments

/// Leasing programmes that stand in the catalogue: `social_leasing.<year>.<entry>`.
enum LeasingPreset: String, CaseIterable {
  case france2024 = "france-2024"
  case france2025 = "france-2025"

  private var prefix: String { "social_leasing.\(rawValue.suffix(4))." }

  var leasesKey: String { prefix + "leases" }
  var amountKey: String { prefix + "amount" }
  var budgetKey: String { prefix + "budget" }
  var madeInKey: String { prefix + "made_in_share" }
  var place: Scope { Scope(["FR"]) }
  /// The place of the share that the catalogue gives: the Union in 2024, France in 2025.
  var madeIn: Scope { self == .france2024 ? .eu27 : Scope(["FR"]) }
  var year: Int { self == .france2024 ? 2024 : 2025 }
}
