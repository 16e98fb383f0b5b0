extension [PortRange] {
  /// The same ports in as few ranges as can be, ascending.
  package var joined: [PortRange] {
    sorted { $0.first < $1.first }.merging { $0.joined(with: $1) }
  }

  /// The same ports in ranges that share none, ascending; neighbours stay apart.
  package var disjoint: [PortRange] {
    sorted { $0.first < $1.first }.merging { $0.overlaps($1) ? $0.joined(with: $1) : nil }
  }
}
