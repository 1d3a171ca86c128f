#!/usr/bin/env bash
# Lays out the configuration of a node before Elasticsearch starts. Works without the operator being alive.
# The last line that it writes to the termination log tells the operator what it found on the volume.
set -euo pipefail
shopt -s nullglob

home=/usr/share/elasticsearch
data=$home/data
config=/mnt/shardwright/config
revision=/mnt/shardwright/revision
bootstrap=/mnt/shardwright/bootstrap
marker=$data/.shardwright-bootstrap

fail() {
  echo "$1" >/dev/termination-log
  echo "$1" >&2
  exit 1
}

# Node state of 8.x and newer lies in _state, that of 7.x in nodes/0/_state.
found=("$data"/_state/* "$data"/nodes/*/_state/*)
if [ ${#found[@]} -eq 0 ]; then state=empty; else state=present; fi
[ -w "$data" ] || fail "the volume at $data is not writable for user $(id -u) (groups $(id -G)): check its fsGroup support"

if [ -n "${MIN_MAP_COUNT:-}" ]; then
  have=$(cat /proc/sys/vm/max_map_count)
  [ "$have" -ge "$MIN_MAP_COUNT" ] || fail "vm.max_map_count on Kubernetes node $NODE_NAME is $have, and Elasticsearch needs at least $MIN_MAP_COUNT: raise it on the node (sysctl -w vm.max_map_count=$MIN_MAP_COUNT), or set kernel.maxMapCount.mode to InitContainer or DisableMmap"
fi

# The same after a second run in the same pod (a failure below, a reboot): what the first one left is replaced, and
# a keystore with entries that are no longer wanted goes. Elasticsearch makes an empty one by itself.
rm -f "$config"/elasticsearch.keystore
cp -R --remove-destination "$home"/config/. "$config"/
# Before elasticsearch.yml is laid out: the tool reads it, and its placeholders mean nothing here.
settings=(/mnt/shardwright/secure-settings/*)
if [ ${#settings[@]} -gt 0 ]; then
  export ES_PATH_CONF=$config
  rm -f "$config"/elasticsearch.keystore
  "$home"/bin/elasticsearch-keystore create >/dev/null || fail "the keystore could not be created"
  pairs=()
  for file in "${settings[@]}"; do pairs+=("$(basename "$file")" "$file"); done
  "$home"/bin/elasticsearch-keystore add-file "${pairs[@]}" >/dev/null || fail "the keystore refused an entry of secureSettings: $(basename -a "${settings[@]}" | tr '\n' ' ')"
fi

install -m 0640 "$revision"/elasticsearch.yml "$config"/elasticsearch.yml
mkdir -p "$config"/jvm.options.d
install -m 0640 "$revision"/heap.options "$config"/jvm.options.d/heap.options
for file in users users_roles roles.yml; do
  ln -sfn file-realm/$file "$config"/$file
done

if [ -n "${ZONE_KEY:-}" ]; then
  zone_file=/mnt/shardwright/zones/$NODE_NAME
  for _ in $(seq 90); do
    [ -s "$zone_file" ] && break
    sleep 1 # the kubelet brings the entry of a new Kubernetes node within a minute
  done
  [ -s "$zone_file" ] || fail "the zone of Kubernetes node $NODE_NAME is not known: it needs the label $ZONE_KEY"
  printf '\nnode.attr.zone: "%s"\n' "$(cat "$zone_file")" >>"$config"/elasticsearch.yml
fi

# The first masters' names count only on a volume without node state, or with the state of a start that this very
# bootstrap began, or that began without any offer: none of them is known to have formed a cluster.
# (A node that did form or join one ignores the setting by itself.)
offer=none
mark=$(cat "$marker" 2>/dev/null || true)
if [ -s "$bootstrap"/initialMasterNodes ]; then
  offer=ignored
  id=$(cat "$bootstrap"/id)
  if [ "$state" = empty ] || [ "$mark" = "$id" ] || [ "$mark" = unoffered ]; then
    printf '%s' "$id" >"$marker"
    printf '\ncluster.initial_master_nodes: [%s]\n' "$(cat "$bootstrap"/initialMasterNodes)" >>"$config"/elasticsearch.yml
    offer=taken
  fi
elif [ "$state" = empty ]; then
  printf unoffered >"$marker"
fi
echo "{\"data\":\"$state\",\"offer\":\"$offer\"}" >/dev/termination-log
