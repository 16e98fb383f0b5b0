public import SourceText
public import TopologyModel

/// What reading an input gave: a topology and its warnings, or what is wrong with the input.
public struct TopologyReading {
  public let topology: Topology?
  public let diagnostics: [Diagnostic]

  public init(
    _ read: () throws(InputErrors) -> (topology: Topology, warnings: [Diagnostic])
  ) {
    do {
      let result = try read()
      topology = result.topology
      diagnostics = result.warnings
    } catch {
      topology = nil
      diagnostics = error.diagnostics
    }
  }

  /// What is wrong, or may be.
  public var complaints: [Diagnostic] { diagnostics.filter { $0.severity != .note } }

  /// Severity, code and place of each complaint, in order: `error WRONG_TYPE 3:14`.
  public var places: [String] {
    complaints.map { diagnostic in
      let place = diagnostic.location.map { " \($0.line):\($0.column)" } ?? ""
      return "\(diagnostic.severity.rawValue) \(diagnostic.code.name)\(place)"
    }
  }
}

extension ResourceTable {
  /// The resource with this id.
  ///
  /// - Throws: ``ResourceMissing`` where there is none.
  public func resource(_ id: String) throws(ResourceMissing) -> Resource {
    guard let slot = reference(to: id), let resource = self[slot] else {
      throw ResourceMissing(id: id)
    }
    return resource
  }
}

/// A test asked for a resource that the topology has not.
public struct ResourceMissing: Error {
  public let id: String
}
