import Addressing

/// The memory of one request and its reply: a few entries in place, no allocation on ordinary paths.
struct OneExchange: FlowMemory {
  private struct Entry {
    var request: PacketHeader
    var interface: Int32
    var isTracked: Bool
  }

  private struct Translation {
    var translator: Translator
    var original: PacketHeader
    var outside: PacketHeader
  }

  // Nearly every flow meets two groups; appliances on the way take the overflow.
  private var first: Entry?
  private var second: Entry?
  private var others: [Entry] = []
  private var translations: [Translation] = []
  private var isAlwaysTracked = false
  private var returning: (header: PacketHeader, peering: Int32, natGateway: Int32)?

  init() {}

  @inline(__always)
  mutating func remember(_ header: PacketHeader, at interface: Int32, isTracked: Bool) {
    let entry = Entry(request: header, interface: interface, isTracked: isTracked)
    if first == nil {
      first = entry
    } else if second == nil {
      second = entry
    } else {
      others.append(entry)
    }
  }

  @inline(__always)
  func state(of header: PacketHeader, at interface: Int32) -> TrackingState {
    if let first, first.interface == interface, first.request.isAnswered(by: header) {
      return state(first)
    }
    if let second, second.interface == interface, second.request.isAnswered(by: header) {
      return state(second)
    }
    for entry in others where entry.interface == interface && entry.request.isAnswered(by: header) {
      return state(entry)
    }
    return .unknown
  }

  private func state(_ entry: Entry) -> TrackingState {
    entry.isTracked || isAlwaysTracked ? .tracked : .untracked
  }

  mutating func trackAlways() { isAlwaysTracked = true }

  mutating func translate(
    _ header: PacketHeader, to address: IPAddress, at translator: Translator
  ) -> PacketHeader {
    let outside = header.translated(to: address)
    translations.append(Translation(translator: translator, original: header, outside: outside))
    return outside
  }

  func reverse(_ header: PacketHeader, at translator: Translator) -> PacketHeader? {
    for translation in translations
    where translation.translator == translator && translation.outside.reply == header {
      return translation.original.reply
    }
    return nil
  }

  func holds(_ header: PacketHeader, at translator: Translator) -> Bool {
    for translation in translations
    where translation.translator == translator && translation.original == header {
      return true
    }
    return false
  }

  mutating func rememberReturn(of header: PacketHeader, to natGateway: Int32, by peering: Int32) {
    guard let answer = header.reply else { return }
    returning = (answer, peering, natGateway)
  }

  func returnPath(of header: PacketHeader) -> (peering: Int32, natGateway: Int32)? {
    guard let returning, returning.header == header else { return nil }
    return (returning.peering, returning.natGateway)
  }
}
