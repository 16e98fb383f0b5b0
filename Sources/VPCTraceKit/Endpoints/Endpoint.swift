public import Addressing
import Dataplane
import Rendering
import SourceText
public import TopologyModel

/// One end of a flow, as the user named it.
public enum Endpoint: Hashable, Sendable {
  /// Named by id or name: its address is chosen by family.
  case networkInterface(Reference<NetworkInterface>)
  /// Exactly this address, whoever holds it.
  case address(IPAddress)
  /// A host on the internet; `nil` stands for any.
  case internet(IPAddress?)
  /// A host behind a VPN connection.
  case onPremises(Reference<VPNConnection>)
}

extension EndpointResolver {
  /// The one thing that `word` stands for: an id, a name, an address, `internet` or
  /// `internet:ADDRESS`.
  ///
  /// - Throws: ``EndpointError`` where the word is unknown or fits several things; it lists them.
  public func endpoint(_ word: String) throws(EndpointError) -> Endpoint {
    switch directory.entry(named: word) {
    case nil: return try unnamed(word)
    case .one(let candidate): return try endpoint(candidate)
    case .several:
      let endpoints = try self.endpoints(word)
      throw EndpointError(
        "'\(word)' fits \(endpoints.count) things",
        candidates: endpoints.map { description(of: $0) },
        hint: "give an id or address, or take them all with --from-each or --to-each")
    }
  }

  /// The one end whose id or name this is, by its UTF-8; `nil` for every other word.
  func endpoint(named utf8: UnsafeBufferPointer<UInt8>) -> Endpoint? {
    guard case .one(let candidate) = directory.entry(named: utf8) else { return nil }
    return try? endpoint(candidate)
  }

  /// Everything that `word` stands for, at least one thing.
  ///
  /// - Throws: ``EndpointError`` where the word is unknown.
  public func endpoints(_ word: String) throws(EndpointError) -> [Endpoint] {
    let candidates = directory.candidates(named: word)
    guard !candidates.isEmpty else { return [try unnamed(word)] }
    return try candidates.map { (candidate) throws(EndpointError) in try endpoint(candidate) }
  }

  /// What a word that is no id and no name stands for.
  private func unnamed(_ word: String) throws(EndpointError) -> Endpoint {
    if word == "internet" { return .internet(nil) }
    if word.utf8.starts(with: "internet:".utf8) {
      return .internet(try address(String(word.dropFirst("internet:".utf8.count))))
    }
    if word.utf8.allSatisfy(isAddressCharacter), word.utf8.contains(where: isSeparator) {
      return .address(try address(word))
    }
    throw unknown(word)
  }

  private func endpoint(
    _ candidate: EndpointDirectory.Candidate
  ) throws(EndpointError) -> Endpoint {
    switch candidate {
    case .networkInterface(let interface): return .networkInterface(interface)
    case .onPremises(let connection): return .onPremises(connection)
    case .lonelyInstance(let instance):
      throw EndpointError(
        "instance \(network.topology.instances.id(of: instance)) has no network interface in the "
          + "input",
        hint: "add the output of 'aws ec2 describe-network-interfaces' to the input")
    }
  }

  private func address(_ text: String) throws(EndpointError) -> IPAddress {
    do {
      return try IPAddress(parsing: text)
    } catch {
      throw EndpointError("'\(text)' is no address: \(error.message)")
    }
  }

  private func unknown(_ word: String) -> EndpointError {
    let nearest = NearestName.nearest(to: word, among: directory.words)
    return EndpointError(
      "nothing in the input is called '\(word)'",
      hint: nearest.map { "did you mean '\($0)'?" }
        ?? "'vpctrace show' lists the ids, names and addresses that are known")
  }

  /// An interface with its addresses and place, so that namesakes can be told apart.
  private func description(of endpoint: Endpoint) -> String {
    let topology = network.topology
    switch endpoint {
    case .networkInterface(let reference):
      let label = ComponentDescription(reference, in: network).fullLabel
      guard let interface = topology.networkInterfaces[reference] else { return label }
      let addresses = interface.addresses.map { $0.address.description }.joined(separator: ", ")
      return "\(label), \(addresses) in \(topology.subnets.id(of: interface.subnet))"
    case .onPremises(let connection):
      return ComponentDescription(.onPremises(connection), in: network).fullLabel
    case .address(let address): return address.description
    case .internet: return "internet"
    }
  }
}

private func isAddressCharacter(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
    UInt8(ascii: "A")...UInt8(ascii: "F"):
    true
  default: isSeparator(byte) || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "/")
  }
}

private func isSeparator(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
}
