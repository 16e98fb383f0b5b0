import Addressing

/// The memory of one request and its reply: a few entries in place, no allocation on ordinary paths.
///
/// The request writes and the reply reads: a packet is never the answer to itself.
///
/// Whoever makes one calls ``free()`` when the exchange is over. The memory counts no references, so that the walk
/// that carries it is trivial to destroy: destroying it cost a tenth of a verdict.
struct OneExchange<Packet: WalkedPacket>: FlowMemory {
  private struct Entry {
    var request: Packet.Image
    var interface: Int32
    var isTracked: Bool
  }

  private struct Translation {
    var translator: Translator
    /// The request as it came to the translator, and as it left it.
    var inside: Packet.Image
    var outside: Packet.Image
  }

  /// What few flows leave behind, in one allocation, so that the others carry a single null pointer.
  private final class Overflow {
    var entries: [Entry] = []
    var translations: [Translation] = []
    var returning: (request: Packet.Image, peering: Int32, natGateway: Int32)?
  }

  // Nearly every flow meets two groups.
  private var first: Entry?
  private var second: Entry?
  private var unmanagedOverflow: Unmanaged<Overflow>?
  private var isAlwaysTracked = false
  private var isAnswering = false

  init() {}

  @inline(__always)
  private var overflow: Overflow? { unmanagedOverflow?._withUnsafeGuaranteedRef { $0 } }

  private mutating func makeOverflow() -> Overflow {
    if let overflow { return overflow }
    let made = Overflow()
    unmanagedOverflow = .passRetained(made)
    return made
  }

  /// Frees what few flows leave behind; copies of the memory end with it.
  mutating func free() {
    unmanagedOverflow?.release()
    unmanagedOverflow = nil
  }

  /// Ends the request: from here on the memory is asked, and notes nothing.
  mutating func beginReply() { isAnswering = true }

  @inline(__always)
  mutating func remember(
    _ packet: inout Packet, at interface: Int32, isInbound: Bool, isTracked: Bool
  ) -> Bool {
    guard !isAnswering else { return true }
    let entry = Entry(request: packet.image, interface: interface, isTracked: isTracked)
    if first == nil {
      first = entry
    } else if second == nil {
      second = entry
    } else {
      makeOverflow().entries.append(entry)
    }
    return true
  }

  @inline(__always)
  func noteDenial() {}

  @inline(__always)
  func state(
    of packet: inout Packet, at interface: Int32, isInbound: Bool
  ) -> TrackingState {
    guard isAnswering else { return .unknown }
    if let first, first.interface == interface, packet.answers(first.request) {
      return state(first)
    }
    if let second, second.interface == interface, packet.answers(second.request) {
      return state(second)
    }
    guard let overflow else { return .unknown }
    for entry in overflow.entries
    where entry.interface == interface && packet.answers(entry.request) {
      return state(entry)
    }
    return .unknown
  }

  private func state(_ entry: Entry) -> TrackingState {
    entry.isTracked || isAlwaysTracked ? .tracked : .untracked
  }

  mutating func trackAlways(_ packet: inout Packet) {
    if !isAnswering { isAlwaysTracked = true }
  }

  mutating func translate(
    _ packet: inout Packet, to address: IPAddress, at translator: Translator
  ) -> Translated {
    let inside = packet.image
    packet.translate(to: address)
    guard !isAnswering else { return .done }
    makeOverflow().translations.append(
      Translation(translator: translator, inside: inside, outside: packet.image))
    return .done
  }

  mutating func pass(_ packet: inout Packet, at translator: Translator) {
    guard !isAnswering else { return }
    makeOverflow().translations.append(
      Translation(translator: translator, inside: packet.image, outside: packet.image))
  }

  @inline(__always)
  func reverse(_ packet: inout Packet, at translator: Translator) -> Bool {
    guard isAnswering, let overflow else { return false }
    for translation in overflow.translations
    where translation.translator == translator && packet.answers(translation.outside) {
      packet.becomeAnswer(to: translation.inside)
      return true
    }
    return false
  }

  mutating func rememberReturn(
    of packet: inout Packet, to natGateway: Int32, by peering: Int32
  ) {
    if !isAnswering { makeOverflow().returning = (packet.image, peering, natGateway) }
  }

  @inline(__always)
  func returnPath(of packet: inout Packet) -> (peering: Int32, natGateway: Int32)? {
    guard isAnswering, let returning = overflow?.returning, packet.answers(returning.request) else {
      return nil
    }
    return (returning.peering, returning.natGateway)
  }
}
