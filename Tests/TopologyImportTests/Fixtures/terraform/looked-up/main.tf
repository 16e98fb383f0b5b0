# Data sources: a VPC, subnet, table and gateway that exist, with new things put beside them.
provider "aws" {
  region = "us-east-1"
}

data "aws_vpc" "shared" {
  tags = { Name = "shared" }
}

data "aws_subnet" "shared" {
  vpc_id = data.aws_vpc.shared.id
  tags   = { Name = "shared" }
}

data "aws_route_table" "shared" {
  subnet_id = data.aws_subnet.shared.id
}

data "aws_internet_gateway" "shared" {
  filter {
    name   = "attachment.vpc-id"
    values = [data.aws_vpc.shared.id]
  }
}

resource "aws_subnet" "added" {
  vpc_id            = data.aws_vpc.shared.id
  cidr_block        = cidrsubnet(data.aws_vpc.shared.cidr_block, 8, 1)
  availability_zone = "us-east-1b"
  tags              = { Name = "added" }
}

resource "aws_route_table_association" "added" {
  subnet_id      = aws_subnet.added.id
  route_table_id = data.aws_route_table.shared.id
}

resource "aws_network_acl" "both" {
  vpc_id     = data.aws_vpc.shared.id
  subnet_ids = [data.aws_subnet.shared.id, aws_subnet.added.id]
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 65535
  }
  tags = { Name = "both" }
}

resource "aws_security_group" "this" {
  name   = "looked-up"
  vpc_id = data.aws_vpc.shared.id
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = [data.aws_vpc.shared.cidr_block]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  tags = { Name = "looked-up" }
}

resource "aws_instance" "this" {
  for_each               = { old = data.aws_subnet.shared.id, new = aws_subnet.added.id }
  ami                    = "ami-0abcd1234abcd1234"
  instance_type          = "t3.micro"
  subnet_id              = each.value
  private_ip             = each.key == "old" ? "10.48.0.10" : "10.48.1.10"
  vpc_security_group_ids = [aws_security_group.this.id]
  tags                   = { Name = each.key }
}
