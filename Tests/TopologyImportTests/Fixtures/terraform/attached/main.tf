# Interfaces, addresses, an appliance, a private NAT gateway, prefix lists and a VPN.
provider "aws" {
  region = "us-east-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.50.0.0/16"
  tags       = { Name = "attached" }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags   = { Name = "attached" }
}

resource "aws_subnet" "edge" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.50.0.0/24"
  availability_zone = "us-east-1a"
  tags              = { Name = "edge" }
}

resource "aws_subnet" "inner" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.50.1.0/24"
  availability_zone = "us-east-1a"
  tags              = { Name = "inner" }
}

resource "aws_ec2_managed_prefix_list" "sites" {
  name           = "sites"
  address_family = "IPv4"
  max_entries    = 4

  entry {
    cidr = "10.60.0.0/16"
  }
}

resource "aws_ec2_managed_prefix_list_entry" "more" {
  prefix_list_id = aws_ec2_managed_prefix_list.sites.id
  cidr           = "10.50.1.0/24"
}

resource "aws_security_group" "edge" {
  name   = "edge"
  vpc_id = aws_vpc.main.id
  tags   = { Name = "edge" }
}

resource "aws_vpc_security_group_ingress_rule" "edge" {
  security_group_id = aws_security_group.edge.id
  prefix_list_id    = aws_ec2_managed_prefix_list.sites.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "edge" {
  security_group_id = aws_security_group.edge.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_security_group" "inner" {
  name   = "inner"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 0
    to_port         = 0
    protocol        = "-1"
    security_groups = [aws_security_group.edge.id]
    self            = true
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  tags = { Name = "inner" }
}

resource "aws_network_interface" "appliance" {
  subnet_id         = aws_subnet.edge.id
  private_ips       = ["10.50.0.10"]
  security_groups   = [aws_security_group.edge.id]
  source_dest_check = false
  tags              = { Name = "appliance" }
}

resource "aws_instance" "appliance" {
  ami           = "ami-0abcd1234abcd1234"
  instance_type = "t3.micro"
  network_interface {
    network_interface_id = aws_network_interface.appliance.id
    device_index         = 0
  }
  tags = { Name = "appliance" }
}

resource "aws_eip" "appliance" {
  domain = "vpc"
  tags   = { Name = "appliance" }
}

resource "aws_eip_association" "appliance" {
  allocation_id        = aws_eip.appliance.id
  network_interface_id = aws_network_interface.appliance.id
}

resource "aws_instance" "inner" {
  ami                    = "ami-0abcd1234abcd1234"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.inner.id
  private_ip             = "10.50.1.10"
  vpc_security_group_ids = [aws_security_group.inner.id]
  tags                   = { Name = "inner" }
}

resource "aws_network_interface" "second" {
  subnet_id       = aws_subnet.edge.id
  private_ips     = ["10.50.0.20"]
  security_groups = [aws_security_group.inner.id]
  tags            = { Name = "inner-second" }
}

resource "aws_network_interface_attachment" "second" {
  instance_id          = aws_instance.inner.id
  network_interface_id = aws_network_interface.second.id
  device_index         = 1
}

resource "aws_network_interface_sg_attachment" "second" {
  security_group_id    = aws_security_group.edge.id
  network_interface_id = aws_network_interface.second.id
}

resource "aws_route_table" "edge" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
  propagating_vgws = [aws_vpn_gateway.main.id]
  tags             = { Name = "edge" }
}

resource "aws_route_table" "inner" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block           = "0.0.0.0/0"
    network_interface_id = aws_network_interface.appliance.id
  }
  tags = { Name = "inner" }
}

resource "aws_route_table_association" "edge" {
  subnet_id      = aws_subnet.edge.id
  route_table_id = aws_route_table.edge.id
}

resource "aws_route_table_association" "inner" {
  subnet_id      = aws_subnet.inner.id
  route_table_id = aws_route_table.inner.id
}

resource "aws_vpn_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags   = { Name = "attached" }
}

resource "aws_customer_gateway" "site" {
  bgp_asn    = 65000
  ip_address = "203.0.113.9"
  type       = "ipsec.1"
  tags       = { Name = "site" }
}

resource "aws_vpn_connection" "site" {
  customer_gateway_id = aws_customer_gateway.site.id
  vpn_gateway_id      = aws_vpn_gateway.main.id
  type                = "ipsec.1"
  static_routes_only  = true
  tags                = { Name = "site" }
}

resource "aws_vpn_connection_route" "site" {
  vpn_connection_id      = aws_vpn_connection.site.id
  destination_cidr_block = "10.60.0.0/16"
}
