/// One measured figure.
struct Figure: Codable {
  /// Words joined by dots, the same from version to version.
  let name: String
  let value: Double
  let unit: String
  /// How many times better than the reference in the same run; for rates and errors the share of it.
  let ratio: Double?
  /// What the ratio is taken against.
  let against: String?
  /// What to know when reading it, such as an extrapolation.
  let note: String?

  init(
    _ name: String, _ value: Double, _ unit: String, ratio: Double? = nil, against: String? = nil,
    note: String? = nil
  ) {
    self.name = name
    self.value = value
    self.unit = unit
    self.ratio = ratio
    self.against = against
    self.note = note
  }
}
