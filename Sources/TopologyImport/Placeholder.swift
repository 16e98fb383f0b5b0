// TopologyImport
