# Elasticsearch from the server that Maven Central has: the real one, with security, but with few modules.
# Laid out like the official image and named like it, so that manifests need no change.
# shellcheck shell=bash

ELASTICSEARCH_VERSIONS="8.19.21 8.19.4 7.17.29"

# The tools of the official image that scripts in pods use.
BASE_PACKAGES="bash coreutils grep sed mawk findutils curl procps hostname libc-bin tar gzip tini unzip"

build_elasticsearch() {
  local version=$1 out=$IMAGES/elasticsearch-$1.tar key config base java server
  key=$(hash_of "$HERE"/elasticsearch/* "$HERE/lib.sh" "$HERE/archive.py")
  if ! is_current "$out" "$key"; then
    install_packages "$BUILD_PACKAGES $IMAGE_PACKAGES"
    jdk 17 >/dev/null || install_packages "/usr/lib/jvm/java-17/jmods:openjdk-17-jdk-headless"
    say "building elasticsearch $version"
    base=$(layer "elasticsearch-base-$key" elasticsearch_base)
    java=$(layer "elasticsearch-jdk-$(hash_of "$(jdk 17)/release" "$HERE/lib.sh" "$HERE/elasticsearch/build.sh")" elasticsearch_jdk)
    server=$(layer "elasticsearch-$version-$key" elasticsearch_server "$version")
    config='{"User": "1000:0", "WorkingDir": "/usr/share/elasticsearch", "Entrypoint": ["/bin/tini", "--", "/usr/local/bin/docker-entrypoint.sh"],
      "Cmd": ["eswrapper"], "ExposedPorts": {"9200/tcp": {}, "9300/tcp": {}},
      "Env": ["PATH=/usr/share/elasticsearch/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "ELASTIC_CONTAINER=true", "SHELL=/bin/bash"]}'
    write_image "$out" "docker.elastic.co/elasticsearch/elasticsearch:$version" "$config" "$base" "$java" "$server"
    mark_current "$out" "$key"
  fi
  echo "$out"
}

elasticsearch_base() {
  local programs
  skeleton elasticsearch 1000 /usr/share/elasticsearch
  # shellcheck disable=SC2086
  dpkg -L $BASE_PACKAGES | sed 's|^/usr/|/|' | grep -E '^/s?bin/.' | sort -u >programs
  while read -r program; do
    [ ! -e "/usr$program" ] || cp -P "/usr$program" "usr$program"
  done <programs
  rm programs
  ln -sf bash usr/bin/sh
  ln -sf mawk usr/bin/awk
  gcc -shared -fPIC -O2 -o usr/lib/libnofile.so "$HERE/elasticsearch/nofile.c" -ldl
  echo /usr/lib/libnofile.so >etc/ld.so.preload
  mapfile -t programs < <(find usr/bin usr/sbin "$(jdk 17)/bin" "$(jdk 17)/lib" -type f \( -perm -1 -o -name '*.so' \))
  copy_libraries "${programs[@]}"
  install -D -m 0755 "$HERE/elasticsearch/docker-entrypoint.sh" usr/local/bin/docker-entrypoint.sh
}

# Elasticsearch's guard of what plugins may do requires modules as far off as jdk.jdi: only bare tools are left out.
elasticsearch_jdk() {
  local home=usr/share/elasticsearch modules
  mkdir -p $home
  modules=$("$(jdk 17)/bin/java" --list-modules | cut -d@ -f1 |
    grep -vE '^jdk\.(javadoc|jshell|jpackage|jconsole|editpad|hotspot\.agent|jstatd|localedata|accessibility|internal\.vm\..*|internal\.(ed|le))$' |
    paste -sd,)
  runtime "$(jdk 17)" "$PWD/$home/jdk" "$modules"
  # Debian keeps the certificates elsewhere and leaves a link behind.
  cp -L --remove-destination /etc/ssl/certs/java/cacerts $home/jdk/lib/security/cacerts 2>/dev/null || true
}

elasticsearch_server() {
  local home=usr/share/elasticsearch version=$1 layout
  mkdir -p usr/share download
  (cd download && mvn -q -B -ntp dependency:copy -DoutputDirectory=. \
    -Dartifact="org.elasticsearch.distribution.integ-test-zip:elasticsearch:$version:zip")
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

  chown -R 0:0 .
  chmod -R u=rwX,go=rX .
  chmod 0755 $home/bin/*
  chown -R 1000:0 $home/config $home/data $home/logs $home/plugins
  chmod -R g+w $home/config $home/data $home/logs $home/plugins
  chmod 0775 $home
}
