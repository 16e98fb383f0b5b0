# What a VPC comes with, taken over; ACLs by rules and associations of their own.
provider "aws" {
  region = "us-east-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.46.0.0/16"
  tags       = { Name = "defaults" }
}

resource "aws_vpc_ipv4_cidr_block_association" "second" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.47.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.46.1.0/24"
  availability_zone = "us-east-1a"
  tags              = { Name = "a" }
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc_ipv4_cidr_block_association.second.vpc_id
  cidr_block        = "10.47.1.0/24"
  availability_zone = "us-east-1b"
  tags              = { Name = "b" }
}

resource "aws_subnet" "c" {
  vpc_id            = aws_subnet.a.vpc_id
  cidr_block        = "10.46.3.0/24"
  availability_zone = "us-east-1a"
  tags              = { Name = "c" }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags   = { Name = "defaults" }
}

resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  tags                   = { Name = "first" }
}

resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
  tags = { Name = "second" }
}

resource "aws_main_route_table_association" "main" {
  vpc_id         = aws_vpc.main.id
  route_table_id = aws_route_table.main.id
}

resource "aws_route_table_association" "c" {
  subnet_id      = aws_subnet.c.id
  route_table_id = aws_default_route_table.main.id
}

resource "aws_default_network_acl" "main" {
  default_network_acl_id = aws_vpc.main.default_network_acl_id
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    cidr_block = "0.0.0.0/0"
    from_port  = 1
    to_port    = 65535
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
  lifecycle {
    ignore_changes = [subnet_ids]
  }
  tags = { Name = "first" }
}

resource "aws_network_acl" "b" {
  vpc_id = aws_vpc.main.id
  tags   = { Name = "b" }
}

resource "aws_network_acl_association" "b" {
  network_acl_id = aws_network_acl.b.id
  subnet_id      = aws_subnet.b.id
}

resource "aws_network_acl_rule" "b" {
  for_each       = { ssh = [100, 22, 22], web = [110, 80, 80], replies = [200, 1024, 65535] }
  network_acl_id = aws_network_acl.b.id
  egress         = false
  rule_number    = each.value[0]
  rule_action    = "allow"
  protocol       = "tcp"
  cidr_block     = "0.0.0.0/0"
  from_port      = each.value[1]
  to_port        = each.value[2]
}

resource "aws_network_acl_rule" "b_ping" {
  network_acl_id = aws_network_acl.b.id
  egress         = false
  rule_number    = 120
  rule_action    = "allow"
  protocol       = "icmp"
  cidr_block     = "10.46.0.0/16"
  icmp_type      = "8"
  icmp_code      = "-1"
}

resource "aws_network_acl_rule" "b_out" {
  network_acl_id = aws_network_acl.b.id
  egress         = true
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["10.0.0.0/8"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
  tags = { Name = "taken-over" }
}

resource "aws_instance" "this" {
  for_each      = { a = aws_subnet.a.id, b = aws_subnet.b.id, c = aws_subnet.c.id }
  ami           = "ami-0abcd1234abcd1234"
  instance_type = "t3.micro"
  subnet_id     = each.value
  private_ip    = { a = "10.46.1.10", b = "10.47.1.10", c = "10.46.3.10" }[each.key]
  tags          = { Name = each.key }
}
