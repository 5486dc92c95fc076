/// Value added in the exports of one country, in money of the table.
///
/// With V value added per unit of output (a row for each country), B = (I − A)⁻¹, L_ss = (I − A_ss)⁻¹
/// and E_s the exports of s:
///
///     domestic content  DC  = V_s B_ss E_s          foreign content FC = Σ_{t≠s} V_t B_ts E_s + W
///     domestic value added  DVA = V_s L_ss E_s      double counted  DDC = DC − DVA
///     value added exports  VAX = Σ_{r≠s} V_s Σ_t B_st Y_tr      reflection  REF = DVA − VAX
///
/// Foreign content follows two conventions that do not agree: Borin and Mancini (2023) with the
/// exports of s cut from A (`foreignValueAdded`, `foreignDoubleCounted`), and Koopman, Wang and Wei
/// (2014) with terms T7 to T9. Net taxes and margins inside the exports are an item of their own, so
/// E = DC + FC + taxes.
public struct CountryTradeMeasures: Sendable {
  /// The conventions, as text for every output.
  public static let convention = """
    domestic value added after Koopman, Wang and Wei (2014) and Borin and Mancini (2023), which agree; \
    foreign value added and foreign double counting after Borin and Mancini, \
    source-based at the exporting country; T1 to T9 after Koopman, Wang and Wei
    """

  /// Country code.
  public let country: String
  /// E, all sales of goods and services to other countries and to W.
  public let grossExports: Double
  /// DC.
  public let domesticContent: Double
  /// DVA.
  public let domesticValueAdded: Double
  /// VAX, value added absorbed abroad (Johnson and Noguera 2012).
  public let valueAddedExports: Double
  /// FC, W included.
  public let foreignContent: Double
  /// The part of FC that was bought from W, which has no model.
  public let worldContent: Double
  /// Net taxes on products and international margins inside the exports.
  public let taxesAndMargins: Double
  /// FVA of Borin and Mancini: Σ_{t≠s} V_t B^(s)_ts E_s, with A^(s) = A without the exports of s.
  public let foreignValueAdded: Double
  /// DAVAX: value added that the direct importer absorbs, Σ_r V_s L_ss (Y_sr + A_sr L_rr Y_rr).
  public let directlyAbsorbed: Double
  /// T1 to T9 of Koopman, Wang and Wei.
  public let koopmanTerms: [Double]

  /// REF = DVA − VAX: comes home for final use.
  public var reflection: Double { domesticValueAdded - valueAddedExports }
  /// DDC = DC − DVA.
  public var domesticDoubleCounted: Double { domesticContent - domesticValueAdded }
  /// FDC = FC − FVA.
  public var foreignDoubleCounted: Double { foreignContent - foreignValueAdded }
  /// VAX / E, 0 without exports.
  public var valueAddedRatio: Double { grossExports == 0 ? 0 : valueAddedExports / grossExports }
  /// Exports that cross more than one border: E − DAVAX.
  public var chainExports: Double { grossExports - directlyAbsorbed }
  /// FC + DDC.
  public var backwardParticipation: Double { foreignContent + domesticDoubleCounted }
  /// What is left: E − DAVAX − FC − DDC.
  public var forwardParticipation: Double { chainExports - backwardParticipation }
}
