import Foundation
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles
import ImpactModels

/// What an analysis works on: an economy in factors, or a table held in full.
enum AnalysisSource {
  case economy(EconomyFolder)
  case table(TableFolder)

  /// Reads a shipped economy by name, or the folder of an economy or a table.
  static func open(_ name: String) throws -> AnalysisSource {
    let url = URL(filePath: name, directoryHint: .isDirectory)
    if !EconomySource.shippedNames.contains(name), EconomySource.isFolder(name),
      TableFolder.isTable(at: url)
    {
      return .table(try TableFolder.open(at: url))
    }
    return .economy(try EconomySource.open(name))
  }

  /// Names of regions, industries and their groups.
  var places: NamedPlaces {
    switch self {
    case .economy(let folder): NamedPlaces(folder.economy)
    case .table(let folder): NamedPlaces(folder.table)
    }
  }

  /// What the folder says beside the numbers.
  var provenance: Provenance {
    switch self {
    case .economy(let folder): folder.provenance
    case .table(let folder): folder.provenance
    }
  }

  /// What a reader should know of the folder.
  var notices: [Notice] {
    switch self {
    case .economy(let folder): folder.notices
    case .table(let folder): folder.notices
    }
  }

  /// Totals and an operator.
  func model() throws -> AccountModel {
    switch self {
    case .economy(let folder): AccountModel(try EconomyModel(folder.economy))
    case .table(let folder): try AccountModel(folder.table)
    }
  }

  /// The accounts for the models of trade.
  func interregional() throws -> InterregionalTable {
    switch self {
    case .economy(let folder): try InterregionalTable(folder.economy)
    case .table(let folder): try InterregionalTable(folder.table)
    }
  }

  /// The economy, where a table does not suffice.
  func economy(for purpose: String) throws -> Economy {
    switch self {
    case .economy(let folder): return folder.economy
    case .table(let folder):
      throw Fault.problem(
        "`\(folder.table.name)` is a table, and \(purpose) needs an economy in factors",
        expected: "a shipped economy, or an economy folder made by `tia economy build`")
    }
  }
}
