/// Defaults of the levers of public demand.
enum DemandReference {
  private static let programme: [String: [LeverReference.Fallback]] = [
    "from": [.words("every year")], "to": [.words("every year")],
    "budget": [.words("none: all claims are met")], "financing": [.words("deficit")],
    "made-in": [.words("anywhere")], "made-in-share": [.words("100 %")],
    "windfall": [.words("respend")], "paid-from": [.words("purchases")], "offset": [.words("0 %")],
  ]
  private static let money = ["valuation.", "financing.", "use.price_level", "use.respending."]
  private static let cars =
    money + ["demand.car_price", "demand.made_in_union.", "demand.own_price.", "demand.cross."]

  private static func lever(
    _ page: String, _ own: [String: [LeverReference.Fallback]], further: [String]
  ) -> LeverReference {
    LeverReference(
      page: "Documentation/Methods/\(page).md", fallbacks: programme.merging(own) { $1 },
      further: further)
  }

  static let all: [String: LeverReference] = [
    PurchaseIncentive.key: lever(
      "purchase-incentive",
      [
        "response": [.words("sales-share"), .parameter(PurchaseIncentive.shareKey)],
        "additionality": [.words("what `response` gives")],
        "price-cap": [.words("none"), .parameter(PurchaseIncentive.spreadKey)],
        "eligible-share": [.words("100 %")],
      ], further: cars + [PurchaseIncentive.substitutionKey]),
    SocialLeasing.key: lever(
      "social-leasing",
      [
        "preset": [.words("none"), .parameters(prefix: "social_leasing.")],
        "leases": [.words("those of the preset")], "amount": [.words("that of the preset")],
        "additionality": [.parameter(SocialLeasing.additionalKey)],
      ], further: cars + [SocialLeasing.replacedKey]),
    Scrappage.key: lever(
      "scrappage",
      [
        "from": [.words("required")], "to": [.words("required")],
        "additionality": [.parameter(Scrappage.additionalKey)],
        "pulled-forward": [.parameter(Scrappage.pulledKey)],
      ], further: cars + [Scrappage.yearsKey]),
    FleetMandate.key: lever(
      "fleet-mandate",
      [
        "preset": [.words("none"), .parameters(prefix: "fleet.target.")],
        "zero-emission": [.words("those of the preset")],
        "low-emission": [.words("those of the preset")],
        "corporate-share": [.parameter(FleetMandate.corporateKey)],
        "covered-share": [.parameter(FleetMandate.coveredKey)],
      ],
      further: [
        FleetMandate.relativeKey, FleetMandate.holdingKey, "registrations.2023.", "conversion.",
        "bom.", "labour.ratio.",
      ]),
    Procurement.key: lever(
      "procurement",
      [
        "zero-emission": [.words("as without the rule")],
        "zero-emission-before": [.parameter(Procurement.shareKey)],
        "made-in": [.words("[EU27]")],
        "made-in-share": [.words("no floor"), .parameter(Procurement.originKey)],
        "premium": [.parameter(Procurement.premiumKey)], "additional": [.words("0 %")],
      ], further: money + ["bus.price.", Procurement.extraPrefix]),
    PublicTransport.key: lever(
      "public-transport",
      [
        "where": [.words("households")],
        "vector": [.parameters(prefix: PublicTransport.prefix + ".")],
      ], further: money),
    TechnologyProgramme.key: lever(
      "technology-programme",
      [
        "vector": [.parameters(prefix: "technology.")], "where": [.words("value-added")],
      ], further: money),
  ]
}
