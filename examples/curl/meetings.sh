#!/usr/bin/env bash
# Creates, starts and joins a meeting and a webinar through a Countersign gateway, with curl 7.82 or later alone.
set -euo pipefail
: "${COUNTERSIGN_URL:?is the address of the gateway}" "${COUNTERSIGN_API_KEY:?is made by countersign key create}"

# Posts JSON and prints the JSON that comes back; if the gateway refuses, that goes to standard error.
# The key comes in by standard input: everybody on the machine can read arguments.
post() {
  local answer
  answer=$(curl --silent --fail-with-body --json "$2" --config - "$COUNTERSIGN_URL$1" \
    <<<"header = \"Authorization: Bearer $COUNTERSIGN_API_KEY\"") || { echo "$answer" >&2; return 1; }
  echo "$answer"
}

# The first value of that name. With jq at hand: jq -r .name
value() { [[ $2 =~ \"$1\":\"?([^\",}]+) ]] && echo "${BASH_REMATCH[1]}"; }

for kind in meeting webinar; do
  created=$(post "/v1/${kind}s" "{\"topic\": \"A $kind from curl\"}")
  number=$(value id "$created")
  host=$(post "/v1/${kind}s/$number/start" '{"view": "component"}')
  ada=$(post "/v1/${kind}s/$number/join" '{"userName": "Ada Lovelace", "userEmail": "ada@example.org"}')
  echo "$kind $number"
  echo "  start: $(value link "$host")"
  echo "  join:  $(value link "$ada")"

  # For a page of your own: the answers hold all that join() of the Web SDK takes, and POST / signs as Zoom's sample does.
  signed=$(post / "{\"meetingNumber\": \"$number\", \"role\": 0}")
  signature=$(value signature "$signed")
  echo "  a signature of ${#signature} characters by $(value sdkKey "$signed")"
done

# What cannot be done is answered with the reason, in Zoom's own words where they are Zoom's.
echo -n "nothing to join: "
post /v1/meetings/123/join '{}' 2>&1 || true
