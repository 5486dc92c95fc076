extension EconomyFolder {
  /// SHA-256 of `datapackage.json`, which records the hashes of all other files.
  ///
  /// The same for a shipped economy and an unchanged copy of it; nil when neither the folder nor the
  /// program holds the file. A file edited later is named in `notices`.
  package var fingerprint: String? {
    if let hash = hashes[EconomyLayout.package] { return hash }
    guard let view = ShippedFiles.view("\(economy.name)/\(EconomyLayout.package)") else {
      return nil
    }
    return SHA256.hexadecimal(Array(view))
  }
}
