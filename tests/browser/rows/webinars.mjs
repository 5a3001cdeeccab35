// Webinars: the host's, the panelist's and the attendee's way in.

import assert from "node:assert/strict";

const tkOf = (join_url) => new URL(join_url).searchParams.get("tk");

/** A panelist's options for `join()`. */
async function panelist(scene, webinar, name) {
  const path = `/webinars/${webinar.id}/panelists`;
  const email = `${name.toLowerCase()}@example.com`;
  await scene.stage.zoom("POST", path, { panelists: [{ name, email }] });
  const { panelists } = await scene.stage.zoom("GET", path);
  const { join_url } = panelists.find((one) => one.email === email);
  return scene.stage.guest(webinar, name, { userEmail: email, tk: tkOf(join_url) });
}

/** Whom somebody who is no host sees: Client View tells it to nobody else in a webinar. */
async function sees(scene, actor, names) {
  if (scene.inComponentView) {
    for (const name of names) await actor.id(name);
    return assert.deepEqual((await actor.people()).map(({ userName }) => userName).sort(), [...names].sort());
  }
  const { errorCode, reason } = await actor.ask("getAttendeeslist");
  assert.deepEqual([errorCode, reason], [1, "Current user is neither host nor cohost"]);
}

export const webinars = [
  {
    name: "webinar: the host starts it",
    async play(scene) {
      const webinar = await scene.stage.webinar();
      const host = await scene.enter(await scene.stage.host(webinar, "Ada"));
      await scene.other(webinar, "Ann");
      await host.id("Ann");
      await scene.events(webinar, "webinar.started");
    },
  },
  {
    name: "webinar: an attendee sees no other attendee, and is known afterwards",
    async play(scene) {
      const webinar = await scene.stage.webinar({ approval_type: 0 });
      const person = { email: "grace@example.com", first_name: "Grace" };
      const { registrant_id, join_url } = await scene.stage.zoom("POST", `/webinars/${webinar.id}/registrants`, person);
      await scene.other(webinar, "Ada", "host");
      await scene.other(webinar, "Pat", "panelist");
      await scene.other(webinar, "Ann");
      const grace = await scene.enter(scene.stage.guest(webinar, "Grace", { tk: tkOf(join_url), userEmail: person.email }));
      await sees(scene, grace, ["Ada", "Pat", "Grace"]);
      const { role, muted } = (await scene.there(webinar)).Grace;
      assert.deepEqual([role, muted], ["attendee", true]);
      await scene.end(webinar);
      await scene.over(grace, "ended by host");
      assert.equal((await scene.past("webinars", webinar)).Grace.registrant_id, registrant_id);
      const { payload } = (await scene.events(webinar, "webinar.ended")).at(-1);
      assert.equal(payload.object.practice_session, false);
    },
  },
  {
    name: "webinar: a panelist comes by link, and sees all",
    async play(scene) {
      const webinar = await scene.stage.webinar({ approval_type: 0 });
      await scene.other(webinar, "Ada", "host");
      await scene.other(webinar, "Ann");
      const pat = await scene.enter(await panelist(scene, webinar, "Pat"));
      await scene.becomes(webinar, "Pat", { role: "panelist", email: "pat@example.com" });
      await sees(scene, pat, ["Ada", "Ann", "Pat"]);
    },
  },
  {
    name: "webinar: no e-mail address (3005)",
    async play(scene) {
      const webinar = await scene.stage.webinar();
      await scene.other(webinar, "Ada", "host");
      await scene.refused({ ...scene.stage.guest(webinar, "Grace"), userEmail: scene.inComponentView ? undefined : "" }, 3005);
    },
  },
  {
    name: "webinar: the host's address, given by an attendee (3627)",
    but: { client: "Client View has no code for a host's address given by an attendee: it calls back `1`." },
    async play(scene) {
      const webinar = await scene.stage.webinar();
      await scene.other(webinar, "Ada", "host");
      await scene.refused(scene.stage.guest(webinar, "Grace", { userEmail: webinar.host_email }), 3627);
    },
  },
  {
    name: "webinar: in a practice session panelists are in and attendees wait",
    async play(scene) {
      const webinar = await scene.stage.webinar({ practice_session: true });
      await scene.other(webinar, "Ada", "host");
      await scene.enter(await panelist(scene, webinar, "Pat"));
      await scene.refused(scene.stage.guest(webinar, "Grace"), 3008, { code: 1 });
      await scene.stage.control("POST", `/meetings/${webinar.id}/broadcast`);
      await scene.enter(scene.stage.guest(webinar, "Grace"));
    },
  },
];
