public import TopologyModel

/// Everything that can send or receive, by id and by name.
///
/// Built once for a network; a look-up then costs one hash of the text.
public struct EndpointDirectory: Sendable {
  /// What an id or name may stand for.
  public enum Candidate: Hashable, Sendable {
    case networkInterface(Reference<NetworkInterface>)
    /// An instance whose interfaces the input does not hold.
    case lonelyInstance(Reference<Instance>)
    case onPremises(Reference<VPNConnection>)
  }

  /// Candidates without an array for each of the many names that fit one thing.
  enum Entry {
    case one(Candidate)
    case several([Candidate])

    var candidates: [Candidate] {
      switch self {
      case .one(let candidate): [candidate]
      case .several(let candidates): candidates
      }
    }
  }

  private var index = WordIndex()
  /// By the numbers of the words.
  private var entries: [Entry] = []

  /// Lists the instances, interfaces and on-premises networks of a topology.
  public init(_ topology: Topology) {
    addInterfaces(of: topology)
    addInstances(of: topology)
    addOnPremisesNetworks(of: topology)
  }

  /// What `word` may stand for: nothing, one thing, or several.
  public func candidates(named word: String) -> [Candidate] {
    entry(named: word)?.candidates ?? []
  }

  func entry(named word: String) -> Entry? {
    var word = word
    return word.withUTF8 { entry(named: $0) }
  }

  /// What a word stands for, given by its UTF-8.
  func entry(named utf8: UnsafeBufferPointer<UInt8>) -> Entry? {
    index.number(of: utf8).map { entries[$0] }
  }

  /// Every id and name.
  public var words: some Sequence<String> { index.words }
}

extension EndpointDirectory {
  private mutating func addInterfaces(of topology: Topology) {
    for (reference, interface) in topology.networkInterfaces.resources {
      add(.networkInterface(reference), interface.id)
      if let name = interface.name { add(.networkInterface(reference), name) }
    }
    for (id, reference) in topology.networkInterfaces.aliases {
      add(.networkInterface(reference), id)
    }
  }

  /// An instance stands for its interface with the lowest device index, which is 0.
  private mutating func addInstances(of topology: Topology) {
    var primary = [Reference<NetworkInterface>?](repeating: nil, count: topology.instances.count)
    for (reference, interface) in topology.networkInterfaces.resources {
      guard let instance = interface.instance else { continue }
      let index = Int(instance.index)
      let known = primary[index].flatMap { topology.networkInterfaces[$0]?.deviceIndex }
      if interface.deviceIndex < known ?? .max { primary[index] = reference }
    }
    for index in primary.indices {
      let reference = Reference<Instance>(index)
      let instance = topology.instances[reference]
      guard instance != nil || primary[index] != nil else { continue }
      let candidate = primary[index].map { Candidate.networkInterface($0) }
      add(candidate ?? .lonelyInstance(reference), topology.instances.id(of: reference))
      if let name = instance?.name { add(candidate ?? .lonelyInstance(reference), name) }
    }
    for (id, reference) in topology.instances.aliases {
      let candidate = primary[Int(reference.index)].map { Candidate.networkInterface($0) }
      add(candidate ?? .lonelyInstance(reference), id)
    }
  }

  /// A network behind a VPN connection goes by the connection's and the customer gateway's names.
  private mutating func addOnPremisesNetworks(of topology: Topology) {
    for (reference, connection) in topology.vpnConnections.resources {
      add(.onPremises(reference), connection.id)
      if let name = connection.name { add(.onPremises(reference), name) }
      guard let gateway = connection.customerGateway else { continue }
      add(.onPremises(reference), topology.customerGateways.id(of: gateway))
      if let name = topology.customerGateways[gateway]?.name { add(.onPremises(reference), name) }
    }
  }

  private mutating func add(_ candidate: Candidate, _ word: String) {
    let number = index.insert(word)
    guard number < entries.count else { return entries.append(.one(candidate)) }
    let known = entries[number].candidates
    if !known.contains(candidate) { entries[number] = .several(known + [candidate]) }
  }
}
