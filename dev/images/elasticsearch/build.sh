# Elasticsearch from the server that Maven Central has: the real one, with security, but with few modules.
# Laid out like the official image and named like it, so that manifests need no change.
# shellcheck shell=bash

ELASTICSEARCH_VERSIONS="8.19.21 8.19.4 7.17.29"

# A plugin for tests that keeps repositories in S3, as this distribution has none.
S3_PLUGIN=$(dirname "$DEV")/src/e2e/s3-plugin

build_elasticsearch() {
  local version=$1 out=$IMAGES/elasticsearch-$1.tar key sources config layers files plugin=
  sources=$(hash_of "$HERE"/elasticsearch/* "$HERE/lib.sh" "$HERE/nofile.c" "$HERE/archive.py")
  # The plugin is written against the classes of this version.
  if [[ $version == 8.19.* ]]; then
    mapfile -t files < <(find "$S3_PLUGIN" -type f ! -name '*.md' | sort)
    plugin=$(hash_of "${files[@]}")
  fi
  key=$(hash_of "$sources" "$plugin")
  if ! is_current "$out" "$key"; then
    install_packages "$BUILD_PACKAGES $IMAGE_PACKAGES"
    jdk 17 >/dev/null || install_packages "/usr/lib/jvm/java-17/jmods:openjdk-17-jdk-headless"
    say "building elasticsearch $version"
    layers=("$(layer "elasticsearch-base-$sources" elasticsearch_base)"
      "$(layer "elasticsearch-jdk-$(hash_of "$(jdk 17)/release" "$HERE/lib.sh")" elasticsearch_jdk)"
      "$(layer "elasticsearch-$version-$sources" elasticsearch_server "$version")")
    [ -z "$plugin" ] || layers+=("$(layer "elasticsearch-s3-$version-$key" elasticsearch_s3_plugin "$version" "${layers[2]}")")
    config='{"User": "1000:0", "WorkingDir": "/usr/share/elasticsearch", "Entrypoint": ["/bin/tini", "--", "/usr/local/bin/docker-entrypoint.sh"],
      "Cmd": ["eswrapper"], "ExposedPorts": {"9200/tcp": {}, "9300/tcp": {}},
      "Env": ["PATH=/usr/share/elasticsearch/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "ELASTIC_CONTAINER=true", "SHELL=/bin/bash"]}'
    write_image "$out" "docker.elastic.co/elasticsearch/elasticsearch:$version" "$config" "${layers[@]}"
    mark_current "$out" "$key"
  fi
  echo "$out"
}

elasticsearch_base() {
  server_base elasticsearch /usr/share/elasticsearch "$(jdk 17)"
  install -D -m 0755 "$HERE/elasticsearch/docker-entrypoint.sh" usr/local/bin/docker-entrypoint.sh
}

# Elasticsearch's guard of what plugins may do requires modules as far off as jdk.jdi.
elasticsearch_jdk() {
  mkdir -p usr/share/elasticsearch
  server_runtime "$(jdk 17)" "$PWD/usr/share/elasticsearch/jdk" localedata
}

elasticsearch_server() {
  local home=usr/share/elasticsearch version=$1 layout
  mkdir -p usr/share download
  (cd download && fetch "org.elasticsearch.distribution.integ-test-zip:elasticsearch:$version:zip")
  unzip -q "download/elasticsearch-$version.zip"
  rm -rf download
  mv "elasticsearch-$version" $home
  rm -f $home/bin/*.bat $home/bin/*.exe
  mkdir -p $home/data $home/logs $home/plugins $home/config/jvm.options.d

  # What the official image differs in from the zip: settings from the environment, and a log on standard output.
  sed -i 's/^ES_DISTRIBUTION_TYPE=.*/ES_DISTRIBUTION_TYPE=docker/; s/^ES_BUNDLED_JDK=.*/ES_BUNDLED_JDK=true/' $home/bin/elasticsearch-env
  cp "$HERE/elasticsearch/elasticsearch.yml" $home/config/
  layout='s/@LAYOUT@/ECSJsonLayout/; s/@KEY@/dataset/; s/@VALUE@/elasticsearch.server/'
  [ "${version%%.*}" -ge 8 ] || layout='s/@LAYOUT@/ESJsonLayout/; s/@KEY@/type_name/; s/@VALUE@/server/'
  sed "$layout" "$HERE/elasticsearch/log4j2.properties" >$home/config/log4j2.properties

  elasticsearch_owners
  chmod 0755 $home/bin/*
}

# elasticsearch_s3_plugin VERSION SERVER-LAYER: compiled against the server itself.
elasticsearch_s3_plugin() {
  local home=usr/share/elasticsearch version=$1 plugin=usr/share/elasticsearch/plugins/shardwright-test-s3 sources
  mkdir -p $plugin server classes
  tar --extract --file "$2" --directory server ./$home/lib
  (cd $plugin && fetch_dependencies "$S3_PLUGIN/pom.xml")
  mapfile -t sources < <(find "$S3_PLUGIN/java" -name '*.java')
  "$(jdk 17)/bin/javac" --release 17 -Xlint:all,-serial,-classfile,-path -Werror -proc:none \
    -cp "$(find server -name '*.jar' | paste -sd:):$(find $plugin -name '*.jar' | paste -sd:)" -d classes "${sources[@]}"
  "$(jdk 17)/bin/jar" --create --file $plugin/shardwright-test-s3.jar --date 1980-01-01T00:00:02Z -C classes .
  sed "s/@VERSION@/$version/" "$S3_PLUGIN/plugin-descriptor.properties" >$plugin/plugin-descriptor.properties
  cp "$S3_PLUGIN/entitlement-policy.yaml" $plugin/
  rm -rf server classes
  elasticsearch_owners
}

# Who may write what, in every layer alike: the last one with a folder decides. The server may be any user of group 0.
elasticsearch_owners() {
  local home=usr/share/elasticsearch folder
  chown -R 0:0 .
  chmod -R u=rwX,go=rX .
  for folder in config data logs plugins; do
    [ ! -d $home/$folder ] || { chown -R 1000:0 $home/$folder && chmod -R g+w $home/$folder; }
  done
  chmod 0775 $home
}
