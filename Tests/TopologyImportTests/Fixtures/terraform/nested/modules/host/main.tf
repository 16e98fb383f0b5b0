variable "name" { type = string }
variable "subnet_id" { type = string }
variable "vpc_id" { type = string }
variable "peers" { type = list(string) }

resource "aws_security_group" "this" {
  name   = var.name
  vpc_id = var.vpc_id
  tags   = { Name = var.name }

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.peers
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "this" {
  ami                    = "ami-0abcd1234abcd1234"
  instance_type          = "t3.micro"
  subnet_id              = var.subnet_id
  vpc_security_group_ids = [aws_security_group.this.id]
  tags                   = { Name = var.name }
}
