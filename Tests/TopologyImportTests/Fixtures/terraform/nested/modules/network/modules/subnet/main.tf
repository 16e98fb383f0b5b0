variable "name" { type = string }
variable "vpc_id" { type = string }
variable "cidr" { type = string }
variable "route_table_id" { type = string }

resource "aws_subnet" "this" {
  vpc_id            = var.vpc_id
  cidr_block        = var.cidr
  availability_zone = "us-east-1a"
  tags              = { Name = var.name }
}

resource "aws_route_table_association" "this" {
  subnet_id      = aws_subnet.this.id
  route_table_id = var.route_table_id
}

output "id" { value = aws_subnet.this.id }
