# shellcheck shell=bash
# Brings up the Kubernetes that was asked for (CLUSTER=local|kind|existing), puts the operator's image on it, installs the
# operator. Sourced by demo and e2e, which then have KUBECONFIG and kubectl.
DEV=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(dirname "$DEV")
KIND_NAME=shardwright

step() { printf '\n== %s\n' "$*"; }

cluster_up() {
  case $CLUSTER in
    local)
      step "local Kubernetes (dev/cluster up)"
      # The images of Elasticsearch under their official names; built once, kept in the cache.
      for version in $ELASTICSEARCH; do "$DEV/images/build" elasticsearch "$version" >/dev/null; done
      "$DEV/cluster" up
      KUBECONFIG=$("$DEV/cluster" kubeconfig)
      SHARDWRIGHT_AUDIT_LOG=$("$DEV/cluster" audit-log)
      PATH=$("$DEV/cluster" bin):$PATH
      export KUBECONFIG SHARDWRIGHT_AUDIT_LOG PATH
      ;;
    kind)
      step "kind cluster $KIND_NAME"
      command -v kind >/dev/null && command -v docker >/dev/null || { echo "CLUSTER=kind needs kind and docker" >&2; exit 1; }
      kind get clusters | grep -qx $KIND_NAME || kind create cluster --name $KIND_NAME --config "$DEV/kind.yaml"
      KUBECONFIG=$(mktemp)
      kind get kubeconfig --name $KIND_NAME >"$KUBECONFIG"
      export KUBECONFIG
      ;;
    existing)
      step "the cluster of KUBECONFIG=$KUBECONFIG"
      command -v kubectl >/dev/null || { echo "kubectl is missing" >&2; exit 1; }
      kubectl version | sed 's/^/  /'
      ;;
    *) echo "CLUSTER=$CLUSTER: use local, kind, or set KUBECONFIG" >&2; exit 1 ;;
  esac
}

operator_image() {
  case $CLUSTER in
    local)
      step "operator image $IMAGE"
      "$DEV/cluster" load "$("$DEV/images/build" operator "$ROOT/$JAR" "$IMAGE" | tail -1)"
      ;;
    kind)
      step "operator image $IMAGE"
      docker build -q -t "$IMAGE" "$ROOT"
      kind load docker-image --name $KIND_NAME "$IMAGE"
      ;;
    existing) echo "the cluster pulls $IMAGE itself: push it first (docker build -t $IMAGE . && docker push $IMAGE), or set IMAGE" ;;
  esac
}

# The images that only tests need. The tests themselves load them into the local Kubernetes, when the first one asks.
test_images() {
  local image tar
  [ "$CLUSTER" != existing ] || return 0
  step "images for tests"
  for image in s3proxy opensearch; do
    tar=$("$DEV/images/build" "$image")
    [ "$CLUSTER" != kind ] || kind load image-archive --name $KIND_NAME "$tar"
  done
}

operator_install() {
  step "CRDs and operator (kubectl apply -k deploy/manifests)"
  # The manifests name the released image; here the one just built.
  kubectl kustomize "$ROOT/deploy/manifests" \
    | sed "s#image: ghcr.io/shardwright/shardwright:.*#image: $IMAGE#" \
    | kubectl apply --server-side -f -
  # The tag is the same for every build: the pods must be made anew to take it.
  kubectl -n shardwright-system rollout restart deployment shardwright-operator >/dev/null
  kubectl -n shardwright-system rollout status deployment shardwright-operator --timeout=180s
}
