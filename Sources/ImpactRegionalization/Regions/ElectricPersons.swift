import ImpactAxes

/// Persons per million EUR in electric components, never the ratio of electrical equipment.
///
/// Drives and packs: the labour of the combustion powertrain of a vehicle times sourced ratios,
///   e_EDR = ρ_drive · (powertrain cost share) / (drive cost share) · e_ICE,
///   e_PAC = (ρ_with pack − ρ_drive) · (powertrain cost share) / (pack cost share) · e_ICE.
/// Cells: jobs per GWh ÷ (price in USD/kWh × EUR per USD of the base year), 1 GWh = 10⁶ kWh.
struct ElectricPersons {
  /// Factors on e_ICE for drives and packs.
  let driveFactor: Double
  let packFactor: Double
  /// Persons per million EUR of cells.
  let cells: Double

  init(_ a: BuildAssumptions) throws {
    let powertrain = try [
      "engine_ancillaries", "exhaust_aftertreatment", "fuel_system", "transmission_reducer",
    ]
    .reduce(0) { try $0 + a("bom.ice.\($1)") }
    let index = try a("cost.index.bev.2025") / 100
    let drive =
      try ["traction_motor", "power_electronics", "transmission_reducer"]
      .reduce(0) { try $0 + a("bom.bev2025.\($1)") } * index
    let pack = try a("bom.bev2025.battery_pack_ex_cells") * index
    let ratio = try a("labour.ratio.bev_ice.powertrain_ex_cells_ex_pack")
    let withPack = try a("labour.ratio.bev_ice.powertrain_incl_pack_ex_cells")
    driveFactor = ratio * powertrain / drive
    packFactor = (withPack - ratio) * powertrain / pack
    let price = try a("battery.cell.price.world.2025") * a("build.eur_per_usd.2014")
    cells = try a("labour.battery.jobs_per_gwh") / price
  }

  /// Persons by electric component from their outputs (million EUR) and the country's e_ICE.
  func persons(outputs: [Double], combustion: Double) -> [Double] {
    [
      outputs[0] * driveFactor * combustion, outputs[1] * cells,
      outputs[2] * packFactor * combustion,
    ]
  }
}
