variable "name" { type = string }
variable "cidr" { type = string }

resource "aws_vpc" "this" {
  cidr_block = var.cidr
  tags       = { Name = var.name }
}

resource "aws_route_table" "this" {
  vpc_id = aws_vpc.this.id
  tags   = { Name = var.name }
}

module "subnet" {
  source         = "./modules/subnet"
  for_each       = { inner = 0, outer = 1 }
  name           = "${var.name}-${each.key}"
  vpc_id         = aws_vpc.this.id
  cidr           = cidrsubnet(var.cidr, 8, each.value)
  route_table_id = aws_route_table.this.id
}

output "vpc" { value = aws_vpc.this }
output "vpc_id" { value = aws_vpc.this.id }
output "route_table_id" { value = aws_route_table.this.id }
output "subnet_ids" { value = { for key, subnet in module.subnet : key => subnet.id } }
output "outer_id" { value = module.subnet["outer"].id }
