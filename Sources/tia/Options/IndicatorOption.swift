import ArgumentParser
import ImpactModels

/// What an analysis counts, as an option.
enum IndicatorOption: String, ExpressibleByArgument, CaseIterable {
  case output
  case valueAdded = "value-added"
  case income, employment

  var indicator: AccountIndicator {
    switch self {
    case .output: .output
    case .valueAdded: .valueAdded
    case .income: .income
    case .employment: .employment
    }
  }
}
