# Modules in modules, by key and by number; inputs and outputs over several hops.
provider "aws" {
  region = "us-east-1"
}

module "network" {
  source   = "./modules/network"
  for_each = { left = "10.42.0.0/16", right = "10.43.0.0/16" }
  name     = each.key
  cidr     = each.value
}

resource "aws_vpc_peering_connection" "both" {
  vpc_id      = module.network["left"].vpc_id
  peer_vpc_id = module.network["right"].vpc.id
  auto_accept = true
  tags        = { Name = "both" }
}

resource "aws_route" "to_right" {
  route_table_id            = module.network["left"].route_table_id
  destination_cidr_block    = "10.43.0.0/16"
  vpc_peering_connection_id = aws_vpc_peering_connection.both.id
}

resource "aws_route" "to_left" {
  route_table_id            = module.network["right"].route_table_id
  destination_cidr_block    = module.network["left"].vpc.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection.both.id
}

# An index that is an expression hides the output's name: either subnet may be meant.
module "host" {
  source    = "./modules/host"
  for_each  = { left = 0, right = 1 }
  name      = "host-${each.key}"
  subnet_id = module.network[each.key].subnet_ids["inner"]
  vpc_id    = module.network[each.key].vpc_id
  peers     = ["10.0.0.0/8"]
}

module "direct" {
  source    = "./modules/host"
  name      = "direct"
  subnet_id = module.network["right"].subnet_ids["inner"]
  vpc_id    = module.network["right"].vpc_id
  peers     = ["10.0.0.0/8"]
}

module "extra" {
  source    = "./modules/host"
  count     = 1
  name      = "extra-${count.index}"
  subnet_id = module.network["left"].outer_id
  vpc_id    = module.network["left"].vpc_id
  peers     = ["10.42.0.0/16"]
}
