#!/bin/sh
# Makes the fixtures and Topologies/two-tier anew, with the AWS CLI against a local mock of the API.
#
#   moto_server -H 127.0.0.1 -p 5000 &
#   AWS_ENDPOINT_URL=http://127.0.0.1:5000 ./make.sh DESIGN FOLDER
#
# DESIGN is two-tier, dual-stack or hybrid; FOLDER takes the answers. The mock must be fresh. Where it
# differs from AWS (a NAT gateway's interface, IPv6 of subnets, static routes of VPN connections), the
# committed answers were made with a mock in which that was mended.
set -eu

: "${AWS_ENDPOINT_URL:?set it to the mock, never to AWS}"
export AWS_ACCESS_KEY_ID=testing AWS_SECRET_ACCESS_KEY=testing AWS_EC2_METADATA_DISABLED=true
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_PAGER= AWS_DEFAULT_OUTPUT=text

design=$1
folder=$2
image=ami-0abcdef1234567890

# create COMMAND... QUERY: runs an ec2 command and prints one field of its answer.
create() {
  command=$1 query=$2
  shift 2
  aws ec2 "$command" --query "$query" --output text "$@"
}

name() { aws ec2 create-tags --resources "$1" --tags "Key=Name,Value=$2"; }

# vpc NAME BLOCK
vpc() {
  id=$(create create-vpc Vpc.VpcId --cidr-block "$2")
  name "$id" "$1"
  echo "$id"
}

# subnet NAME VPC BLOCK ZONE
subnet() {
  id=$(create create-subnet Subnet.SubnetId --vpc-id "$2" --cidr-block "$3" --availability-zone "$4")
  name "$id" "$1"
  echo "$id"
}

# table NAME VPC SUBNET...
table() {
  id=$(create create-route-table RouteTable.RouteTableId --vpc-id "$2")
  name "$id" "$1"
  shift 2
  for subnet in "$@"; do
    aws ec2 associate-route-table --route-table-id "$id" --subnet-id "$subnet" > /dev/null
  done
  echo "$id"
}

route() {
  table=$1
  shift
  aws ec2 create-route --route-table-id "$table" "$@" > /dev/null
}

# group NAME VPC DESCRIPTION
group() {
  id=$(create create-security-group GroupId --group-name "$1" --vpc-id "$2" --description "$3")
  name "$id" "$1"
  echo "$id"
}

allow() {
  group=$1
  shift
  aws ec2 authorize-security-group-ingress --group-id "$group" "$@" > /dev/null
}

# instance NAME SUBNET GROUP ADDRESS [OPTION...]
instance() {
  instance=$1 subnet=$2 group=$3 address=$4
  shift 4
  id=$(create run-instances 'Instances[0].InstanceId' --image-id $image --instance-type t3.micro \
    --subnet-id "$subnet" --security-group-ids "$group" --private-ip-address "$address" "$@")
  name "$id" "$instance"
  echo "$id"
}

# entry ACL NUMBER DIRECTION ACTION PROTOCOL BLOCK [FROM TO]
entry() {
  ports=
  [ $# -lt 8 ] || ports="--port-range From=$7,To=$8"
  # shellcheck disable=SC2086
  aws ec2 create-network-acl-entry --network-acl-id "$1" --rule-number "$2" "--$3" \
    --rule-action "$4" --protocol "$5" --cidr-block "$6" $ports
}

# cover ACL SUBNET: puts a subnet under an ACL.
cover() {
  old=$(aws ec2 describe-network-acls --filters "Name=association.subnet-id,Values=$2" --output text \
    --query "NetworkAcls[0].Associations[?SubnetId=='$2'].NetworkAclAssociationId")
  aws ec2 replace-network-acl-association --association-id "$old" --network-acl-id "$1" > /dev/null
}

# The mock's default VPC is no part of the designs.
clear_default_vpc() {
  default=$(aws ec2 describe-vpcs --query 'Vpcs[0].VpcId' --output text)
  for id in $(aws ec2 describe-subnets --query 'Subnets[].SubnetId' --output text); do
    aws ec2 delete-subnet --subnet-id "$id"
  done
  aws ec2 delete-vpc --vpc-id "$default"
}

# A web tier open to the internet, an application tier behind it, a database tier whose network ACL
# lets answers go to the application tier alone.
two_tier() {
  shop=$(vpc shop 10.20.0.0/16)
  public_a=$(subnet public-a "$shop" 10.20.0.0/24 us-east-1a)
  public_b=$(subnet public-b "$shop" 10.20.1.0/24 us-east-1b)
  app_a=$(subnet app-a "$shop" 10.20.10.0/24 us-east-1a)
  app_b=$(subnet app-b "$shop" 10.20.11.0/24 us-east-1b)
  data_a=$(subnet data-a "$shop" 10.20.20.0/24 us-east-1a)
  data_b=$(subnet data-b "$shop" 10.20.21.0/24 us-east-1b)

  igw=$(create create-internet-gateway InternetGateway.InternetGatewayId)
  name "$igw" shop
  aws ec2 attach-internet-gateway --internet-gateway-id "$igw" --vpc-id "$shop"
  allocation=$(create allocate-address AllocationId --domain vpc)
  nat=$(create create-nat-gateway NatGateway.NatGatewayId --subnet-id "$public_a" \
    --allocation-id "$allocation")
  name "$nat" shop

  public=$(table public "$shop" "$public_a" "$public_b")
  app=$(table app "$shop" "$app_a" "$app_b")
  table data "$shop" "$data_a" "$data_b" > /dev/null
  route "$public" --destination-cidr-block 0.0.0.0/0 --gateway-id "$igw"
  route "$app" --destination-cidr-block 0.0.0.0/0 --nat-gateway-id "$nat"

  web=$(group web "$shop" "HTTPS from everywhere")
  app=$(group app "$shop" "from the web tier")
  data=$(group data "$shop" "PostgreSQL from the tiers in front")
  allow "$web" --protocol tcp --port 443 --cidr 0.0.0.0/0
  allow "$web" --protocol tcp --port 22 --cidr 203.0.113.0/24
  allow "$app" --protocol tcp --port 8080 --source-group "$web"
  allow "$data" --protocol tcp --port 5432 --source-group "$app"
  allow "$data" --protocol tcp --port 5432 --source-group "$web"

  acl=$(create create-network-acl NetworkAcl.NetworkAclId --vpc-id "$shop")
  name "$acl" data
  entry "$acl" 100 ingress allow 6 10.20.0.0/16 5432 5432
  entry "$acl" 100 egress allow 6 10.20.10.0/24 1024 65535
  entry "$acl" 110 egress allow 6 10.20.11.0/24 1024 65535
  cover "$acl" "$data_a"
  cover "$acl" "$data_b"

  instance web-1 "$public_a" "$web" 10.20.0.10 --associate-public-ip-address > /dev/null
  instance app-1 "$app_b" "$app" 10.20.11.20 > /dev/null
  instance db-1 "$data_a" "$data" 10.20.20.30 > /dev/null
}

# IPv6, an egress-only gateway, a customer prefix list, gateway and interface endpoints.
dual_stack() {
  dual=$(create create-vpc Vpc.VpcId --cidr-block 10.30.0.0/16 --amazon-provided-ipv6-cidr-block)
  name "$dual" dual
  block=$(aws ec2 describe-vpcs --vpc-ids "$dual" --output text \
    --query 'Vpcs[0].Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock')
  front=$(create create-subnet Subnet.SubnetId --vpc-id "$dual" --cidr-block 10.30.0.0/24 \
    --ipv6-cidr-block "${block%/*}/64" --availability-zone us-east-1a)
  name "$front" front
  eigw=$(create create-egress-only-internet-gateway \
    EgressOnlyInternetGateway.EgressOnlyInternetGatewayId --vpc-id "$dual")
  routes=$(table front "$dual" "$front")
  route "$routes" --destination-ipv6-cidr-block ::/0 --egress-only-internet-gateway-id "$eigw"
  offices=$(create create-managed-prefix-list PrefixList.PrefixListId --prefix-list-name offices \
    --address-family IPv4 --max-entries 5 \
    --entries Cidr=203.0.113.64/26,Description=branch Cidr=198.51.100.0/25,Description=main)
  web=$(group web "$dual" "from the offices")
  allow "$web" --ip-permissions \
    "IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=$offices}]"
  allow "$web" --ip-permissions \
    "IpProtocol=icmpv6,FromPort=-1,ToPort=-1,Ipv6Ranges=[{CidrIpv6=::/0}]"
  allow "$web" --ip-permissions \
    "IpProtocol=icmp,FromPort=8,ToPort=-1,IpRanges=[{CidrIp=0.0.0.0/0}]"
  aws ec2 create-vpc-endpoint --vpc-id "$dual" --service-name com.amazonaws.us-east-1.s3 \
    --route-table-ids "$routes" > /dev/null
  instance six "$front" "$web" 10.30.0.10 --ipv6-address-count 1 > /dev/null
}

# Two peered VPCs, one with a VPN connection to on-premises networks; groups that refer to each other.
hybrid() {
  core=$(vpc core 10.40.0.0/16)
  edge=$(vpc edge 10.41.0.0/16)
  core_a=$(subnet core-a "$core" 10.40.0.0/24 us-east-1a)
  edge_a=$(subnet edge-a "$edge" 10.41.0.0/24 us-east-1b)
  peering=$(create create-vpc-peering-connection VpcPeeringConnection.VpcPeeringConnectionId \
    --vpc-id "$core" --peer-vpc-id "$edge")
  aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id "$peering" > /dev/null
  vgw=$(create create-vpn-gateway VpnGateway.VpnGatewayId --type ipsec.1)
  aws ec2 attach-vpn-gateway --vpn-gateway-id "$vgw" --vpc-id "$core" > /dev/null
  cgw=$(create create-customer-gateway CustomerGateway.CustomerGatewayId --type ipsec.1 \
    --public-ip 198.51.100.77 --bgp-asn 65000)
  vpn=$(create create-vpn-connection VpnConnection.VpnConnectionId --type ipsec.1 \
    --customer-gateway-id "$cgw" --vpn-gateway-id "$vgw" --options StaticRoutesOnly=true)
  aws ec2 create-vpn-connection-route --vpn-connection-id "$vpn" \
    --destination-cidr-block 192.168.0.0/16
  core_routes=$(table core "$core" "$core_a")
  edge_routes=$(table edge "$edge" "$edge_a")
  route "$core_routes" --destination-cidr-block 10.41.0.0/16 --vpc-peering-connection-id "$peering"
  route "$edge_routes" --destination-cidr-block 10.40.0.0/16 --vpc-peering-connection-id "$peering"
  route "$core_routes" --destination-cidr-block 192.168.0.0/16 --gateway-id "$vgw"
  inside=$(group inside "$core" "from itself and the peer")
  allow "$inside" --protocol -1 --source-group "$inside"
  allow "$inside" --ip-permissions 'IpProtocol=50,FromPort=-1,ToPort=-1,IpRanges=[{CidrIp=10.41.0.0/16}]'
  instance core-1 "$core_a" "$inside" 10.40.0.10 > /dev/null
}

# Ask for everything, as Docs/collecting.md does.
collect() {
  mkdir -p "$folder"
  for what in vpcs subnets route-tables internet-gateways egress-only-internet-gateways \
    nat-gateways network-acls security-groups security-group-rules managed-prefix-lists \
    network-interfaces instances addresses vpc-peering-connections vpn-gateways vpn-connections \
    customer-gateways vpc-endpoints; do
    aws ec2 "describe-$what" --output json > "$folder/$what.json"
  done
  # The mock keeps the ACL of the VPC that was deleted.
  vpcs=$(aws ec2 describe-vpcs --query 'Vpcs[].VpcId' --output text | tr '\t' ,)
  aws ec2 describe-network-acls --filters "Name=vpc-id,Values=$vpcs" --output json \
    > "$folder/network-acls.json"
  for list in $(aws ec2 describe-managed-prefix-lists --output text \
    --query "PrefixLists[?OwnerId!='AWS'].PrefixListId"); do
    aws ec2 get-managed-prefix-list-entries --prefix-list-id "$list" --output json \
      > "$folder/prefix-list-entries.$list.json"
  done
}

# The mock gives NAT gateways loopback addresses for public ones.
mend() {
  sed -i.bak -e '/PublicIp"/s/"127\./"54./' -e 's/ip-127-/ip-54-/' "$folder"/*.json
  rm "$folder"/*.bak
}

clear_default_vpc
case $design in
two-tier) two_tier ;;
dual-stack) dual_stack ;;
hybrid) hybrid ;;
*) echo "unknown design: $design" >&2; exit 2 ;;
esac
collect
mend
