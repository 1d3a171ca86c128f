# The commands that change the cluster as a whole.
# shellcheck shell=bash

build_images() { "$DEV/images/build" pause >/dev/null; }

healthy() {
  local name i
  [ "$(nodes)" -gt 0 ] || return 1
  for name in $DAEMONS; do running "$name" "$name" || return 1; done
  for i in $(seq "$(nodes)"); do node_runs "$i" || return 1; done
  api_ready >/dev/null 2>&1 || return 1
  for i in $(seq "$(nodes)"); do node_ready "$i" || return 1; done
}

up() {
  local want=${NODES:-$(nodes)} i job jobs=()
  [ "$want" -gt 0 ] || want=3
  [ "$want" -le 9 ] || die "9 nodes at most"
  [ "$(nodes)" = 0 ] || [ "$(nodes)" = "$want" ] || die "the cluster has $(nodes) nodes, not $want: run dev/cluster down first"
  if healthy; then
    say "already up: $(nodes) nodes; export KUBECONFIG=$ADMIN_CONFIG"
    return 0
  fi
  if ! running kube-apiserver kube-apiserver && (: </dev/tcp/127.0.0.1/"$API_PORT") 2>/dev/null; then
    die "port $API_PORT is taken by something else"
  fi
  install_packages "$RUN_PACKAGES"
  build
  build_images

  mkdir -p "$STATE" "$RUN"
  remember_host
  echo "$want" >"$STATE/nodes"
  make_pki "$want"
  host_network_up "$want"
  daemons_cgroup_up
  say "keys, addresses and routes"

  # Images go into the nodes while the control plane starts.
  for i in $(seq "$want"); do containerd_up "$i"; done
  for i in $(seq "$want"); do wait_for 60 "containerd of node-$i" containerd_answers "$i"; done
  say "containerd on $want nodes"
  for i in $(seq "$want"); do
    load_on "$i" "$IMAGES"/*.tar &
    jobs+=($!)
  done
  control_plane_up
  say "control plane"
  for i in $(seq "$want"); do kubelet_up "$i"; done
  for job in "${jobs[@]}"; do wait "$job" || die "an image could not be loaded"; done
  say "images: $(cd "$IMAGES" && echo ./*.tar | sed 's|\./||g; s|\.tar||g')"
  for i in $(seq "$want"); do wait_for 120 "node-$i to be ready" node_ready "$i"; done
  wait_for 60 "the name service" dns_ready
  wait_for 60 "the default service account" kubectl get serviceaccount default
  say "up: $want nodes; export KUBECONFIG=$ADMIN_CONFIG"
}

down() {
  local i
  # Nodes that a broken state file does not know are found by their folders.
  for i in $(seq 9); do
    [ -d "$STATE/node-$i" ] || [ -d "$RUN/node-$i" ] || [ -n "$(pids "containerd-$i")$(pids "kubelet-$i")" ] || continue
    node_remove "$i"
    say "node-$i is gone"
  done
  end "$(all_pids)"
  proxy_rules_down
  host_network_down
  cgroup_down
  unmount_below "$RUN"
  unmount_below "$STATE"
  shared_files_down
  restore_host
  rm -rf --one-file-system "$STATE" "$RUN"
  say "down"
}

# Files of ours in folders that other clusters on this host may share.
shared_files_down() {
  local file socket=/var/lib/kubelet/device-plugins/kubelet.sock
  forget_networks shardwright-dev
  for file in /var/log/containers/*.log; do
    [ -L "$file" ] || continue
    case $(readlink "$file") in "$STATE"/*) rm -f "$file" ;; esac
  done
  # All kubelets of a host use this one name: another cluster's may be listening.
  grep -q " $socket\$" /proc/net/unix || rm -f "$socket"
}

# told NAME COMMAND...: prints whether COMMAND holds for NAME, and keeps count of those that do not run.
told() {
  local name=$1 state=runs
  shift
  "$@" || { state="DOES NOT RUN"; dead=$((dead + 1)); }
  printf '%-24s %s\n' "$name" "$state"
}

status() {
  local name i dead=0
  if [ "$(nodes)" = 0 ]; then
    echo "no cluster"
    exit 1
  fi
  for name in $DAEMONS; do told "$name" running "$name" "$name"; done
  for i in $(seq "$(nodes)"); do told "node-$i" node_runs "$i"; done
  if api_ready >/dev/null 2>&1; then
    kubectl get nodes -L topology.kubernetes.io/zone
  else
    echo "the API server does not answer"
    exit 1
  fi
  [ "$dead" = 0 ] || exit 1
}

known_node() {
  if ! [[ $1 =~ ^[1-9]$ ]] || [ "$1" -gt "$(nodes)" ]; then die "which node? 1 to $(nodes)"; fi
}

stop_node() {
  known_node "$1"
  node_down "$1"
  say "node-$1 is lost"
}

start_node() {
  known_node "$1"
  containerd_up "$1"
  wait_for 60 "containerd of node-$1" containerd_answers "$1"
  kubelet_up "$1"
  # A node that was down for less than the grace period still passes for ready: ask its kubelet.
  wait_for 60 "the kubelet of node-$1" kubectl get --raw "/api/v1/nodes/node-$1/proxy/healthz"
  wait_for 120 "node-$1 to be ready" node_ready "$1"
  say "node-$1 is back"
}

restart_api() {
  end "$(pids kube-apiserver)"
  say "the API server is dead"
  control_plane_up
  say "the API server is back"
}
