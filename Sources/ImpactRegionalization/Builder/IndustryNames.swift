import ImpactAxes

/// English names of the industries of the WIOD 2016 release and of the automotive block.
enum IndustryNames {
  static func name(_ code: String) -> String { names[code] ?? code }

  private static let names: [String: String] = [
    "A01": "Agriculture and hunting", "A02": "Forestry and logging",
    "A03": "Fishing and aquaculture",
    "B": "Mining and quarrying", "C10-C12": "Food, beverages and tobacco",
    "C13-C15": "Textiles, clothing and leather", "C16": "Wood products", "C17": "Paper",
    "C18": "Printing", "C19": "Coke and refined petroleum", "C20": "Chemicals",
    "C21": "Pharmaceuticals", "C22": "Rubber and plastics", "C23": "Other non-metallic minerals",
    "C24": "Basic metals", "C25": "Fabricated metal products",
    "C26": "Computers, electronics and optics", "C27": "Electrical equipment, other",
    "C28": "Machinery and equipment, other", "C30": "Other transport equipment",
    "C31_C32": "Furniture and other manufacturing", "C33": "Repair and installation of machinery",
    "D35": "Electricity, gas and steam", "E36": "Water supply",
    "E37-E39": "Sewerage, waste and remediation", "F": "Construction",
    "G45": "Trade and repair of motor vehicles", "G46": "Wholesale trade", "G47": "Retail trade",
    "H49": "Land transport", "H50": "Water transport", "H51": "Air transport",
    "H52": "Warehousing and transport support", "H53": "Post and courier",
    "I": "Accommodation and food service", "J58": "Publishing",
    "J59_J60": "Film, sound and broadcasting", "J61": "Telecommunications",
    "J62_J63": "Programming and information services", "K64": "Financial services",
    "K65": "Insurance and pension funding", "K66": "Auxiliary financial services",
    "L68": "Real estate", "M69_M70": "Legal, accounting, head offices, consultancy",
    "M71": "Architecture, engineering and testing", "M72": "Research and development",
    "M73": "Advertising and market research", "M74_M75": "Other professional and veterinary",
    "N": "Administrative and support services", "O84": "Public administration and defence",
    "P85": "Education", "Q": "Health and social work", "R_S": "Arts, recreation and other services",
    "T": "Households as employers", "U": "Extraterritorial organisations",
    AutomotiveBlock.vehicles: "Vehicle assembly",
    AutomotiveBlock.combustion: "Combustion powertrain components",
    AutomotiveBlock.electricDrive: "Electric drive components",
    AutomotiveBlock.cells: "Battery cells", AutomotiveBlock.packs: "Battery packs, without cells",
    AutomotiveBlock.otherComponents: "Other vehicle components",
  ]
}
