"""A program as users of basic-zoom and aiozoom write it, with a meeting's UUID put into a path as it is.

aiozoom writes some paths with two slashes, and has its base URL set. Prints what came back as JSON. UUID is that of a meeting
that was held, NUMBER its number.
"""

import asyncio
import datetime
import json
import os

from aiozoom import Zoom
from aiozoom.config import client
from basic_zoom import ZoomAPIClient
from basic_zoom.exceptions import ZoomAPIDatetimeError, ZoomAPIError

env = os.environ
api = ZoomAPIClient(env["ZOOM_ACCOUNT_ID"], env["ZOOM_CLIENT_ID"], env["ZOOM_CLIENT_SECRET"])
uuid, number = env["UUID"], env["NUMBER"]
said = {
    "past": api.get(f"/past_meetings/{uuid}"),
    "there": api.get(f"/past_meetings/{uuid}/participants", {"page_size": 1}),
    "reported": api.get(f"/report/meetings/{uuid}/participants"),
    "instances": api.get(f"/past_meetings/{number}/instances"),
}
planned = api.post("/users/me/meetings", {"topic": "From basic-zoom", "start_time": "2030-05-01T09:00:00Z"})
said["changed"] = api.patch(f"/meetings/{planned['id']}", data={"topic": "Changed"})
said["topic"] = api.get(f"/meetings/{planned['id']}")["topic"]
today = datetime.date.today()
for days in (20, 60):
    wanted = {"from": str(today - datetime.timedelta(days)), "to": str(today)}
    try:
        said[f"held in {days} days"] = api.get("/report/users/me/meetings", wanted)
    except ZoomAPIDatetimeError as problem:
        said[f"held in {days} days"] = str(problem)
said["deleted"] = api.delete(f"/meetings/{planned['id']}")
try:
    api.get(f"/meetings/{planned['id']}")
except ZoomAPIError as problem:
    said["gone"] = json.loads(str(problem))


async def asynchronously():
    Zoom.configure(api._session.auth.access_token)
    client.base_url = env["ZOOM_API"]
    zoom = Zoom()
    host = env["ZOOM_HOST"]
    made = await zoom.create_meeting(host, {"topic": "From aiozoom", "type": 2, "start_time": "2030-05-01T09:00:00Z"})
    said["made"] = await zoom.get_meeting(made["id"])
    said["listed"] = await zoom.list_meetings(host)
    said["stopped"] = await zoom.stop_meeting(made["id"])
    said["recorded"] = await zoom.get_recording(made["id"])
    said["all_recorded"] = await zoom.list_recordings(host)


asyncio.run(asynchronously())
print(json.dumps(said))
