# Everything that is joined by resources of its own: gateways and their VPC, interfaces and their instance
# and groups, addresses, VPN connections and their routes, peerings and their other side, entries of lists.
provider "aws" {
  region = "us-east-1"
}

resource "aws_vpc" "site" {
  cidr_block = "10.40.0.0/16"
  tags       = { Name = "site" }
}

resource "aws_vpc" "partner" {
  cidr_block = "10.41.0.0/16"
  tags       = { Name = "partner" }
}

resource "aws_subnet" "hosts" {
  vpc_id     = aws_vpc.site.id
  cidr_block = "10.40.1.0/24"
  tags       = { Name = "hosts" }
}

resource "aws_subnet" "partner" {
  vpc_id     = aws_vpc.partner.id
  cidr_block = "10.41.1.0/24"
  tags       = { Name = "partner-hosts" }
}

# --- The internet: a gateway, its attachment, an address and its association

resource "aws_internet_gateway" "edge" {
  tags = { Name = "edge" }
}

resource "aws_internet_gateway_attachment" "edge" {
  internet_gateway_id = aws_internet_gateway.edge.id
  vpc_id              = aws_vpc.site.id
}

resource "aws_eip" "web" {
  domain = "vpc"
  tags   = { Name = "web" }
}

resource "aws_eip_association" "web" {
  allocation_id        = aws_eip.web.id
  network_interface_id = aws_network_interface.web.id
}

# --- The other site: a gateway, its attachment, a connection with static routes

resource "aws_vpn_gateway" "site" {
  tags = { Name = "site-vgw" }
}

resource "aws_vpn_gateway_attachment" "site" {
  vpc_id         = aws_vpc.site.id
  vpn_gateway_id = aws_vpn_gateway.site.id
}

resource "aws_customer_gateway" "hq" {
  bgp_asn    = 65000
  ip_address = "203.0.113.200"
  type       = "ipsec.1"
  tags       = { Name = "hq" }
}

resource "aws_vpn_connection" "hq" {
  vpn_gateway_id      = aws_vpn_gateway.site.id
  customer_gateway_id = aws_customer_gateway.hq.id
  type                = "ipsec.1"
  static_routes_only  = true
  tags                = { Name = "hq-vpn" }
}

resource "aws_vpn_connection_route" "hq" {
  for_each               = toset(["192.168.0.0/20", "192.168.64.0/20"])
  destination_cidr_block = each.key
  vpn_connection_id      = aws_vpn_connection.hq.id
}

# --- The partner: a peering, accepted and given options on the other side

resource "aws_vpc_peering_connection" "partner" {
  vpc_id      = aws_vpc.site.id
  peer_vpc_id = aws_vpc.partner.id
  tags        = { Name = "site-partner" }
}

resource "aws_vpc_peering_connection_accepter" "partner" {
  vpc_peering_connection_id = aws_vpc_peering_connection.partner.id
  auto_accept               = true
  tags                      = { Name = "site-partner" }
}

# --- Routes

resource "aws_route_table" "hosts" {
  vpc_id = aws_vpc.site.id
  tags   = { Name = "hosts" }
}

resource "aws_route_table_association" "hosts" {
  subnet_id      = aws_subnet.hosts.id
  route_table_id = aws_route_table.hosts.id
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.hosts.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway_attachment.edge.internet_gateway_id
}

resource "aws_route" "hq" {
  route_table_id         = aws_route_table.hosts.id
  destination_cidr_block = "192.168.0.0/16"
  gateway_id             = aws_vpn_gateway_attachment.site.vpn_gateway_id
}

resource "aws_route" "partner" {
  route_table_id            = aws_route_table.hosts.id
  destination_cidr_block    = aws_vpc.partner.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.partner.id
}

resource "aws_route" "back" {
  route_table_id            = aws_vpc.partner.main_route_table_id
  destination_cidr_block    = aws_vpc.site.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection.partner.id
}

# --- Hosts: an instance on an interface of its own, one more interface attached, groups attached

resource "aws_network_interface" "web" {
  subnet_id   = aws_subnet.hosts.id
  private_ips = ["10.40.1.10"]
  tags        = { Name = "web" }
}

resource "aws_instance" "web" {
  ami           = "ami-12c6146b"
  instance_type = "t3.micro"
  tags          = { Name = "web" }

  network_interface {
    network_interface_id = aws_network_interface.web.id
    device_index         = 0
  }
}

resource "aws_network_interface" "second" {
  subnet_id   = aws_subnet.hosts.id
  private_ips = ["10.40.1.11"]
  tags        = { Name = "second" }
}

resource "aws_network_interface_attachment" "second" {
  instance_id          = aws_instance.web.id
  network_interface_id = aws_network_interface.second.id
  device_index         = 1
}

resource "aws_instance" "peer" {
  ami                    = "ami-12c6146b"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.partner.id
  private_ip             = "10.41.1.10"
  vpc_security_group_ids = [aws_security_group.partner.id]
  tags                   = { Name = "peer" }
}

# --- Filters

resource "aws_ec2_managed_prefix_list" "clients" {
  name           = "clients"
  address_family = "IPv4"
  max_entries    = 4
}

resource "aws_ec2_managed_prefix_list_entry" "hq" {
  prefix_list_id = aws_ec2_managed_prefix_list.clients.id
  cidr           = "192.168.0.0/20"
}

resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.site.id
  tags   = { Name = "web" }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "https" {
  security_group_id = aws_security_group.web.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "clients" {
  security_group_id = aws_security_group.web.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  prefix_list_ids   = [aws_ec2_managed_prefix_list.clients.id]
}

resource "aws_network_interface_sg_attachment" "web" {
  security_group_id    = aws_security_group.web.id
  network_interface_id = aws_network_interface.web.id
}

resource "aws_security_group" "partner" {
  name   = "partner"
  vpc_id = aws_vpc.partner.id
  tags   = { Name = "partner" }

  ingress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.site.cidr_block]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
