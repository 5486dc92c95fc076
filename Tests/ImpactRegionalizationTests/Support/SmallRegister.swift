import ImpactRegionalization

/// A register from lines `plant,kind,nuts2,status,capacity_gwh,persons`.
func register(_ lines: String..., regions: Set<String>? = nil) throws -> PlantRegister {
  let text = (["plant,kind,nuts2,status,capacity_gwh,persons"] + lines).joined(separator: "\n")
  return try PlantRegister(
    SourceTable(text: text + "\n", file: "plants.csv"), regions: regions)
}
