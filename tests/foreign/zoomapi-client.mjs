// A program as users of zoomapi write it; nothing here knows of an emulator. Prints what came back as JSON.

import zoomapi from "zoomapi";

const { ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET } = process.env;
const { meetings, users, webinars } = zoomapi.default({
  accountId: ZOOM_ACCOUNT_ID,
  oauthClientId: ZOOM_CLIENT_ID,
  oauthClientSecret: ZOOM_CLIENT_SECRET,
});

const said = {};
const person = (name) => ({ email: `${name}@example.org`, first_name: name, last_name: "Example" });
const refusal = (call) =>
  call.then(
    () => "no refusal",
    ({ httpStatusCode, errorCode, message }) => ({ httpStatusCode, errorCode, message }),
  );

said.made = await users.CreateUser({ action: "create", user_info: { email: "grace@example.com", type: 2 } });
const user = said.made.id;
await users.UpdateUser(user, {}, { first_name: "Grace", last_name: "Hopper", timezone: "Europe/Berlin" });
said.user = await users.GetUser(user);
said.settings = await users.GetUserSettings("me");
said.zak = await users.GetUserToken("me", { type: "zak" });
said.pending = await users.ListUsers({ status: "pending" });

const series = await meetings.CreateMeeting("me", {
  topic: "From zoomapi",
  type: 8,
  start_time: "2030-05-01T09:00:00",
  duration: 45,
  timezone: "Europe/Berlin",
  recurrence: { type: 2, weekly_days: "2,4", end_times: 4 },
  settings: { approval_type: 1, registration_type: 3 },
});
said.series = series;
const [first, second] = series.occurrences.map(({ occurrence_id }) => occurrence_id);
await meetings.UpdateMeeting(series.id, { start_time: "2030-06-03T09:00:00", duration: 15 }, { occurrence_id: first });
await meetings.DeleteMeeting(series.id, { occurrence_id: second });
said.changed = await meetings.GetMeeting(series.id);
said.moved = await meetings.GetMeeting(series.id, { occurrence_id: first });
said.registered = await meetings.AddRegistrant(series.id, person("ada"), { occurrence_ids: first });
said.waiting = await meetings.ListRegistrants(series.id, { status: "pending", occurrence_id: first });
await meetings.UpdateRegistrantStatus(series.id, { action: "approve", registrants: [{ id: said.registered.registrant_id }] });
said.approved = await meetings.ListRegistrants(series.id, { occurrence_id: first });
said.others = await meetings.ListRegistrants(series.id, { occurrence_id: series.occurrences[3].occurrence_id });
said.invitation = await meetings.GetMeetingInvitation(series.id);
said.listed = await meetings.ListMeetings("me", { type: "scheduled", from: "2030-06-01", to: "2030-06-30" });
said.recordings = await refusal(meetings.GetMeetingRecordings(series.id));
await meetings.DeleteMeeting(series.id);
await meetings.UpdateMeetingStatus(series.id, { action: "recover" });
said.recovered = await meetings.GetMeeting(series.id);
await meetings.DeleteMeeting(series.id);
said.gone = await refusal(meetings.GetMeeting(series.id));

const webinar = await webinars.CreateWebinar("me", {
  topic: "A webinar from zoomapi",
  type: 5,
  start_time: "2030-05-01T09:00:00Z",
  settings: { approval_type: 0 },
});
await webinars.AddPanelists(webinar.id, [{ name: "Pia", email: "pia@example.org" }]);
said.panelists = await webinars.ListPanelists(webinar.id);
said.attendee = await webinars.AddWebinarRegistrant(webinar.id, person("ada"));
said.speaker = await refusal(webinars.AddWebinarRegistrant(webinar.id, person("pia")));
said.questions = await webinars.ListRegistrationQuestions(webinar.id);
await webinars.DeleteWebinarRegistrant(webinar.id, said.attendee.registrant_id);
said.registrants = await webinars.ListWebinarRegistrants(webinar.id);
await webinars.RemovePanelists(webinar.id);
said.nobody = await webinars.ListPanelists(webinar.id);
said.qa = await refusal(webinars.ListPastWebinarQA(webinar.id));
await webinars.DeleteWebinar(webinar.id);
await users.DeleteUser(user, { action: "delete" });
said.left = await refusal(users.GetUser(user));

console.log(JSON.stringify(said));
