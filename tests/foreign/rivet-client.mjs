// A program as users of Zoom's own client write it; nothing here knows of an emulator.
// Usage: node rivet-client.mjs meeting|webinar. Prints what came back as JSON.

import { MeetingsS2SAuthClient } from "@zoom/rivet/meetings";
import { UsersS2SAuthClient } from "@zoom/rivet/users";

const [kind] = process.argv.slice(2);
const { ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, ZOOM_HOST } = process.env;
const credentials = {
  accountId: ZOOM_ACCOUNT_ID,
  clientId: ZOOM_CLIENT_ID,
  clientSecret: ZOOM_CLIENT_SECRET,
  disableReceiver: true,
};
const { meetings, webinars } = new MeetingsS2SAuthClient(credentials).endpoints;
const { users } = new UsersS2SAuthClient(credentials).endpoints;

const { create, read, list, update, register, registrants, remove, path } = {
  meeting: {
    create: meetings.createMeeting,
    read: meetings.getMeeting,
    list: meetings.listMeetings,
    update: meetings.updateMeeting,
    register: meetings.addMeetingRegistrant,
    registrants: meetings.listMeetingRegistrants,
    remove: meetings.deleteMeeting,
    path: (id) => ({ meetingId: id }),
  },
  webinar: {
    create: webinars.createWebinar,
    read: webinars.getWebinar,
    list: webinars.listWebinars,
    update: webinars.updateWebinar,
    register: webinars.addWebinarRegistrant,
    registrants: webinars.listWebinarRegistrants,
    remove: webinars.deleteWebinar,
    path: (id) => ({ webinarId: id }),
  },
}[kind];

const user = await users.getUser({ path: { userId: ZOOM_HOST } });
const created = await create({
  path: { userId: user.data.id },
  body: {
    topic: `A ${kind} from Rivet`,
    type: kind === "meeting" ? 2 : 5,
    start_time: new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+/, ""),
    duration: 45,
    timezone: "Europe/Berlin",
    agenda: "Grüße, 世界",
    settings: { approval_type: 0, host_video: true },
  },
});
const id = created.data.id;
const first = await read({ path: path(id) });
const other = await create({ path: { userId: user.data.id }, body: { topic: `Another ${kind}`, start_time: created.data.start_time } });
const pages = [];
do {
  const next_page_token = pages.at(-1)?.data.next_page_token;
  pages.push(await list({ path: { userId: user.data.id }, query: { page_size: 1, next_page_token } }));
} while (pages.at(-1).data.next_page_token);
await remove({ path: path(other.data.id) });
const updated = await update({ path: path(id), body: { topic: `A better ${kind}` } });
const second = await read({ path: path(id) });
const registered = await register({
  path: path(id),
  body: { email: "ada@example.org", first_name: "Ada", last_name: "Lovelace" },
});
const all = await registrants({ path: path(id), query: { status: "approved" } });
const zak = await users.getUsersToken({ path: { userId: user.data.id }, query: { type: "zak" } });
const removed = await remove({ path: path(id) });
const gone = await read({ path: path(id) }).then(
  () => "still there",
  (error) => ({ name: error.name, message: error.message }),
);

console.log(
  JSON.stringify({ user, created, first, other, pages, updated, second, registered, all, zak, removed, gone }),
);
