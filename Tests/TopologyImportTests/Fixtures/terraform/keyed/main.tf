# Instances by key: each.key, each.value, chained for_each, and keys from variables.
provider "aws" {
  region = "us-east-1"
}

variable "subnets" {
  type = map(object({ cidr = string, zone = string, table = string }))
  default = {
    "front/a" = { cidr = "10.41.0.0/24", zone = "us-east-1a", table = "open" }
    "front.b" = { cidr = "10.41.1.0/24", zone = "us-east-1b", table = "open" }
    "back[a]" = { cidr = "10.41.10.0/24", zone = "us-east-1a", table = "closed" }
  }
}

variable "hosts" {
  type = map(object({ subnet = string, groups = set(string) }))
  default = {
    edge = { subnet = "front/a", groups = ["edge"] }
    mid  = { subnet = "front.b", groups = ["edge", "core"] }
    core = { subnet = "back[a]", groups = ["core"] }
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.41.0.0/16"
  tags       = { Name = "keyed" }
}

resource "aws_internet_gateway" "main" {
  for_each = { main = aws_vpc.main.id }
  vpc_id   = each.value
  tags     = { Name = "keyed" }
}

resource "aws_subnet" "this" {
  for_each                = var.subnets
  vpc_id                  = aws_vpc.main.id
  cidr_block              = each.value.cidr
  availability_zone       = each.value.zone
  map_public_ip_on_launch = each.value.table == "open"
  tags                    = { Name = each.key }
}

resource "aws_route_table" "this" {
  for_each = toset(["open", "closed"])
  vpc_id   = aws_vpc.main.id
  tags     = { Name = each.value }
}

resource "aws_route" "out" {
  route_table_id         = aws_route_table.this["open"].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main["main"].id
}

resource "aws_route_table_association" "this" {
  for_each       = aws_subnet.this
  subnet_id      = each.value.id
  route_table_id = aws_route_table.this[var.subnets[each.key].table].id
}

resource "aws_security_group" "this" {
  for_each = toset(["edge", "core"])
  name     = each.key
  vpc_id   = aws_vpc.main.id
  tags     = { Name = each.key }
}

resource "aws_vpc_security_group_ingress_rule" "edge" {
  security_group_id = aws_security_group.this["edge"].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "core" {
  for_each                     = { edge = 5432, core = 22 }
  security_group_id            = aws_security_group.this["core"].id
  referenced_security_group_id = aws_security_group.this[each.key].id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_vpc_security_group_egress_rule" "all" {
  for_each          = aws_security_group.this
  security_group_id = each.value.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_instance" "this" {
  for_each               = var.hosts
  ami                    = "ami-0abcd1234abcd1234"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.this[each.value.subnet].id
  vpc_security_group_ids = [for name in ["edge", "core"] : aws_security_group.this[name].id if contains(each.value.groups, name)]
  tags                   = { Name = each.key }
}
