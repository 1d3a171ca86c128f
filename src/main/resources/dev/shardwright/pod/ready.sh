#!/usr/bin/env bash
# Ready = this node knows a master. For versions without a readiness port.
set -euo pipefail
scheme=$(cat /mnt/shardwright/revision/scheme)
# The request never leaves the pod, so the certificate's name is not checked; the password stays out of the command line.
answer=$(curl --silent --show-error --fail --max-time 4 --insecure --config /mnt/shardwright/probe-user/curl \
  "$scheme://127.0.0.1:9200/_cluster/state/master_node?local=true&filter_path=master_node")
[[ $answer == *'"master_node":"'* ]]
