// A program as users of Zoom's own client write it, with all that concerns people: registrants, panelists, polls, surveys,
// what ended, and users. Prints the status and data of each call as JSON, or the error.
// HOLD_URL is asked to hold the meeting and the webinar once they are planned, which no client can do by itself.

import { MeetingsS2SAuthClient } from "@zoom/rivet/meetings";
import { UsersS2SAuthClient } from "@zoom/rivet/users";

const { ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, HOLD_URL } = process.env;
const credentials = {
  accountId: ZOOM_ACCOUNT_ID,
  clientId: ZOOM_CLIENT_ID,
  clientSecret: ZOOM_CLIENT_SECRET,
  disableReceiver: true,
};
const { cloudRecording, meetings, reports, webinars } = new MeetingsS2SAuthClient(credentials).endpoints;
const { users } = new UsersS2SAuthClient(credentials).endpoints;

const said = {};
async function ask(name, call) {
  said[name] = await call.then(
    ({ statusCode, data }) => ({ statusCode, data }),
    ({ message }) => ({ message }),
  );
  return said[name].data;
}

const me = { userId: "me" };
const start_time = "2030-05-01T09:00:00Z";
const settings = { approval_type: 1 };
const poll = { title: "Well?", questions: [{ name: "Well?", type: "single", answers: ["Yes", "No"] }] };
const survey = { custom_survey: { title: "How was it?", questions: [{ name: "Why?", type: "long_answer" }] } };
const person = (name) => ({ email: `${name}@example.org`, first_name: name, last_name: "Example" });
const attendees = { attendees: [{ name: "Jill" }] };

const meeting = await ask("meeting", meetings.createMeeting({ path: me, body: { type: 2, start_time, settings } }));
const webinar = await ask("webinar", webinars.createWebinar({ path: me, body: { type: 5, start_time, settings } }));
for (const [kind, path, of] of [
  ["meeting", { meetingId: meeting.id }, meetings],
  ["webinar", { webinarId: webinar.id }, webinars],
]) {
  const add = of.addMeetingRegistrant ?? of.addWebinarRegistrant;
  const one = of.getMeetingRegistrant ?? of.getWebinarRegistrant;
  const list = of.listMeetingRegistrants ?? of.listWebinarRegistrants;
  const remove = of.deleteMeetingRegistrant ?? of.deleteWebinarRegistrant;
  const form = { questions: [{ field_name: "org", required: true }] };
  await ask(`${kind} form`, of.updateRegistrationQuestions({ path, body: form }));
  await ask(`${kind} questions`, of.listRegistrationQuestions({ path }));
  await ask(`${kind} without org`, add({ path, body: person("ada") }));
  const ada = await ask(`${kind} with org`, add({ path, body: { ...person("ada"), org: "Analytical" } }));
  const batch = { auto_approve: true, registrants: [person("bob"), person("cleo")] };
  await ask(`${kind} batch`, of.performBatchRegistration({ path, body: batch }));
  const decision = { action: "approve", registrants: [{ id: ada.registrant_id }] };
  await ask(`${kind} decision`, of.updateRegistrantsStatus({ path, body: decision }));
  await ask(`${kind} registrant`, one({ path: { ...path, registrantId: ada.registrant_id } }));
  await ask(`${kind} registrants`, list({ path, query: { status: "approved" } }));
  await ask(`${kind} removal`, remove({ path: { ...path, registrantId: ada.registrant_id } }));
  const links = of.createMeetingsInviteLinks ?? of.createWebinarsInviteLinks;
  await ask(`${kind} links`, links({ path, body: attendees }));
  const polls = {
    create: of.createMeetingPoll ?? of.createWebinarsPoll,
    list: of.listMeetingPolls ?? of.listWebinarsPolls,
    get: of.getMeetingPoll ?? of.getWebinarPoll,
    update: of.updateMeetingPoll ?? of.updateWebinarPoll,
    remove: of.deleteMeetingPoll ?? of.deleteWebinarPoll,
  };
  const made = await ask(`${kind} poll`, polls.create({ path, body: poll }));
  const that = { ...path, pollId: made.id };
  await ask(`${kind} new poll`, polls.update({ path: that, body: { ...poll, title: "Anew" } }));
  await ask(`${kind} poll again`, polls.get({ path: that }));
  await ask(`${kind} polls`, polls.list({ path }));
  await ask(`${kind} no poll`, polls.remove({ path: that }));
  await ask(`${kind} survey`, (of.updateMeetingSurvey ?? of.updateWebinarSurvey)({ path, body: survey }));
  await ask(`${kind} asked`, (of.getMeetingSurvey ?? of.getWebinarSurvey)({ path }));
  await ask(`${kind} no survey`, (of.deleteMeetingSurvey ?? of.deleteWebinarSurvey)({ path }));
  await ask(`${kind} templates`, (of.listMeetingTemplates ?? of.listWebinarTemplates)({ path: me }));
}
const path = { webinarId: webinar.id };
const pia = { panelists: [{ name: "Pia", email: "pia@example.org" }] };
await ask("panelist", webinars.addPanelists({ path, body: pia }));
const { panelists } = await ask("panelists", webinars.listPanelists({ path }));
await ask("no panelist", webinars.removePanelist({ path: { ...path, panelistId: panelists[0].id } }));
await ask("no panelists", webinars.removeAllPanelists({ path }));
await ask("sources", webinars.getWebinarTrackingSources({ path }));
await ask("invitation", meetings.getMeetingInvitation({ path: { meetingId: meeting.id } }));
await ask("upcoming", meetings.listUpcomingMeetings({ path: me }));

await fetch(HOLD_URL, { method: "POST", body: JSON.stringify([meeting.id, webinar.id]) });
const uuid = meeting.uuid;
await ask("past", meetings.getPastMeetingDetails({ path: { meetingId: String(meeting.id) } }));
await ask("instances", meetings.listPastMeetingInstances({ path: { meetingId: meeting.id } }));
await ask("there", meetings.getPastMeetingParticipants({ path: { meetingId: String(meeting.id) } }));
await ask("never held", meetings.getPastMeetingDetails({ path: { meetingId: encodeURIComponent(uuid) } }));
await ask("webinar instances", webinars.listPastWebinarInstances({ path }));
await ask("watched", webinars.listWebinarParticipants({ path: { webinarId: String(webinar.id) } }));
await ask("absent", webinars.getWebinarAbsentees({ path: { webinarId: String(webinar.id) } }));
await ask("recordings", cloudRecording.listAllRecordings({ path: me, query: { from: "2030-05-01", to: "2030-05-31" } }));

const month = new Date().toISOString().slice(0, 7);
const days = { from: `${month}-01`, to: new Date().toISOString().slice(0, 10) };
await ask("held", reports.getMeetingReports({ path: me, query: days }));
await ask("hosts", reports.getActiveOrInactiveHostReports({ query: days }));
await ask("days", reports.getDailyUsageReport({}));
const held = { meetingId: String(meeting.id) };
await ask("report", reports.getMeetingDetailReports({ path: held }));
await ask("reported", reports.getMeetingParticipantReports({ path: held, query: { include_fields: "registrant_id" } }));
const shown = { webinarId: String(webinar.id) };
await ask("webinar report", reports.getWebinarDetailReports({ path: shown }));
await ask("webinar reported", reports.getWebinarParticipantReports({ path: shown }));

const grace = { action: "create", user_info: { email: "grace@example.com", type: 1 } };
const user = await ask("user", users.createUsers({ body: grace }));
const userPath = { userId: user.id };
await ask("known", users.checkUserEmail({ query: { email: "grace@example.com" } }));
await ask("licence", users.updateUser({ path: userPath, body: { type: 2, first_name: "Grace" } }));
await ask("active", users.updateUserStatus({ path: userPath, body: { action: "activate" } }));
await ask("read", users.getUser({ path: userPath }));
await ask("settings", users.getUserSettings({ path: userPath }));
await ask("zak", users.getUsersZAK({}));
await ask("list", users.listUsers({ query: { page_size: 300 } }));
await ask("left", users.deleteUser({ path: userPath, query: { action: "delete" } }));

console.log(JSON.stringify(said));
