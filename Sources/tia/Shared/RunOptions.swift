import ArgumentParser
import ImpactReports

/// What `tia run` writes to standard output.
enum SummaryFormat: String, ExpressibleByArgument, CaseIterable {
  case table, md, html, csv, json
}

/// What analyses write to standard output.
enum RunFormat: String, ExpressibleByArgument, CaseIterable {
  case table, csv, json
}

/// Detail of `results.csv`, as an option.
enum DetailOption: String, ExpressibleByArgument, CaseIterable {
  case region, industry, full

  var detail: TableDetail {
    switch self {
    case .region: .region
    case .industry: .industry
    case .full: .full
    }
  }
}
