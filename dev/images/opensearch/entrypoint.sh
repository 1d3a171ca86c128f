#!/bin/bash
# Starts OpenSearch with the settings given as arguments. Secure settings come as files of the folder SECURE_SETTINGS,
# each named like its setting.
set -e
umask 0002

if [ -n "$SECURE_SETTINGS" ]; then
  names=("$SECURE_SETTINGS"/*)
  for file in "${names[@]}"; do printf '%s\n' "$(<"$file")"; done |
    opensearch-keystore add --silent --force --stdin "${names[@]##*/}"
fi

exec opensearch "$@"
