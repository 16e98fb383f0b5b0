// TopologyModel
