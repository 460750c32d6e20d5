#!/usr/bin/env bash
# Walks through the platform's main job with nothing but curl and jq, and prints how long each step took:
#
#   src/it/tour.sh http://localhost:8080
#
# Ends with 0 when every step worked, with 1 at the first that did not. It needs the sandbox (led.sandbox.enabled) and makes an account of its own.
# It waits by listening to /api/events and by looking at sandbox phones, which the rate limit does not count.
set -uo pipefail

base=${1:?usage: tour.sh http://localhost:8080}
base=${base%/}
patience=${TOUR_PATIENCE:-30}

for tool in curl jq; do
  command -v "$tool" >/dev/null || { echo "tour: $tool is needed" >&2; exit 1; }
done

step='' token='' listener='' events='' answer=''
trap '[ -z "$listener" ] || kill "$listener" 2>/dev/null' EXIT

now() { local t=${EPOCHREALTIME/,/.}; echo $(( ${t%.*} * 1000 + 10#${t#*.} / 1000 )); }
begin() { step=$1; started=$(now); }
done_() { printf '%7d ms  %s%s\n' $(( $(now) - started )) "$step" "${1:+: $1}"; }
fail() { printf '!! failed at "%s": %s\n' "$step" "$1" >&2; exit 1; }

# call METHOD PATH STATUS [JSON]: calls the API; the body is in $answer. Another status ends the tour.
call() {
  local method=$1 path=$2 wanted=$3 status
  local arguments=(-sS --max-time "$patience" -X "$method" -w '\n%{http_code}')
  [ -z "$token" ] || arguments+=(-H "Authorization: Bearer $token")
  [ $# -lt 4 ] || arguments+=(-H 'Content-Type: application/json' --data-binary "$4")
  answer=$(curl "${arguments[@]}" "$base$path") || fail "$method $path: no answer"
  status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  [ "$status" = "$wanted" ] || fail "$method $path answered $status instead of $wanted: $answer"
}

field() { jq -er "$1" <<<"$answer" || fail "no $1 in: $answer"; }

# wait_for_event TYPE FILTER: reads the stream until an event of that type fits the filter; its data is in $answer.
wait_for_event() {
  local type=$1 filter=$2 line event='' deadline=$(( $(now) + patience * 1000 ))
  while [ "$(now)" -lt "$deadline" ]; do
    IFS= read -r -t "$patience" -u "$events" line || fail "the event stream ended or fell silent while waiting for $type"
    line=${line%$'\r'}
    case $line in
      'event:'*) event=${line#event:}; event=${event# } ;;
      'data:'*)
        answer=${line#data:}
        if [ "$event" = "$type" ] && jq -e "$filter" >/dev/null 2>&1 <<<"$answer"; then return; fi ;;
    esac
  done
  fail "no $type with $filter within $patience s"
}

# wait_for_reply PHONE COUNT: looks at a phone until others have written that many messages to it; the latest is in $answer.
wait_for_reply() {
  local deadline=$(( $(now) + patience * 1000 ))
  while [ "$(now)" -lt "$deadline" ]; do
    call GET "/api/sandbox/phones/$1/messages" 200
    if [ "$(jq '[.[] | select(.fromMe | not)] | length' <<<"$answer")" -ge "$2" ]; then
      answer=$(jq '[.[] | select(.fromMe | not)] | last' <<<"$answer")
      return
    fi
    sleep 0.02
  done
  fail "no reply within $patience s"
}

begin 'the server is ready'
call GET /health/ready 200
done_

begin 'register'
call POST /api/auth/register 201 "$(jq -n --arg email "tour-$(now)-$RANDOM@example.org" \
  '{email: $email, password: "a long way to walk together", displayName: "Tour"}')"
token=$(field .accessToken)
done_

begin 'create a sandbox bot'
call POST /api/bots 201 '{"name": "Tour bot", "network": "sandbox"}'
bot=$(field .id)
done_

begin 'listen to its events'
exec {events}< <(exec curl -sSN -H "Authorization: Bearer $token" -H 'Accept: text/event-stream' "$base/api/events?bot=$bot")
listener=$!
IFS= read -r -t "$patience" -u "$events" _ || fail 'no event stream'
done_

begin 'start it, until its QR is there'
call POST "/api/bots/$bot/start" 202
wait_for_event bot.qr '.qr != null'
call GET "/api/bots/$bot/qr" 200
qr=$(field .qr)
done_

begin 'give it a phone'
call POST /api/sandbox/phones 201 '{"name": "Phone of the bot"}'
phone=$(field .id)
jid=$(field .jid)
done_

begin 'the phone scans the QR, until the bot is online'
call POST "/api/sandbox/phones/$phone/scan" 204 "$(jq -n --arg qr "$qr" '{qr: $qr}')"
wait_for_event bot.status '.status == "online"'
done_

begin 'somebody else gets a phone'
call POST /api/sandbox/phones 201 '{"name": "Ada"}'
ada=$(field .id)
done_

ping=$(jq -n --arg to "$jid" '{to: $to, text: "!ping"}')

begin 'she writes !ping, until she reads the reply'
call POST "/api/sandbox/phones/$ada/messages" 201 "$ping"
wait_for_reply "$ada" 1
done_ "$(field .text)"

begin 'restart the bot, until it is online without a new QR'
call POST "/api/bots/$bot/restart" 202
wait_for_event bot.status '.status != "online"'
wait_for_event bot.status '.status == "online" or .status == "awaiting_pairing"'
[ "$(field .status)" = online ] || fail 'it asks for a QR again'
done_

begin 'she writes !ping again, until she reads the reply'
call POST "/api/sandbox/phones/$ada/messages" 201 "$ping"
wait_for_reply "$ada" 2
done_ "$(field .text)"

echo 'The tour is over: everything worked.'
