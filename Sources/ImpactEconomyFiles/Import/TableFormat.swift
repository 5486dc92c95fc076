/// Formats of published tables that can be imported.
public enum TableFormat: String, Sendable, CaseIterable {
  /// Eurostat's FIGARO tables as a matrix.
  case figaro
  /// FIGARO in the flat format, one flow a line.
  case figaroFlat = "figaro-flat"
  /// OECD inter-country tables, editions 2021, 2023 and 2025.
  case oecd = "oecd-icio"
  /// World Input-Output Database, releases 2013 and 2016.
  case wiod
  /// EXIOBASE 3 as text.
  case exiobase = "exiobase3"
  /// A folder saved by pymrio as text.
  case pymrio
  /// Any table with labels for rows and columns.
  case labelled
  /// numpy arrays beside axes in CSV.
  case arrays = "npy"
}
