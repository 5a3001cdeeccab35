"""A program as users of zoomus write it, with its two base URLs given.

Usage: zoomus_client.py meeting|webinar. Prints what came back as JSON.
"""

import datetime
import json
import os
import sys

import zoomus

kind = sys.argv[1]
client = zoomus.ZoomClient(
    os.environ["ZOOM_CLIENT_ID"],
    os.environ["ZOOM_CLIENT_SECRET"],
    os.environ["ZOOM_ACCOUNT_ID"],
    base_uri=os.environ["ZOOM_API"],
    oauth_uri=os.environ["ZOOM_OAUTH"] + "/oauth/token",
)
rooms = client.meeting if kind == "meeting" else client.webinar
register = client.meeting.add_registrant if kind == "meeting" else client.webinar.register
registrants = client.meeting.list_registrants if kind == "meeting" else client.webinar.get_registrants

said = {}


def keep(name, response):
    """Keeps status and JSON, if there is any; zoomus itself hands out the bare response."""
    body = response.json() if response.content else None
    said[name] = {"status": response.status_code, "body": body}
    return body


user = keep("user", client.user.get(id=os.environ["ZOOM_HOST"]))
if "id" not in user:
    print(json.dumps(said))
    sys.exit(1)

start = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
when = {"start_time": start} if kind == "meeting" else {"start_time": start.strftime("%Y-%m-%dT%H:%M:%SZ")}
created = keep(
    "created",
    rooms.create(
        user_id=user["id"],
        topic=f"A {kind} from zoomus",
        type=2 if kind == "meeting" else 5,
        duration=45,
        settings={"approval_type": 0},
        **when,
    ),
)
number = created["id"]
keep("first", rooms.get(id=number))
keep("listed", rooms.list(user_id=user["id"]))
keep("updated", rooms.update(id=number, topic=f"A better {kind}"))
keep("second", rooms.get(id=number))
keep("registered", register(id=number, email="ada@example.org", first_name="Ada", last_name="Lovelace"))
keep("all", registrants(id=number))
today = datetime.date.today()
days = {"start_time": today.replace(day=1), "end_time": today}
keep("report", client.report.get_user_report(user_id=user["id"], **days))
keep("hosts", client.report.get_account_report(**days))
keep("daily", client.report.get_daily_report(month=today.month, year=today.year))
keep("reported", client.report.get_meeting_participants_report(id=number))
keep("removed", rooms.delete(id=number))
keep("gone", rooms.get(id=number))
print(json.dumps(said))
