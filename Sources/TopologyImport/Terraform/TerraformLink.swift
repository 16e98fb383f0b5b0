/// What an attribute that names one thing leads to.
enum TerraformLink {
  /// The attribute names nothing.
  case none
  /// An identity: an address of the design, a part of one, or an id of AWS that stands outside.
  case one(String)
  /// It is one of these, and the file does not tell which.
  case unclear([String])

  var id: String? {
    if case .one(let id) = self { return id }
    return nil
  }
}

/// What an attribute that names several things leads to.
struct TerraformLinks {
  var ids: [String] = []
  /// Things that may be named as well.
  var candidates: [String] = []
  /// Something is named that can't be told.
  var isUnclear = false
}
