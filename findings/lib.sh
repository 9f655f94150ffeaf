# For the scripts here: a temporary folder that goes at the end, packages from Maven in it, a verdict.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# artifact GROUP:NAME:VERSION - puts the jar into the folder
artifact() {
  mvn -q -B dependency:copy -Dartifact="$1" -DoutputDirectory="$folder" -Dmdep.useBaseVersion=true >maven.log 2>&1 || {
    cat maven.log >&2
    exit 1
  }
}

# jars GROUP NAME VERSION - puts the jar and all that it needs into the folder jars
jars() {
  cat >pom.xml <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId>
  <artifactId>x</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>$1</groupId>
      <artifactId>$2</artifactId>
      <version>$3</version>
    </dependency>
  </dependencies>
</project>
XML
  mvn -q -B dependency:copy-dependencies -DoutputDirectory="$folder/jars" >maven.log 2>&1 || {
    cat maven.log >&2
    exit 1
  }
}

# debian NAME=VERSION - unpacks the Debian package into the folder
debian() {
  apt-get -qq download "$1" >apt.log 2>&1 || {
    cat apt.log >&2
    exit 1
  }
  dpkg -x "${1%%=*}"_*.deb .
}

# expect WHAT EXPECTED SEEN
expect() {
  echo "$1: $3"
  if [ "$2" != "$3" ]; then
    echo "changed: expected '$2'" >&2
    exit 1
  fi
}
