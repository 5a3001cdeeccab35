#!/usr/bin/env python3
"""Creates, starts and joins a meeting and a webinar through a Countersign gateway, with Python 3.8 or later alone."""

import json
import os
from urllib.error import HTTPError
from urllib.request import Request, urlopen

URL = os.environ["COUNTERSIGN_URL"]
API_KEY = os.environ["COUNTERSIGN_API_KEY"]


class Refused(Exception):
    def __init__(self, problem):
        super().__init__(problem["detail"])
        self.problem = problem


def post(path, **body):
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {API_KEY}"}
    try:
        with urlopen(Request(URL + path, json.dumps(body).encode(), headers), timeout=30) as response:
            return json.load(response)
    except HTTPError as error:
        raise Refused(json.load(error)) from None


for kind in ["meeting", "webinar"]:
    number = post(f"/v1/{kind}s", topic=f"A {kind} from Python")["id"]
    host = post(f"/v1/{kind}s/{number}/start", view="component")
    ada = post(f"/v1/{kind}s/{number}/join", userName="Ada Lovelace", userEmail="ada@example.org")
    print(f"{kind} {number}")
    print(f"  start: {host['link']}")
    print(f"  join:  {ada['link']}")

    # For a page of your own: the answers hold all that join() of the Web SDK takes, and POST / signs as Zoom's sample does.
    signed = post("/", meetingNumber=str(number), role=0)
    print(f"  a signature of {len(signed['signature'])} characters by {signed['sdkKey']}")

# What cannot be done is answered with the reason, in Zoom's own words where they are Zoom's.
try:
    post("/v1/meetings/123/join")
except Refused as refused:
    zoom = refused.problem.get("zoom", {})
    print(f"nothing to join: {refused.problem['status']} {refused} (Zoom: {zoom.get('code')} {zoom.get('message')})")
