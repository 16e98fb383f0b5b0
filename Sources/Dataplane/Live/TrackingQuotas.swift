/// How many flows interfaces may track, where there is a limit that those of an instance share
/// (R-TRK-10).
struct TrackingQuotas: Sendable {
  private struct Quota {
    let interfaces: [Int32]
    let limit: Int
    /// Never too low; too high where entries have ended since they were counted.
    var count = 0
    /// When they were counted.
    var epoch = -1
  }

  private var quotas: [Quota] = []
  /// By interface.
  private var places: [Int32: Int] = [:]

  /// Gives interfaces a limit that they share.
  mutating func limit(_ interfaces: [Int32], to limit: Int) {
    for interface in interfaces { places[interface] = quotas.count }
    quotas.append(Quota(interfaces: interfaces, limit: limit))
  }

  /// Counts a flow that is tracked from now on, even above the limit.
  mutating func add(at interface: Int32) {
    guard let place = place(of: interface) else { return }
    quotas[place].count += 1
  }

  /// Counts a flow that is to be tracked, if there is room for it.
  mutating func admit(at interface: Int32) -> Bool {
    guard let place = place(of: interface) else { return true }
    guard quotas[place].count < quotas[place].limit else { return false }
    quotas[place].count += 1
    return true
  }

  /// The interfaces of a quota that is full, unless they were counted in this epoch.
  func sharersToCount(at interface: Int32, _ epoch: Int) -> [Int32]? {
    guard let place = place(of: interface) else { return nil }
    let quota = quotas[place]
    return quota.count >= quota.limit && quota.epoch != epoch ? quota.interfaces : nil
  }

  /// Takes over what was counted in an epoch.
  mutating func set(_ count: Int, at interface: Int32, _ epoch: Int) {
    guard let place = place(of: interface) else { return }
    quotas[place].count = count
    quotas[place].epoch = epoch
  }

  private func place(of interface: Int32) -> Int? {
    quotas.isEmpty ? nil : places[interface]
  }
}
