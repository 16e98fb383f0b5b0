# The design before the change.
provider "aws" {
  region = "us-east-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.49.0.0/16"
  tags       = { Name = "changed" }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags   = { Name = "changed" }
}

resource "aws_subnet" "stays" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.49.1.0/24"
  availability_zone = "us-east-1a"
  tags              = { Name = "stays" }
}

resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
  tags   = { Name = "changed" }
}

resource "aws_route_table_association" "stays" {
  subnet_id      = aws_subnet.stays.id
  route_table_id = aws_route_table.main.id
}

resource "aws_security_group" "main" {
  name   = "changed"
  vpc_id = aws_vpc.main.id
  tags   = { Name = "changed" }
}

resource "aws_network_acl" "main" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.stays.id, aws_subnet.moves.id]
  tags       = { Name = "changed" }
}

resource "aws_network_acl_rule" "in" {
  network_acl_id = aws_network_acl.main.id
  egress         = false
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}

resource "aws_network_acl_rule" "out" {
  network_acl_id = aws_network_acl.main.id
  egress         = true
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}

resource "aws_security_group_rule" "ssh" {
  type              = "ingress"
  security_group_id = aws_security_group.main.id
  cidr_blocks       = ["10.49.0.0/16"]
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_security_group_rule" "all" {
  type              = "egress"
  security_group_id = aws_security_group.main.id
  cidr_blocks       = ["0.0.0.0/0"]
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
}

resource "aws_instance" "stays" {
  ami                    = "ami-0abcd1234abcd1234"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.stays.id
  private_ip             = "10.49.1.10"
  vpc_security_group_ids = [aws_security_group.main.id]
  tags                   = { Name = "stays" }
}

resource "aws_instance" "moves" {
  ami                    = "ami-0abcd1234abcd1234"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.moves.id
  vpc_security_group_ids = [aws_security_group.main.id]
  tags                   = { Name = "moves" }
}

resource "aws_subnet" "moves" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.49.2.0/24"
  availability_zone = "us-east-1a"
  tags              = { Name = "moves" }
}

resource "aws_route" "out" {
  route_table_id         = aws_route_table.main.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_security_group_rule" "web" {
  type              = "ingress"
  security_group_id = aws_security_group.main.id
  cidr_blocks       = ["10.49.0.0/16"]
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_network_acl_rule" "deny" {
  network_acl_id = aws_network_acl.main.id
  egress         = false
  rule_number    = 90
  rule_action    = "deny"
  protocol       = "tcp"
  cidr_block     = "10.49.0.0/16"
  from_port      = 8080
  to_port        = 8080
}

resource "aws_instance" "goes" {
  ami                    = "ami-0abcd1234abcd1234"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.stays.id
  private_ip             = "10.49.1.20"
  vpc_security_group_ids = [aws_security_group.main.id]
  tags                   = { Name = "goes" }
}
