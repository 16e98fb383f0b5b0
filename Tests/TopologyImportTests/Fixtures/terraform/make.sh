#!/bin/sh
# Makes plan.json, state.json and described.json of designs anew, with Terraform and its AWS provider
# against a local mock of the API; no test runs it.
#
#   moto_server -H 127.0.0.1 -p 5000 &
#   AWS_ENDPOINT_URL=http://127.0.0.1:5000 PLUGIN_DIR=FOLDER ./make.sh DESIGN...
#
# The mock must be fresh for each design. PLUGIN_DIR holds the provider as a filesystem mirror does.
# A design with a folder "before" is made in that state first, and main.tf is planned on top of it (with
# the same state for "changed", as another team's for "looked-up"). The answers of two-tier, hub-spoke and
# dual-stack-web were made in the same way, file by file. Where plain moto differs from AWS (VPN routes, the
# state of IPv6 blocks, interfaces of NAT gateways, a group that is attached to one interface, public addresses),
# the committed answers come of a mock that was mended, or were mended themselves.
set -eu

: "${AWS_ENDPOINT_URL:?set it to the mock, never to AWS}"
: "${PLUGIN_DIR:?set it to the folder of the provider}"
export AWS_ACCESS_KEY_ID=testing AWS_SECRET_ACCESS_KEY=testing AWS_EC2_METADATA_DISABLED=true
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_PAGER= CHECKPOINT_DISABLE=1
here=$(cd "$(dirname "$0")" && pwd)

# The mock's default VPC would only make the answers longer.
drop_default_vpc() {
  for subnet in $(aws ec2 describe-subnets --query 'Subnets[].SubnetId' --output text); do
    aws ec2 delete-subnet --subnet-id "$subnet"
  done
  for vpc in $(aws ec2 describe-vpcs --query 'Vpcs[].VpcId' --output text); do
    aws ec2 delete-vpc --vpc-id "$vpc" || true
  done
}

# terraform_in FOLDER COMMAND...
terraform_in() {
  folder=$1
  shift
  terraform -chdir="$folder" "$@"
}

# apply FOLDER
apply() {
  terraform_in "$1" init -input=false -no-color -plugin-dir="$PLUGIN_DIR" >/dev/null
  terraform_in "$1" apply -input=false -no-color -auto-approve >/dev/null
}

describe() {
  for question in vpcs subnets route-tables internet-gateways egress-only-internet-gateways \
    nat-gateways network-acls security-groups network-interfaces instances addresses \
    vpc-peering-connections vpn-gateways vpn-connections customer-gateways; do
    aws ec2 "describe-$question" --output json
  done
  aws ec2 describe-managed-prefix-lists --output json \
    --query "{PrefixLists: PrefixLists[?OwnerId!='AWS']}"
  for list in $(aws ec2 describe-managed-prefix-lists --output text \
    --query "PrefixLists[?OwnerId!='AWS'].PrefixListId"); do
    aws ec2 get-managed-prefix-list-entries --prefix-list-id "$list" --output json \
      --query "{PrefixLists: [{PrefixListId: '$list', Entries: Entries}]}"
  done
}

for design; do
  work=$(mktemp -d)
  cp -R "$here/$design/." "$work"
  rm -rf "$work/before" "$work"/*.json
  drop_default_vpc
  if [ -d "$here/$design/before" ]; then
    mkdir "$work/before" && cp "$here/$design/before/main.tf" "$work/before"
    apply "$work/before"
    [ "$design" = looked-up ] || mv "$work/before/terraform.tfstate" "$work"
  fi
  terraform_in "$work" init -input=false -no-color -plugin-dir="$PLUGIN_DIR" >/dev/null
  terraform_in "$work" plan -input=false -no-color -out=tfplan >/dev/null
  terraform_in "$work" show -json tfplan >"$here/$design/plan.json"
  terraform_in "$work" apply -input=false -no-color tfplan >/dev/null
  terraform_in "$work" refresh -input=false -no-color >/dev/null
  terraform_in "$work" show -json >"$here/$design/state.json"
  describe | python3 "$here/merge.py" >"$here/$design/described.json"
  rm -rf "$work"
done
