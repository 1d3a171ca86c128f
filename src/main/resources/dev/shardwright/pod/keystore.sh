#!/usr/bin/env bash
# Makes the keystore of a running node anew. Reads the entries, one a line: name and value in base64; "end" comes last.
# $1 is the UID of the pod that is meant, $2 the time of the change in seconds. The operator runs it in the Elasticsearch
# container; values stand neither in its arguments nor in its output.
set -euo pipefail
umask 0077

home=/usr/share/elasticsearch
config=$home/config
mark=$config/.keystore-changed-at

[ "${POD_UID:-}" = "$1" ] || { echo "this is another pod" >&2; exit 1; }
# One that is late must not take back what a later one has brought.
[ "$(cat "$mark" 2>/dev/null || echo 0)" -le "$2" ] || { echo "there is a later change" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work"/config "$work"/entries
pairs=()
ended=no
while read -r name value; do
  if [ "$name" = end ]; then ended=yes; break; fi
  printf '%s' "$value" | base64 -d >"$work"/entries/"$name"
  pairs+=("$name" "$work"/entries/"$name")
done
[ "$ended" = yes ] || { echo "the entries came in part" >&2; exit 1; }

export ES_PATH_CONF=$work/config
unset ES_JAVA_OPTS
if [ ${#pairs[@]} -eq 0 ]; then
  "$home"/bin/elasticsearch-keystore create >/dev/null
else
  # It makes the keystore as well, which saves the start of a JVM.
  "$home"/bin/elasticsearch-keystore add-file --force "${pairs[@]}" >/dev/null
fi
# The rename is what counts: a node that starts meanwhile finds the old one or the new one, whole.
cp "$work"/config/elasticsearch.keystore "$config"/.elasticsearch.keystore.new
mv -f "$config"/.elasticsearch.keystore.new "$config"/elasticsearch.keystore
printf '%s' "$2" >"$mark"
