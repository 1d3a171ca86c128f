# Keys, certificates and the kubeconfig files made of them. Made once per cluster.
# shellcheck shell=bash

# certificate NAME SUBJECT EXTENSIONS: NAME.key and NAME.crt, signed by the cluster's CA.
certificate() {
  # RSA: some client libraries take an elliptic curve key in PKCS#8 form for a damaged RSA key.
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "$2" 2>/dev/null
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -out "$1.crt" -extfile <(echo "$3") 2>/dev/null
  rm "$1.csr"
}

# login NAME SUBJECT: a client certificate and a kubeconfig file around it.
login() {
  local server=https://127.0.0.1:$API_PORT
  certificate "$1" "$2" extendedKeyUsage=clientAuth
  cat >"$STATE/kubeconfig/$1" <<X
apiVersion: v1
kind: Config
clusters: [{name: shardwright-dev, cluster: {server: "$server", certificate-authority-data: $(base64 -w0 ca.crt)}}]
users: [{name: $1, user: {client-certificate-data: $(base64 -w0 "$1.crt"), client-key-data: $(base64 -w0 "$1.key")}}]
contexts: [{name: shardwright-dev, context: {cluster: shardwright-dev, user: $1}}]
current-context: shardwright-dev
X
  rm "$1.key" "$1.crt"
}

# make_pki NODES: writes aside and renames, so that an interrupted run leaves no half set.
make_pki() {
  local pki=$STATE/pki i
  [ ! -d "$pki" ] || return 0
  rm -rf "$pki.new"
  mkdir -p "$pki.new" "$STATE/kubeconfig"
  (
    umask 077
    cd "$pki.new" || exit
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.crt -days 3650 \
      -subj /CN=shardwright-dev 2>/dev/null
    openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out sa.key 2>/dev/null
    openssl pkey -in sa.key -pubout -out sa.pub
    certificate apiserver /CN=kube-apiserver "subjectAltName=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,IP:127.0.0.1,IP:$API_IP,IP:${SERVICE_CIDR%.0/*}.1"
    certificate kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client extendedKeyUsage=clientAuth
    login admin /O=system:masters/CN=admin
    login kube-controller-manager /CN=system:kube-controller-manager
    login kube-scheduler /CN=system:kube-scheduler
    login kube-proxy /CN=system:kube-proxy
    # Names of their own in the audit log, and rights without further ado.
    login coredns /O=system:masters/CN=system:coredns
    login provisioner /O=system:masters/CN=system:provisioner
    for i in $(seq "$1"); do login "node-$i" "/O=system:nodes/CN=system:node:node-$i"; done
  )
  mv "$pki.new" "$pki"
}
