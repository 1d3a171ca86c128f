#!/bin/bash
# Starts Elasticsearch as the official image does: `eswrapper`, or settings, or any other command.
set -e

# Files are written for the group too: containers may run as any user of group 0.
umask 0002

case ${1:-eswrapper} in
  eswrapper) shift || true ;;
  -*) ;;
  *) exec "$@" ;;
esac

# Secrets may come as files: ELASTIC_PASSWORD_FILE and the like.
# shellcheck source=/dev/null
source /usr/share/elasticsearch/bin/elasticsearch-env-from-file

if [ -n "$ELASTIC_PASSWORD" ]; then
  # The password of the user elastic, until the cluster has one of its own.
  [ -f /usr/share/elasticsearch/config/elasticsearch.keystore ] || elasticsearch-keystore create
  if ! elasticsearch-keystore list | grep -qx bootstrap.password; then
    echo "$ELASTIC_PASSWORD" | elasticsearch-keystore add -x bootstrap.password
  fi
fi

exec /usr/share/elasticsearch/bin/elasticsearch "$@" <<<"$KEYSTORE_PASSWORD"
