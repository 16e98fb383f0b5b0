import TestSupport
import Testing

@testable import Dataplane

@Suite("Rows in slots")
struct SlotRowsTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `keep their slots while others come and go`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var rows = SlotRows<Int>()
    var expected: [Int32: Int] = [:]
    for value in 0..<2000 {
      if let slot = expected.keys.sorted().randomElement(using: &random),
        Int.random(in: 0..<3, using: &random) == 0
      {
        rows.remove(at: slot)
        expected[slot] = nil
        #expect(rows[slot] == nil)
      } else {
        let slot = rows.place(value)
        #expect(expected.updateValue(value, forKey: slot) == nil)
      }
    }
    #expect(rows.slots.count < 2000)
    #expect(rows.slots.filter { rows[$0] != nil } == expected.keys.sorted())
    #expect(Array(rows.all) == expected.sorted { $0.key < $1.key }.map { $0.value })
  }

  @Test func `leave no room unused but in the last piece`() {
    var rows = SlotRows<Int>()
    for value in 0..<1000 { #expect(rows.place(value) == value) }
    #expect(rows.slots == 0..<1000)
    for slot in rows.slots { rows.remove(at: slot) }
    #expect(rows.place(1) < 1000)
  }
}
