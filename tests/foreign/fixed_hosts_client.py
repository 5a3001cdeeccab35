"""A program as users of zoom-python-client and pyzoom write it: the hosts of both are constants.

The first has Server-to-Server OAuth and reads; the second writes, and has no OAuth for such apps. Prints what came back as JSON.
"""

import json

from pyzoom import ZoomClient, err
from zoom_python_client.zoom_api_client import ZoomApiClient

reader = ZoomApiClient.init_from_env()
token = reader.authentication_client.get_acceess_token()
said = {"user": reader.users.get_user("me")}

client = ZoomClient(token)
said["users"] = client.users.get_users("active").dict()
created = client.meetings.create_meeting(
    "From pyzoom", start_time="2030-05-01T09:00:00Z", duration_min=45, timezone="Europe/Berlin", password="not-secret"
)
said["created"] = created.dict()
said["listed"] = client.meetings.list_meetings().dict()
said["updated"] = client.meetings.update_meeting(
    "A better topic", start_time="2030-05-02T09:00:00Z", duration_min=30, meeting_id=created.id
)
said["got"] = client.meetings.get_meeting(created.id).dict()
ada = client.meetings.add_and_confirm_registrant(
    created.id, first_name="Ada", last_name="Lovelace", email="ada@example.org"
)
said["registered"] = ada.dict()
said["registrants"] = client.meetings.list_meeting_registrants(created.id).dict()
client.meetings.cancel_registration(created.id, registrant_id=ada.registrant_id, email="ada@example.org")
said["cancelled"] = client.meetings.list_meeting_registrants(created.id).dict()
said["read"] = reader.meetings.get_meeting(str(created.id))
said["meetings"] = reader.users.get_user_meetings("me", {"type": "scheduled", "page_size": 30})
said["deleted"] = client.meetings.delete_meeting(created.id)
try:
    client.meetings.get_meeting(created.id)
except err.NotFound as gone:
    said["gone"] = str(gone)
print(json.dumps(said, default=str))
