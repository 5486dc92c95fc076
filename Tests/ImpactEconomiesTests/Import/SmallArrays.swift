import ImpactDocuments

/// Two countries with two industries and one final use as numpy arrays with axes.
enum SmallArrays {
  static var files: [String: [UInt8]] {
    [
      "countries.csv": Array("code\nAUT\nDEU\n".utf8),
      "industries.csv": Array("code,name\nc1,Agriculture\nc15,Transport equipment\n".utf8),
      "final-demand.csv": Array("code,name\nc37,households\n".utf8),
      "intermediate_2011.npy": NumpyArray(shape: [4, 4], values: intermediate).bytes,
      "final_2011.npy": NumpyArray(shape: [4, 2], values: [1, 2, 3, 4, 5, 6, 7, 8]).bytes,
      "output_2011.npy": NumpyArray(shape: [2, 2], values: output).bytes,
    ]
  }

  static let intermediate: [Double] = (0..<16).map { Double($0 % 5) / 4 }
  static let output: [Double] = (0..<4)
    .map { i -> Double in
      let flows: Double = intermediate[(4 * i)..<(4 * i + 4)].reduce(0, +)
      return flows + Double(4 * i + 3)
    }
}
