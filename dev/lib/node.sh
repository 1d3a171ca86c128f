# A node: a containerd and a kubelet with sockets, folders, addresses and cgroups of their own.
# shellcheck shell=bash

ctr_on() { local n=$1; shift; ctr --address "$RUN/node-$n/containerd.sock" --namespace k8s.io "$@"; }

node_ready() { [ "$(kubectl get node "node-$1" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" = True ]; }
node_runs() { running "containerd-$1" containerd && running "kubelet-$1" kubelet; }

# What a dead containerd left: containers without a manager, their mounts and network namespaces.
clear_leftovers() {
  local name=node-$1 socket
  end "$(pids "kubelet-$1") $(pids "containerd-$1") $(cgroup_pids "$name")"
  [ -d "$RUN/$name" ] || return 0
  find "$RUN/$name" -name address -path '*io.containerd.runtime*' | while read -r socket; do
    socket=$(cat "$socket")
    rm -f "${socket#unix://}"
  done
  unmount_below "$RUN/$name"
  rm -rf "${RUN:?}/$name"
}

# forget_networks NAME: the CNI library's notes on the pods of a network, and on the loopback devices of the same pods.
forget_networks() {
  local note pod
  for note in /var/lib/cni/results/"$1"-*-eth0; do
    pod=${note%-eth0}
    rm -f "$note" "/var/lib/cni/results/cni-loopback-${pod##*-}-lo"
  done
}

containerd_up() {
  local name=node-$1 dir=$STATE/node-$1 run=$RUN/node-$1
  if running "containerd-$1" containerd; then return 0; fi
  clear_leftovers "$1"
  # Leases of pods whose network namespaces are gone.
  rm -rf "$dir/ipam"
  forget_networks "shardwright-dev-$1"
  mkdir -p "$dir/cni" "$run"
  # Point to point: every packet passes the host's routing, so service addresses work between pods of one node as well,
  # whether or not the kernel shows bridged packets to iptables.
  cat >"$dir/cni/10-pods.conflist" <<X
{"cniVersion": "0.4.0", "name": "shardwright-dev-$1", "plugins": [
  {"type": "ptp", "ipMasq": false, "ipam": {"type": "host-local", "dataDir": "$dir/ipam",
    "ranges": [[{"subnet": "${POD_CIDR%.0.0/*}.$1.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
X
  cat >"$dir/containerd.toml" <<X
version = 2
root = "$dir/containerd"
state = "$run/state"
disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.internal.v1.tracing", "io.containerd.nri.v1.nri",
  "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]
[grpc]
  address = "$run/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$PAUSE_IMAGE"
  # Without CAP_SYS_RESOURCE no process may make itself a less likely victim.
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  stream_server_address = "$(node_ip "$1")"
  stream_server_port = "0"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$dir/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      Root = "$run/runc"
      SystemdCgroup = false
X
  start "containerd-$1" containerd --config "$dir/containerd.toml"
}

containerd_answers() { ctr_on "$1" version; }

kubelet_up() {
  local dir=$STATE/node-$1 address
  if running "kubelet-$1" kubelet; then return 0; fi
  address=$(node_ip "$1")
  mkdir -p "$dir/kubelet" "$dir/pod-logs"
  cgroup_up "$1"
  echo "nameserver $DNS_IP" >"$STATE/resolv.conf"
  # Ports as usual, on the node's own address.
  cat >"$dir/kubelet.yaml" <<X
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
containerRuntimeEndpoint: unix://$RUN/node-$1/containerd.sock
address: $address
healthzBindAddress: $address
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP/node-$1
enforceNodeAllocatable: []
failSwapOn: false
failCgroupV1: false
featureGates: {KubeletInUserNamespace: $(has_cap_sys_resource && echo false || echo true)}
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $STATE/pki/ca.crt}}
authorization: {mode: Webhook}
clusterDNS: [$DNS_IP]
clusterDomain: cluster.local
resolvConf: $STATE/resolv.conf
podLogsDir: $dir/pod-logs
volumePluginDir: $dir/volume-plugins
makeIPTablesUtilChains: false
nodeStatusUpdateFrequency: 5s
nodeLeaseDurationSeconds: 20
# The host is shared by all nodes: evict only when it is really full, and keep the images.
evictionHard: {nodefs.available: "1%", nodefs.inodesFree: "1%", imagefs.available: "1%", memory.available: "100Mi"}
imageGCHighThresholdPercent: 100
X
  start "kubelet-$1" "$CACHE_KUBE/kubelet" --config "$dir/kubelet.yaml" --kubeconfig "$STATE/kubeconfig/node-$1" \
    --hostname-override "node-$1" --node-ip "$address" --root-dir "$dir/kubelet" --cert-dir "$dir/kubelet/pki" \
    --node-labels "topology.kubernetes.io/zone=zone-$1,topology.kubernetes.io/region=dev"
}

has_cap_sys_resource() { (( 0x$(awk '/^CapEff/ {print $2}' /proc/self/status) >> 24 & 1 )); }

# The loss of a node: all its processes at once, nothing in an orderly way.
node_down() {
  end "$(pids "kubelet-$1")"
  clear_leftovers "$1"
}

node_remove() {
  node_down "$1"
  unmount_below "$STATE/node-$1"
  cgroup_down "node-$1"
}
