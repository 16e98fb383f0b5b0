import Addressing

/// One thing that a packet changed in what a component remembers.
enum MemoryChange: Sendable {
  /// An entry under the header that answers its flow; `after` is `nil` for one that had ended when it was
  /// looked for.
  case entry(PacketHeader, before: TrackingEntry?, after: TrackingEntry?)
  case translation(before: Translation?, after: Translation)
}
