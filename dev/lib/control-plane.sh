# etcd, the API server, the controllers, kube-proxy, CoreDNS and the storage provisioner: once per cluster.
# shellcheck shell=bash

DAEMONS="etcd kube-apiserver kube-controller-manager kube-scheduler kube-proxy coredns provisioner"

api_ready() { [ -f "$ADMIN_CONFIG" ] && kubectl --request-timeout=5s get --raw /readyz; }

control_plane_up() {
  local pki=$STATE/pki config=$STATE/kubeconfig kube=$CACHE_KUBE etcd=http://127.0.0.1:12379
  mkdir -p "$STATE/log" "$STATE/volumes"
  # No fsync: this etcd's data need not outlive the machine.
  start etcd "$kube/etcd" --name shardwright-dev --data-dir "$STATE/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls "$etcd" --advertise-client-urls "$etcd" --listen-peer-urls http://127.0.0.1:12380 \
    --initial-advertise-peer-urls http://127.0.0.1:12380 --initial-cluster shardwright-dev=http://127.0.0.1:12380
  start kube-apiserver "$kube/kube-apiserver" --etcd-servers "$etcd" --secure-port "$API_PORT" --advertise-address "$API_IP" \
    --tls-cert-file "$pki/apiserver.crt" --tls-private-key-file "$pki/apiserver.key" --client-ca-file "$pki/ca.crt" \
    --kubelet-client-certificate "$pki/kubelet-client.crt" --kubelet-client-key "$pki/kubelet-client.key" \
    --kubelet-preferred-address-types InternalIP --service-account-issuer https://kubernetes.default.svc \
    --service-account-key-file "$pki/sa.pub" --service-account-signing-key-file "$pki/sa.key" \
    --authorization-mode Node,RBAC --allow-privileged --service-cluster-ip-range "$SERVICE_CIDR" \
    --audit-policy-file "$DEV/manifests/audit-policy.yaml" --audit-log-path "$AUDIT_LOG" --audit-log-maxsize 1024 --profiling=false
  wait_for 120 "the API server" api_ready
  start kube-controller-manager "$kube/kube-controller-manager" --kubeconfig "$config/kube-controller-manager" \
    --service-account-private-key-file "$pki/sa.key" --root-ca-file "$pki/ca.crt" --use-service-account-credentials \
    --cluster-signing-cert-file "$pki/ca.crt" --cluster-signing-key-file "$pki/ca.key" --leader-elect=false \
    --node-monitor-grace-period 30s --bind-address 127.0.0.1 --profiling=false
  start kube-scheduler "$kube/kube-scheduler" --kubeconfig "$config/kube-scheduler" --leader-elect=false --bind-address 127.0.0.1 --profiling=false
  # It leaves the host's connection tracking and the loopback network alone.
  start kube-proxy "$kube/kube-proxy" --kubeconfig "$config/kube-proxy" --hostname-override node-1 --proxy-mode iptables --iptables-localhost-nodeports=false \
    --cluster-cidr "$POD_CIDR" --conntrack-max-per-core 0 --conntrack-tcp-timeout-established 0 --conntrack-tcp-timeout-close-wait 0 \
    --healthz-bind-address 127.0.0.1:10256 --metrics-bind-address 127.0.0.1:10249
  corefile >"$STATE/Corefile"
  start coredns "$CACHE_DNS/coredns" -conf "$STATE/Corefile"
  start provisioner "$CACHE_PROVISIONER/provisioner" --kubeconfig "$config/provisioner" --root "$STATE/volumes"
  kubectl apply -f "$DEV/manifests/storage-class.yaml" >/dev/null
}

# Names answer as the API server has them: no cache, and a short life in those of clients.
corefile() {
  cat <<X
.:53 {
  bind $DNS_IP
  ready 127.0.0.1:18181
  errors
  kubernetes cluster.local in-addr.arpa {
    kubeconfig $STATE/kubeconfig/coredns
    ttl 5
  }
$(grep -q '^nameserver' /etc/resolv.conf 2>/dev/null && echo "  forward . /etc/resolv.conf")
}
X
}

dns_ready() { (: </dev/tcp/127.0.0.1/18181) 2>/dev/null && python3 -c 'import urllib.request as r; r.urlopen("http://127.0.0.1:18181/ready", timeout=2)'; }
