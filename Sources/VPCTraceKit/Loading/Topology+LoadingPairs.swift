public import SourceText
public import TopologyModel

extension Topology {
  /// Reads two topologies that are to be compared.
  ///
  /// A template that is given no Region is taken to be in that of the other input, where that tells of one.
  ///
  /// - Parameters:
  ///   - old: A folder, a file, or `-` for standard input, as is `new`; not both can be that.
  ///   - new: What to compare with it.
  ///   - format: What both are to be taken for; `nil` recognises them by their content.
  ///   - parameters: Values of templates' parameters, by name.
  /// - Returns: Both topologies, and warnings about them.
  /// - Throws: ``InputErrors`` with every problem that one reading finds.
  public static func loadPair(
    _ old: String, _ new: String, format: InputFormat? = nil, parameters: [String: String] = [:]
  ) throws(InputErrors) -> (old: LoadedTopology, new: LoadedTopology) {
    func load(
      _ path: String, beside other: LoadedTopology? = nil
    ) throws(InputErrors) -> LoadedTopology {
      guard let region = other?.topology.onlyRegion else {
        return try Topology.load(path: path, format: format, parameters: parameters)
      }
      return try Topology.load(
        path: path, format: format,
        parameters: parameters.merging([LoadedTopology.regionParameter: region]) { given, _ in given
        })
    }
    var (first, second) = (try load(old), try load(new))
    if first.assumesRegion, !second.assumesRegion, old != "-" {
      first = try load(old, beside: second)
    } else if second.assumesRegion, !first.assumesRegion, new != "-" {
      second = try load(new, beside: first)
    }
    return (first, second)
  }

  /// The Region that all VPCs are in, if there is one.
  fileprivate var onlyRegion: String? {
    let regions = Set(vpcs.resources.map { $0.resource.region })
    return regions.count == 1 ? regions.first ?? nil : nil
  }
}
