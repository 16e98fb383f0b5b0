# Locals and conditionals: some can be told from the rest of the plan, some can't.
provider "aws" {
  region = "us-east-1"
}

variable "spare" {
  type    = bool
  default = false
}

locals {
  placed = { first = aws_subnet.one.id, second = aws_subnet.two.id }
  guard  = aws_security_group.guard.id
  way    = var.spare ? aws_nat_gateway.two.id : aws_nat_gateway.one.id
}

resource "aws_vpc" "main" {
  cidr_block = "10.44.0.0/16"
  tags       = { Name = "chosen" }
}

resource "aws_internet_gateway" "main" {
  tags = { Name = "chosen" }
}

resource "aws_internet_gateway_attachment" "main" {
  internet_gateway_id = aws_internet_gateway.main.id
  vpc_id              = aws_vpc.main.id
}

resource "aws_subnet" "one" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.44.1.0/24"
  availability_zone = "us-east-1a"
  tags              = { Name = "one" }
}

resource "aws_subnet" "two" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.44.2.0/24"
  availability_zone = "us-east-1b"
  tags              = { Name = "two" }
}

resource "aws_eip" "one" {
  domain = "vpc"
  tags   = { Name = "one" }
}

resource "aws_eip" "two" {
  domain = "vpc"
  tags   = { Name = "two" }
}

resource "aws_nat_gateway" "one" {
  allocation_id = aws_eip.one.id
  subnet_id     = aws_subnet.one.id
  tags          = { Name = "one" }
  depends_on    = [aws_internet_gateway_attachment.main]
}

resource "aws_nat_gateway" "two" {
  allocation_id = aws_eip.two.id
  subnet_id     = aws_subnet.one.id
  tags          = { Name = "two" }
  depends_on    = [aws_internet_gateway_attachment.main]
}

resource "aws_route_table" "one" {
  vpc_id = aws_vpc.main.id
  tags   = { Name = "one" }
}

resource "aws_route" "one" {
  route_table_id         = aws_route_table.one.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route_table" "two" {
  vpc_id = aws_vpc.main.id
  tags   = { Name = "two" }
}

# Either NAT gateway: a plan does not tell.
resource "aws_route" "two" {
  route_table_id         = aws_route_table.two.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = local.way
}

resource "aws_route_table_association" "one" {
  subnet_id      = aws_subnet.one.id
  route_table_id = aws_route_table.one.id
}

resource "aws_route_table_association" "two" {
  subnet_id      = aws_subnet.two.id
  route_table_id = aws_route_table.two.id
}

resource "aws_security_group" "guard" {
  name   = "guard"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.44.0.0/16"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  tags = { Name = "guard" }
}

# The addresses tell the subnets apart; there is one group that the local can mean.
resource "aws_instance" "first" {
  ami                    = "ami-0abcd1234abcd1234"
  instance_type          = "t3.micro"
  subnet_id              = local.placed["first"]
  private_ip             = "10.44.1.10"
  vpc_security_group_ids = [local.guard]
  tags                   = { Name = "first" }
}

resource "aws_instance" "second" {
  ami                    = "ami-0abcd1234abcd1234"
  instance_type          = "t3.micro"
  subnet_id              = local.placed[var.spare ? "first" : "second"]
  private_ip             = "10.44.2.10"
  vpc_security_group_ids = [local.guard]
  tags                   = { Name = "second" }
}
