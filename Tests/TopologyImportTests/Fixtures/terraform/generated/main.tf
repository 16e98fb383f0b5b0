# Blocks that dynamic makes: their references are not in a plan.
provider "aws" {
  region = "us-east-1"
}

variable "ports" {
  type    = map(number)
  default = { http = 80, https = 443 }
}

resource "aws_vpc" "main" {
  cidr_block = "10.45.0.0/16"
  tags       = { Name = "generated" }
}

resource "aws_subnet" "main" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.45.0.0/24"
  availability_zone = "us-east-1a"
  tags              = { Name = "main" }
}

resource "aws_security_group" "client" {
  name   = "client"
  vpc_id = aws_vpc.main.id
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  tags = { Name = "client" }
}

resource "aws_security_group" "other" {
  name   = "other"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 22
    to_port         = 22
    protocol        = "tcp"
    security_groups = [aws_security_group.client.id]
  }
  tags = { Name = "other" }
}

resource "aws_security_group" "server" {
  name   = "server"
  vpc_id = aws_vpc.main.id

  dynamic "ingress" {
    for_each = var.ports
    content {
      from_port       = ingress.value
      to_port         = ingress.value
      protocol        = "tcp"
      security_groups = [aws_security_group.client.id]
    }
  }

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.45.0.0/16"]
  }

  tags = { Name = "server" }
}

resource "aws_instance" "client" {
  ami                    = "ami-0abcd1234abcd1234"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = [aws_security_group.client.id]
  tags                   = { Name = "client" }
}

resource "aws_instance" "server" {
  ami                    = "ami-0abcd1234abcd1234"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = [aws_security_group.server.id, aws_security_group.other.id]
  tags                   = { Name = "server" }
}
