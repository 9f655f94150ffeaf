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

# expect WHAT EXPECTED SEEN
expect() {
  echo "$1: $3"
  if [ "$2" != "$3" ]; then
    echo "changed: expected '$2'" >&2
    exit 1
  fi
}
