# OpenSearch with its own repository-s3, for tests against a cluster that is not ours. Maven Central has the plugin as a
# jar, not as the archive that can be installed: what the archive holds besides is in repository-s3/.
# shellcheck shell=bash

OPENSEARCH_VERSION=3.6.0
OPENSEARCH_IMAGE=shardwright.dev/test/opensearch:$OPENSEARCH_VERSION

build_opensearch() {
  local out=$IMAGES/on-demand/opensearch-$OPENSEARCH_VERSION.tar key base java server config
  key=$(hash_of "$HERE"/opensearch/* "$HERE"/opensearch/repository-s3/* "$HERE/lib.sh" "$HERE/nofile.c" "$HERE/archive.py")
  if ! is_current "$out" "$key"; then
    install_packages "$BUILD_PACKAGES $IMAGE_PACKAGES"
    say "building opensearch $OPENSEARCH_VERSION"
    java=$(newest_java)
    base=$(newest_base)
    server=$(layer "opensearch-$OPENSEARCH_VERSION-$key" opensearch_server)
    config='{"User": "1000:0", "WorkingDir": "/usr/share/opensearch", "Entrypoint": ["/bin/tini", "--", "/usr/local/bin/opensearch-entrypoint.sh"],
      "ExposedPorts": {"9200/tcp": {}, "9300/tcp": {}},
      "Env": ["PATH=/usr/share/opensearch/bin:/usr/lib/java/bin:/usr/sbin:/usr/bin", "OPENSEARCH_JAVA_HOME=/usr/lib/java"]}'
    write_image "$out" "$OPENSEARCH_IMAGE" "$config" "$base" "$java" "$server"
    mark_current "$out" "$key"
  fi
  echo "$out"
}

opensearch_server() {
  local home=usr/share/opensearch plugin=usr/share/opensearch/plugins/repository-s3 jar folder
  mkdir -p usr/share download
  (cd download && fetch "org.opensearch.distribution.integ-test-zip:opensearch:$OPENSEARCH_VERSION:zip")
  unzip -q "download/opensearch-$OPENSEARCH_VERSION.zip"
  rm -rf download
  mv "opensearch-$OPENSEARCH_VERSION" $home
  mkdir -p $plugin $home/data $home/logs
  (cd $plugin && fetch_dependencies "$HERE/opensearch/repository-s3/pom.xml")
  # What the server has itself may not be in a plugin too.
  for jar in "$home"/lib/*.jar; do rm -f "$plugin/$(basename "$jar")"; done
  cp "$HERE"/opensearch/repository-s3/plugin-* $plugin/
  cp "$HERE/opensearch/opensearch.yml" "$HERE/opensearch/log4j2.properties" $home/config/
  # The log of the garbage collector goes nowhere.
  sed -i '/gc\.log/d' $home/config/jvm.options
  install -D -m 0755 "$HERE/opensearch/entrypoint.sh" usr/local/bin/opensearch-entrypoint.sh
  chown -R 0:0 .
  chmod -R u=rwX,go=rX .
  chmod 0755 $home/bin/*
  for folder in config data logs; do chown -R 1000:0 $home/$folder && chmod -R g+w $home/$folder; done
}
