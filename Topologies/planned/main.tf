terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

# Enough for planning without an account.
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "planning"
  secret_key                  = "planning"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

locals {
  tiers = { web = 0, db = 1 }
}

resource "aws_vpc" "shop" {
  cidr_block = "10.80.0.0/16"
  tags       = { Name = "shop" }
}

resource "aws_subnet" "tier" {
  for_each          = local.tiers
  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet(aws_vpc.shop.cidr_block, 8, each.value)
  availability_zone = "eu-central-1a"
  tags              = { Name = each.key }
}

resource "aws_network_acl" "db" {
  vpc_id     = aws_vpc.shop.id
  subnet_ids = [aws_subnet.tier["db"].id]

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    cidr_block = aws_subnet.tier["web"].cidr_block
    from_port  = 5432
    to_port    = 5432
  }

  # The mistake: answers go to the client's port, not to 5432.
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    cidr_block = aws_subnet.tier["web"].cidr_block
    from_port  = 5432
    to_port    = 5432
  }

  tags = { Name = "db" }
}

resource "aws_security_group" "tier" {
  for_each = local.tiers
  name     = each.key
  vpc_id   = aws_vpc.shop.id
  tags     = { Name = each.key }
}

resource "aws_vpc_security_group_ingress_rule" "db" {
  security_group_id            = aws_security_group.tier["db"].id
  referenced_security_group_id = aws_security_group.tier["web"].id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id            = aws_security_group.tier["web"].id
  referenced_security_group_id = aws_security_group.tier["db"].id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_instance" "tier" {
  for_each               = local.tiers
  ami                    = "ami-0abcd1234abcd1234"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.tier[each.key].id
  vpc_security_group_ids = [aws_security_group.tier[each.key].id]
  tags                   = { Name = each.key }
}
