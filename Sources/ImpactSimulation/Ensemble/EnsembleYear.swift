/// All draws of one year: Δx by cell, and what they add to indicators beside it.
///
///     indicator = q∘Δx + extra
///
/// In single precision, or in double where all draws are solved in it.
struct EnsembleYear<Scalar: BandScalar>: Sendable {
  /// What draws add to an indicator of one industry of a region.
  struct RegionExtra: Sendable {
    let indicator: Indicator
    let industry: Int
    /// By draw, in the indicator's unit.
    let values: [Scalar]
  }

  /// Draws that were solved, by their number.
  let draws: [Int]
  /// Δx of region r, draws×S; from storage or from coordinates of a basis.
  let region: @Sendable (Int) -> DrawMatrix<Scalar>
  /// Extras of region r.
  let extras: @Sendable (Int) -> [RegionExtra]
  /// Channels in every place by draw (`ChannelTotals`); empty where they are not parted.
  let channels: [[Double]]
  /// What growth of productivity multiplies each indicator of a cell with, the same in all draws; nil
  /// for nothing.
  let scale: [Indicator: [Double]]?
}
