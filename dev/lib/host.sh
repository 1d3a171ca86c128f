# What the cluster changes on the host itself: kernel settings, addresses, routes, iptables rules and cgroups.
# shellcheck shell=bash

# Settings that kubelet, kube-proxy, this script or a workload change. What they were is put back by `down`.
KEPT_SYSCTLS="vm/max_map_count vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops
  kernel/keys/root_maxkeys kernel/keys/root_maxbytes net/ipv4/ip_forward net/ipv4/conf/all/route_localnet
  net/ipv6/conf/all/forwarding net/bridge/bridge-nf-call-iptables net/netfilter/nf_conntrack_max
  net/netfilter/nf_conntrack_tcp_be_liberal"
# Folders whose place is fixed in kubelet, containerd or the CNI library, shared with any other cluster on this host.
SHARED_FOLDERS="/run/containerd /var/lib/kubelet /var/lib/cni /var/log/containers"

remember_host() {
  local name folder
  [ ! -f "$STATE/host" ] || return 0
  {
    for name in $KEPT_SYSCTLS; do
      [ ! -r "/proc/sys/$name" ] || echo "sysctl $name $(cat "/proc/sys/$name")"
    done
    for folder in $SHARED_FOLDERS; do
      [ -e "$folder" ] || echo "folder $folder"
    done
  } >"$STATE/host.new"
  mv "$STATE/host.new" "$STATE/host"
}

restore_host() {
  local kind name value
  [ -f "$STATE/host" ] || return 0
  while read -r kind name value; do
    case $kind in
      sysctl) [ "$(cat "/proc/sys/$name" 2>/dev/null)" = "$value" ] || echo "$value" >"/proc/sys/$name" 2>/dev/null || true ;;
      folder) find "$name" -depth -type d -empty -delete 2>/dev/null || true ;;
    esac
  done <"$STATE/host"
}

# add_rule TABLE CHAIN RULE...: appends once.
add_rule() {
  local table=$1 chain=$2
  shift 2
  iptables -w -t "$table" -C "$chain" "$@" 2>/dev/null || iptables -w -t "$table" -A "$chain" "$@"
}

host_network_up() {
  local i
  echo 1 >/proc/sys/net/ipv4/ip_forward
  ip address replace "$API_IP/32" dev lo
  ip address replace "$DNS_IP/32" dev lo
  for i in $(seq "$1"); do ip address replace "$(node_ip "$i")/32" dev lo; done
  # A packet for a pod that is gone ends here, silently, as it does when its node is lost.
  ip route replace blackhole "$POD_CIDR"
  iptables -w -N "$CHAIN" 2>/dev/null || true
  iptables -w -t nat -N "$CHAIN" 2>/dev/null || true
  iptables -w -C FORWARD -j "$CHAIN" 2>/dev/null || iptables -w -I FORWARD -j "$CHAIN"
  iptables -w -t nat -C POSTROUTING -j "$CHAIN" 2>/dev/null || iptables -w -t nat -A POSTROUTING -j "$CHAIN"
  add_rule filter "$CHAIN" -s "$POD_CIDR" -j ACCEPT
  add_rule filter "$CHAIN" -d "$POD_CIDR" -j ACCEPT
  # Pods see each other by their own addresses; the world outside sees the host's.
  add_rule nat "$CHAIN" -s "$POD_CIDR" ! -d "$POD_CIDR" -j MASQUERADE
}

host_network_down() {
  local table address
  iptables -w -D FORWARD -j "$CHAIN" 2>/dev/null || true
  iptables -w -t nat -D POSTROUTING -j "$CHAIN" 2>/dev/null || true
  for table in filter nat; do
    iptables -w -t $table -F "$CHAIN" 2>/dev/null || continue
    iptables -w -t $table -X "$CHAIN"
  done
  ip route del blackhole "$POD_CIDR" 2>/dev/null || true
  ip -o -4 address show dev lo | awk '$4 ~ /^10\.244\.0\.[0-9]+\/32$/ {print $4}' |
    while read -r address; do ip address del "$address" dev lo; done
}

# What kube-proxy made: the jumps into its chains, then the chains, in one step per table.
# `kube-proxy --cleanup` leaves KUBE-FIREWALL behind.
proxy_rules_down() {
  local tool table rules
  for tool in iptables ip6tables; do
    for table in filter nat mangle raw; do
      rules=$("$tool-save" -t "$table" 2>/dev/null) || continue
      [[ $rules == *KUBE-* ]] || continue
      awk -v table="$table" '
        BEGIN {print "*" table}
        /^:KUBE-/ {chain = substr($1, 2); flush = flush "-F " chain "\n"; remove = remove "-X " chain "\n"}
        /^-A / && $2 !~ /^KUBE-/ && / -j KUBE-/ {sub(/^-A/, "-D"); print}
        END {printf "%s%sCOMMIT\n", flush, remove}' <<<"$rules" | "$tool-restore" --noflush -w
    done
  done
}

cgroup_v2() { [ -f /sys/fs/cgroup/cgroup.controllers ]; }

# Every hierarchy gets our branch and the nodes' below it.
cgroup_up() {
  local root leaf file
  if cgroup_v2; then
    leaf=/sys/fs/cgroup/$CGROUP/node-$1
    mkdir -p "$leaf"
    for root in /sys/fs/cgroup "/sys/fs/cgroup/$CGROUP" "$leaf"; do
      # One by one: a controller that is missing must not keep the others away.
      for file in cpu cpuset memory io pids hugetlb; do
        echo "+$file" >"$root/cgroup.subtree_control" 2>/dev/null || true
      done
    done
    return
  fi
  for root in /sys/fs/cgroup/*/; do
    [ -w "$root/cgroup.procs" ] || continue
    for leaf in "$root$CGROUP" "$root$CGROUP/node-$1"; do
      mkdir -p "$leaf" 2>/dev/null || continue
      # A new cpuset is empty, and no process can enter an empty one.
      for file in cpuset.cpus cpuset.mems; do
        [ ! -f "$leaf/$file" ] || [ -n "$(cat "$leaf/$file")" ] || cat "${leaf%/*}/$file" >"$leaf/$file"
      done
    done
  done
}

# The cgroup of the control plane, containerd and kubelet, which weighs as much as the pods of three nodes: nodes that start
# would otherwise leave the API server so little of the processors that a request takes over ten seconds.
daemons_cgroup_up() {
  if cgroup_v2; then
    mkdir -p "/sys/fs/cgroup/$CGROUP/daemons"
    echo +cpu >/sys/fs/cgroup/cgroup.subtree_control 2>/dev/null || true
    echo +cpu >"/sys/fs/cgroup/$CGROUP/cgroup.subtree_control" 2>/dev/null || true
    [ ! -w "/sys/fs/cgroup/$CGROUP/daemons/cpu.weight" ] || echo 300 >"/sys/fs/cgroup/$CGROUP/daemons/cpu.weight"
  elif [ -w /sys/fs/cgroup/cpu/cgroup.procs ]; then
    mkdir -p "/sys/fs/cgroup/cpu/$CGROUP/daemons"
    # Beside our branch every thread of the host counts by itself: with the default, all of it would weigh one.
    echo 4096 >"/sys/fs/cgroup/cpu/$CGROUP/cpu.shares"
    echo 3072 >"/sys/fs/cgroup/cpu/$CGROUP/daemons/cpu.shares"
  fi
}

# The calling shell, and what it becomes, weighs with the daemons.
enter_daemons_cgroup() {
  local folder=/sys/fs/cgroup/cpu/$CGROUP/daemons
  ! cgroup_v2 || folder=/sys/fs/cgroup/$CGROUP/daemons
  [ ! -w "$folder/cgroup.procs" ] || echo "$BASHPID" >"$folder/cgroup.procs" 2>/dev/null || true
}

# cgroup_pids [node-N]: every process in our branch, or in one node's part of it. One that this PID namespace cannot
# see is listed as 0, which kill would take for the caller's own group.
cgroup_pids() {
  find /sys/fs/cgroup -path "*/$CGROUP${1:+/$1}/*" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -un | sed '/^0$/d'
}

# cgroup_down [node-N]: removes the branch, which must be empty by now.
cgroup_down() {
  find /sys/fs/cgroup -depth -type d \( -path "*/$CGROUP${1:+/$1}" -o -path "*/$CGROUP${1:+/$1}/*" \) -exec rmdir {} + 2>/dev/null || true
}
