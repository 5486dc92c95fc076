extension LeverReference {
  /// Defaults of `drive-train` and the entries of the catalogue that stand behind its keys.
  static let driveTrain = LeverReference(
    page: "Documentation/Methods/drive-train.md",
    fallbacks: [
      "mix": [
        .fixed("none: production follows registrations", low: "0 %", high: "100 %", unit: byYear)
      ],
      "registrations": [
        .fixed("markets stay as in 2023", low: "0 %", high: "100 %", unit: byYear),
        .parameters(prefix: "registrations.2023."),
      ],
      "preset": [
        .fixed("none", unit: "word"), .parameters(prefix: "preset."),
        .parameters(prefix: "market.stated_policies."),
      ],
      "averaging": [.fixed("true", unit: "true or false"), .parameters(prefix: "averaging.")],
      "conversion": [
        .fixed("0", low: "-15", high: "15", unit: "years ahead"),
        .parameters(prefix: "conversion."), .parameters(prefix: "plants."),
      ],
      "imports": [
        .fixed("as in the accounts", low: "0 %", high: "100 %", unit: byYear),
        .parameters(prefix: "imports.2023."),
      ],
      "vehicles": [.fixed("all", unit: "word"), .parameters(prefix: "vehicles.")],
      "volume": [.fixed("100 %", low: "0 %", unit: "share of the base year by year")],
      "price": [.fixed("100 %", low: "above 0 %", unit: "share of the base year by year")],
      "labour-set": [
        .fixed("none: labour of the accounts", unit: "word"), .parameters(prefix: "labour.set."),
      ],
      "cell-jobs": [
        .fixed("with a labour set a line from 2025 to 2035", low: "0", unit: "jobs/GWh by year"),
        .parameter("labour.battery.jobs_per_gwh"), .parameter("labour.battery.jobs_per_gwh.2035"),
      ],
      "cell-plants": [
        .fixed("none: makers in the accounts", unit: "word"), .parameters(prefix: "cell_plants."),
        .parameters(prefix: "content.capacity.ramping_"),
        .parameters(prefix: "content.capacity.planned_"),
      ],
      "battery-pack-price": [
        .fixed("recipes of 2025 and 2035", low: "0", unit: "USD/kWh by year"),
        .parameter("battery.pack.price.bev.2025"),
      ],
      "battery-learning": [
        .fixed("none: recipes of 2025 and 2035", low: "0 %", high: "100 %", unit: "share"),
        .parameter("battery.learning_rate"), .parameters(prefix: "battery.cumulative_demand."),
        .parameters(prefix: "battery.yearly_demand."),
      ],
      "use-phase": [
        .fixed("off; households: respend", unit: "mapping"), .parameters(prefix: "use."),
        .parameter("aftermarket.bev_vs_ice_spend"), .parameters(prefix: "fleet.mean_life."),
        .parameter("fleet.weibull_shape"),
      ],
      "fleet-check": [
        .fixed("false", unit: "true or false"), .parameters(prefix: "fleet.history."),
        .parameters(prefix: "fleet.co2."),
      ],
      "factory-cost-share": [.parameter("drive_train.factory_cost_share")],
      "pass-through": [.parameter("drive_train.pass_through")],
      "demand-elasticity": [.parameter("demand.aggregate_car_price")],
    ],
    further: ["bom.", "cost.index.", "labour.ratio.", "vehicle.factory_value"])

  private static let byYear = "share by year"
}
