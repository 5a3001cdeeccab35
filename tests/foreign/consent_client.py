"""A program as users of zoom-python write it: its hosts are constants, and it asks the user for consent with PKCE's plain method.

It listens at REDIRECT for the user to come back. Prints what came back as JSON.
"""

import http.server
import json
import os
import urllib.parse
import webbrowser

from zoom.client import Client
from zoom.exceptions import WrongFormatInputError

VERIFIER = "a-verifier-of-forty-three-characters-or-more"

redirect = os.environ["REDIRECT"]
back = {}


class Callback(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        back.update(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


client = Client(os.environ["APP_ID"], os.environ["APP_SECRET"], redirect_uri=redirect)
with http.server.HTTPServer(("127.0.0.1", urllib.parse.urlsplit(redirect).port), Callback) as listener:
    webbrowser.open(client.authorization_url(VERIFIER, state="x y"))
    listener.handle_request()
granted = client.get_access_token(back["code"], VERIFIER)
try:
    client.get_access_token(back["code"], VERIFIER)
    used_up = None
except WrongFormatInputError as problem:
    used_up = problem.args[0]
renewed = client.refresh_access_token(granted["refresh_token"])
client.set_token(renewed["access_token"])
client.headers["Content-Type"] = "application/json"

said = {"state": back["state"], "granted": sorted(granted), "used_up": used_up, "me": client.get_current_user()}
said["series"] = client.create_meeting(
    "From zoom-python",
    duration=30,
    start_time="2030-05-01T09:00:00Z",
    type=8,
    recurrence={"type": 1, "end_times": 3},
    settings={"approval_type": 0},
)
number = said["series"]["id"]
said["registered"] = client.add_meeting_registrant(
    number,
    email="ada@example.org",
    first_name="Ada",
    country="DE",
    no_of_employees="1-20",
    role_in_purchase_process="Influencer",
    language="de-DE",
)
said["read"] = client.get_meeting(number)
said["listed"] = client.list_meetings()
print(json.dumps(said))
