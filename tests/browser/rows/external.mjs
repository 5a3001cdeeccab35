// Meetings of another account than the app's: whose app it is has to be said, and the user to be there.

import assert from "node:assert/strict";

const NO_OBF = "**Component View sends no `obfToken`**, so the emulator can judge OBF tokens in Client View alone.";

/** A meeting that is going on, a user of the account, and options of `join()` signed by another account's app. */
async function abroad(scene, published = true) {
  const { stage, view } = scene;
  const app = await stage.control("POST", "/apps", { kind: "meetingSdk", accountId: "another", published });
  const meeting = await stage.meeting();
  await scene.other(meeting, "Ada", "host");
  const signature = stage.sign(meeting.id, 0, { appKey: app.clientId }, app);
  const guest = stage.guest(meeting, "Bot", { signature, userEmail: `bot.${view}@example.com` });
  /** An OBF token of the host. */
  const obf = async (number = meeting.id) =>
    (await stage.zoom("GET", `/users/me/token?type=onbehalf&meeting_id=${number}`)).token;
  return { app, meeting, guest, obf };
}

export const external = [
  {
    name: "external: an app that joins for nobody (4012), an unpublished one (4011)",
    async play(scene) {
      const { guest } = await abroad(scene, false);
      await scene.refused(guest, 4012, { status: true });
      await scene.refused({ ...guest, zak: await scene.stage.zak() }, 4011, { words: "has to be published on Zoom Marketplace" });
    },
  },
  {
    name: "external: a user's ZAK",
    async play(scene) {
      const { guest, meeting } = await abroad(scene);
      const bot = await scene.enter({ ...guest, zak: await scene.stage.zak() });
      await bot.id("Ada");
      assert.equal((await scene.participant(meeting, "participant_joined", "Bot")).participant_user_id, meeting.host_id);
    },
  },
  {
    name: "external: an OBF token that is none (4014), is for another meeting (4015), whose user is not there (4017)",
    but: { component: NO_OBF },
    async play(scene) {
      const { guest, meeting, obf } = await abroad(scene);
      await scene.refused({ ...guest, obfToken: "nonsense" }, 4014, { status: true });
      await scene.refused({ ...guest, obfToken: await obf(81234567890) }, 4015, { status: true });
      const { Ada } = await scene.there(meeting);
      await scene.other(meeting, "Ann");
      await scene.remove(meeting, Ada.id);
      await scene.refused({ ...guest, obfToken: await obf() }, 4017, { status: true });
    },
  },
  {
    name: "external: an OBF token, until its user leaves",
    but: { component: NO_OBF },
    async play(scene) {
      const { guest, meeting, obf } = await abroad(scene);
      await scene.other(meeting, "Ann");
      const bot = await scene.enter({ ...guest, obfToken: await obf() });
      const { isBotUser } = (await bot.ask("getCurrentUser")).result.currentUser;
      assert.equal(isBotUser, true);
      await scene.remove(meeting, await bot.id("Ada"));
      await scene.over(bot, "ended by host");
    },
  },
];
