// What a row needs of a stage, in words that are the same for both views.

import assert from "node:assert/strict";

export class Scene {
  /** @param {"component"|"client"} view */
  constructor(stage, view) {
    this.stage = stage;
    this.view = view;
    this.actors = [];
  }

  async close() {
    await Promise.all(this.actors.map((actor) => actor.close()));
  }

  get inComponentView() {
    return this.view === "component";
  }

  async open(options, prepare) {
    const actor = await this.stage.open(options, this.view, prepare);
    actor.outcome.catch(() => {}); // some refusals call nobody back, and the page is closed meanwhile
    this.actors.push(actor);
    return actor;
  }

  async enter(options, prepare) {
    const actor = await this.open(options, prepare);
    assert.deepEqual(await actor.outcome, { joined: true });
    return actor;
  }

  /**
   * The SDK shows this code. Client View calls back, tells `onMeetingStatus`, or shows words.
   * @param {{ status?: boolean, words?: string | RegExp, code?: number }} client how Client View shows it
   */
  async refused(options, code, client = {}, prepare) {
    const actor = await this.open(options, prepare);
    if (this.inComponentView) assert.equal((await actor.outcome).errorCode, code);
    else if (client.words) await actor.shows(client.words);
    else if (client.status) await actor.sees("onMeetingStatus", { errorCode: code });
    else assert.equal((await actor.outcome).errorCode, client.code ?? code);
    await actor.close();
  }

  /** The meeting is over for this one. */
  over(actor, reason, words) {
    if (this.inComponentView) return actor.sees("connection-change", { state: "Closed", reason });
    return words ? actor.shows(words) : actor.sees("onMeetingStatus", { meetingStatus: 3 });
  }

  /** Somebody who has no page. */
  async other({ id }, name, role = "attendee") {
    return this.stage.control("POST", `/meetings/${id}/participants`, { name, role });
  }

  change({ id }, participant, change) {
    return this.stage.control("PATCH", `/meetings/${id}/participants/${participant}`, change);
  }

  remove({ id }, participant) {
    return this.stage.control("DELETE", `/meetings/${id}/participants/${participant}`);
  }

  /** The actor is shown the waiting room. */
  waits(actor) {
    return actor.shows(this.inComponentView ? "The host will let you in soon" : "The host will admit you when they're ready");
  }

  /** Loses the participant's connection. */
  cut({ id }, participant) {
    return this.stage.control("DELETE", `/meetings/${id}/participants/${participant}/connection`);
  }

  /** The actor notices that the connection is lost, and is back. */
  async returns(actor) {
    if (this.inComponentView) {
      await actor.sees("connection-change", { state: "Reconnecting" });
      return actor.sees("connection-change", { state: "Connected" });
    }
    await actor.sees("onMeetingStatus", { meetingStatus: 4 });
    return actor.sees("onMeetingStatus", { meetingStatus: 2 });
  }

  end({ id }) {
    return this.stage.control("POST", `/meetings/${id}/end`);
  }

  /** Everybody who is there, by name, as the emulator knows them. */
  async there({ id }) {
    const { meetings } = await this.stage.control("GET", "/meetings");
    const people = meetings.find(({ number }) => number === id)?.participants ?? [];
    return Object.fromEntries(people.map((person) => [person.name, person]));
  }

  /** Waits until what the emulator knows of them is so. */
  async becomes(meeting, name, fields) {
    const fits = (person) => person && Object.entries(fields).every(([key, value]) => person[key] === value);
    for (let tries = 0; tries < 300; tries += 1) {
      if (fits((await this.there(meeting))[name])) return;
      await new Promise((again) => setTimeout(again, 100));
    }
    assert.fail(`${name} is not ${JSON.stringify(fields)}: ${JSON.stringify(await this.there(meeting))}`);
  }

  /** The events of a meeting so far, oldest first, once one of this name was among them. */
  async events({ id }, last) {
    for (let tries = 0; tries < 10; tries += 1) {
      const { events } = await this.stage.control("GET", "/webhooks/events");
      const own = events.map(({ body }) => body).filter(({ payload }) => String(payload.object?.id) === String(id));
      if (own.some(({ event }) => event.endsWith(last))) return own;
      await new Promise((again) => setTimeout(again, 100));
    }
    assert.fail(`no event ${last}`);
  }

  /** The participant of an event with this name. */
  async participant(meeting, event, name) {
    const told = (await this.events(meeting, event)).filter((body) => body.event.endsWith(event));
    return told.map(({ payload }) => payload.object.participant).find(({ user_name }) => user_name === name);
  }

  /** Who was there, by name, as REST tells it when it is over. */
  async past(kind, { id }) {
    const { participants } = await this.stage.zoom("GET", `/past_${kind}/${id}/participants`);
    return Object.fromEntries(participants.map((person) => [person.name, person]));
  }
}
