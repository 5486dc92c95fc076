import ImpactDiagnostics
public import ImpactEconomies

/// An economy compiled into the program.
public enum ShippedEconomy: String, Sendable, CaseIterable {
  /// The European Union at NUTS-2 with other economies as one region each.
  case euNUTS2 = "eu-nuts2"
}

extension EconomyFolder {
  /// Reads an economy compiled into the program, with its provenance.
  ///
  /// Throws `ProblemReport` when the program was built before its data files were made.
  public static func shipped(_ economy: ShippedEconomy) throws -> EconomyFolder {
    let prefix = economy.rawValue
    guard ShippedFiles.paths.contains("\(prefix)/\(EconomyLayout.package)") else {
      throw ProblemReport([
        Problem(
          at: nil, path: prefix, "this economy is not compiled into the program",
          expected:
            "a build with the files of Sources/CImpactShipped/\(prefix), or the path of an economy folder"
        )
      ])
    }
    return try EconomyReader.read(.shipped(prefix))
  }
}

extension Economy {
  /// Reads an economy compiled into the program; see `EconomyFolder.shipped(_:)`.
  public static func shipped(_ economy: ShippedEconomy) throws -> Economy {
    try EconomyFolder.shipped(economy).economy
  }
}
