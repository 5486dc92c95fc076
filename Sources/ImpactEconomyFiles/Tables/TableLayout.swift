import ImpactEconomies

/// The files of a table folder: what each holds, in the order in which they are listed.
enum TableLayout {
  static let package = "datapackage.json"
  /// Marks a folder as a table.
  static let format = "territorial-impact-table"
  static let formatVersion = 1

  /// What one axis of a stored array runs over.
  enum Axis: String {
    /// Region and industry, region-major.
    case cell
    case finalColumn = "final-column"
    case primaryRow = "primary-row"
  }

  struct NumericArray {
    let file: String
    let title: String
    let description: String
    let axes: [Axis]
  }

  static let tables = [
    regions, industries, finalColumns, primaryRows, satelliteAccounts,
  ]
  static let arrays = [
    intermediate, finalUses, primaryInputs, primaryInputsOfFinalUses, output,
  ]
  /// Every file of a folder.
  static let files = [package] + tables.map(\.file) + [satellites] + arrays.map(\.file)

  static let regions = EconomyLayout.regions

  static let industries = EconomyLayout.Table(
    file: "industries.csv", title: "Industries, which are also the products they make",
    description: "One row for each industry, in the order of every industry axis.",
    columns: [
      EconomyLayout.Column("code", "string", "code of the industry"),
      EconomyLayout.Column("name", "string", "name"),
      EconomyLayout.Column(
        "parent", "string", "published industries it was split from, joined by +"),
      EconomyLayout.Column("section", "string", "NACE Rev. 2 section letter; empty: unknown"),
      EconomyLayout.Column(
        "automotive_block", "boolean", "one of the industries split out for vehicle making"),
    ])

  static let finalColumns = EconomyLayout.Table(
    file: "final-columns.csv", title: "Columns of final uses",
    description: "One row for each column of final uses, in their order.",
    columns: [
      EconomyLayout.Column("region", "string", "region that uses; empty: none of them"),
      EconomyLayout.Column("code", "string", "category as published"),
      EconomyLayout.Column("name", "string", "name of the category"),
      EconomyLayout.Column("category", "string", "what the category is for the models"),
    ])

  static let primaryRows = EconomyLayout.Table(
    file: "primary-rows.csv", title: "Rows of primary inputs",
    description: "One row for each row of primary inputs, in their order.",
    columns: [
      EconomyLayout.Column("code", "string", "row as published"),
      EconomyLayout.Column("name", "string", "name of the row"),
      EconomyLayout.Column("category", "string", "what the row is for the models"),
    ])

  static let satelliteAccounts = EconomyLayout.Table(
    file: "satellite-accounts.csv", title: "Satellite accounts",
    description:
      "One row for each account; its values are the column of its code in satellites.csv.",
    columns: [
      EconomyLayout.Column("code", "string", "column of satellites.csv"),
      EconomyLayout.Column("name", "string", "name of the account"),
      EconomyLayout.Column("unit", "string", "unit of the values"),
    ])

  /// Its columns depend on the accounts.
  static let satellites = "satellites.csv"
}

extension TableLayout {
  static let intermediate = NumericArray(
    file: "intermediate.npy", title: "Intermediate flows",
    description: "Z[i,j]: what cell j buys from cell i for its production.", axes: [.cell, .cell])

  static let finalUses = NumericArray(
    file: "final_uses.npy", title: "Final uses",
    description: "Y[i,c]: what final column c takes from cell i.", axes: [.cell, .finalColumn])

  static let primaryInputs = NumericArray(
    file: "primary_inputs.npy", title: "Primary inputs",
    description: "W[p,j]: primary input p of cell j.", axes: [.primaryRow, .cell])

  static let primaryInputsOfFinalUses = NumericArray(
    file: "primary_inputs_of_final_uses.npy", title: "Primary inputs of final uses",
    description: "primary input p of final column c, such as taxes on final purchases.",
    axes: [.primaryRow, .finalColumn])

  static let output = NumericArray(
    file: "output.npy", title: "Output", description: "x[j]: output of cell j as published.",
    axes: [.cell])
}

extension FolderReplacement.Kind {
  /// A folder with an account table.
  static let table = FolderReplacement.Kind(
    format: TableLayout.format, noun: "a table folder",
    files: TableLayout.files + TableFolder.Companion.allCases.map(\.rawValue))
}

extension AccountTable {
  /// Number of entries along an axis of a stored array.
  func length(of axis: TableLayout.Axis) -> Int {
    switch axis {
    case .cell: dimension
    case .finalColumn: finalColumns.count
    case .primaryRow: primaryRows.count
    }
  }
}
