import Addressing
import TopologyModel

/// Which footprints touch senders and places, by numbers: those of one number are touched by the same ones.
struct FootprintTouches {
  private let footprints: [ChangeFootprint]
  /// The number of each place.
  private(set) var ofPlace: [Int32] = []
  /// Places that something touches.
  private var touchedPlaces: [Int] = []
  private var lists: [[Int]] = []
  private var numbers: [[Int]: Int32] = [:]
  private var trafficOfPair: [Pair: [TrafficBox]] = [:]

  /// The numbers of a sender and a place.
  struct Pair: Hashable {
    let sender: Int32
    let place: Int32

    init(_ sender: Int32, _ place: Int32) {
      self.sender = sender
      self.place = place
    }
  }

  init(_ footprints: [ChangeFootprint], _ places: [ComparedPlaces.Place]) {
    self.footprints = footprints
    for (index, place) in places.enumerated() {
      let number = number { $0.touches(place.range, place.receiver) }
      ofPlace.append(number)
      if !lists[Int(number)].isEmpty { touchedPlaces.append(index) }
    }
  }

  mutating func number(sender: Reference<NetworkInterface>) -> Int32 {
    number { $0.touches(sender: sender) }
  }

  mutating func number(behind connection: Reference<VPNConnection>) -> Int32 {
    number { $0.isEverywhere || $0.connections.contains(connection) }
  }

  var numberOfInternet: Int32 {
    mutating get { number { $0.isEverywhere || $0.isFromInternet } }
  }

  private mutating func number(where touches: (ChangeFootprint) -> Bool) -> Int32 {
    let list = footprints.indices.filter { touches(footprints[$0]) }
    if let known = numbers[list] { return known }
    let number = Int32(truncatingIfNeeded: lists.count)
    numbers[list] = number
    lists.append(list)
    return number
  }

  /// Places to which a sender of some number sends anything that is touched.
  func placesTouched(with sender: Int32) -> [Int] {
    lists[Int(sender)].isEmpty ? touchedPlaces : Array(ofPlace.indices)
  }

  /// What is touched of all that is sent between two that have these numbers.
  mutating func traffic(of pair: Pair) -> [TrafficBox] {
    if let known = trafficOfPair[pair] { return known }
    let touching = Set(lists[Int(pair.sender)] + lists[Int(pair.place)]).sorted()
    let traffic = touching.reduce(TrafficSpace.none) { $0.union(footprints[$1].traffic) }.boxes
    trafficOfPair[pair] = traffic
    return traffic
  }
}
