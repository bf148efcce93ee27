#!/usr/bin/env bash
# Installs what the tests need, builds once, runs every test. ./test.sh --full also runs the long proofs.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

[ "${1:-}" = "--full" ] && export FORECAST_FULL=1
if ! command -v dotnet >/dev/null || ! dotnet --version >/dev/null 2>&1; then
  echo "test.sh: the .NET SDK 10.0.100 or later is needed; install it (https://dotnet.microsoft.com/download/dotnet/10.0)" >&2
  exit 1
fi

have_postgres() { command -v initdb >/dev/null && initdb --version >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
have_gomp() { ldconfig -p 2>/dev/null | grep -q 'libgomp\.so\.1'; }
have_browser() { command -v chromium >/dev/null; }
have_zones() { [ -e /usr/share/zoneinfo/Europe/London ]; }

missing=()
have_postgres || missing+=(postgresql)
have_gomp || missing+=(libgomp1)
have_browser || missing+=(chromium)
have_zones || missing+=(tzdata)
if [ ${#missing[@]} -gt 0 ]; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    echo "test.sh: installing ${missing[*]}"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null || true
    # One by one: what cannot be had must not keep the others away.
    for package in "${missing[@]}"; do
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" </dev/null >/dev/null 2>&1 || echo "test.sh: $package could not be installed; tests that need it are skipped"
    done
  else
    echo "test.sh: not installed: ${missing[*]}; ask an administrator for 'apt-get install ${missing[*]}'. Tests that need them are skipped."
  fi
fi

dotnet build Forecast.sln -c Release --nologo -v quiet -nodeReuse:false

passed=0 failed=0 skipped=0
run() { # name, then environment settings
  local name=$1 exe out log total bad skip
  shift
  exe=$(find artifacts/bin -path "*/$name/release*/$name" -type f -print -quit)
  log=$(mktemp)
  echo "== $name $*"
  env "$@" "$exe" -noColor >"$log" 2>&1 || true
  # A suite that ran no test says no more than 'Total: 0'; that is no result either.
  out=$(grep -E 'Total: [0-9]+, Errors:' "$log" | tail -n 1 || true)
  if [ -z "$out" ]; then
    cat "$log"
    echo "test.sh: $name ended without a result"
    failed=$((failed + 1))
    rm -f "$log"
    return
  fi
  total=$(sed -E 's/.*Total: ([0-9]+).*/\1/' <<<"$out")
  bad=$(($(sed -E 's/.*Failed: ([0-9]+).*/\1/' <<<"$out") + $(sed -E 's/.*Errors: ([0-9]+).*/\1/' <<<"$out")))
  skip=$(sed -E 's/.*Skipped: ([0-9]+).*/\1/' <<<"$out")
  if [ "$bad" -gt 0 ]; then cat "$log"; else grep -E '\[SKIP\]|Total:' -A1 "$log" | grep -v '^--$' || true; fi
  passed=$((passed + total - bad - skip)) failed=$((failed + bad)) skipped=$((skipped + skip))
  rm -f "$log"
}

run Forecast.Core.Tests FORECAST_TEST_CULTURE=comma
# Once more where nothing is foreign: what holds under a comma holds there, so this is for the long proof.
[ -z "${FORECAST_FULL:-}" ] || run Forecast.Core.Tests FORECAST_TEST_CULTURE=invariant
run Forecast.Learning.Tests FORECAST_TEST_CULTURE=comma
run Forecast.Architecture.Tests FORECAST_TEST_CULTURE=invariant
run Forecast.System.Tests FORECAST_TEST_CULTURE=comma
run Forecast.Browser.Tests FORECAST_TEST_CULTURE=invariant

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
