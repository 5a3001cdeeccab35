// One visit, from the button to the end: asks the SDK to join, follows what it says or does not say, and keeps the
// panel up to date.

import { join as joinClient } from "./client.js";
import { join as joinComponent } from "./component.js";
import { explanation, report } from "./explain.js";
import { sdkState } from "./page.js";
import { foresee } from "./precheck.js";
import { Status } from "./status.js";
import { copyAction, supportText } from "./support.js";
import { watch } from "./watch.js";
import { listenToAnswers } from "./wire.js";
import { nextStep } from "./words.js";

/**
 * @typedef {{ code?: string, text: string }} SdkError
 * @typedef {{ kind: "connected"|"reconnecting"|"held"|"admitted" }
 *   | { kind: "people", count: number }
 *   | { kind: "ended"|"removed"|"duplicate"|"left", reason?: string }
 *   | { kind: "refused", error: SdkError }} MeetingEvent
 * @typedef {object} Visit
 * @property {Record<string, string>} options for `join()`
 * @property {string} noun meeting or webinar
 * @property {string} explainUrl
 * @property {string} leaveUrl
 * @property {Record<string, unknown>} about what else a case should say: intent, webinar
 * @property {(tries: number) => Promise<void>} [again] prepares another try; where it is missing there is none
 * @property {boolean} [ownSignature] the visitor made the signature, and can mend it
 * @property {number} tries how often the host was not there yet
 */

/** After this long without a word the page says so. Files have to be loaded first, on any connection. */
const SILENCE_S = 40;
/** Once something has gone wrong inside the SDK, its own error follows at once or not at all. */
const SILENCE_AFTER_FAULT_S = 4;
/** The meeting has no host yet. */
const NOT_STARTED = ["3008", "3129"];
/** Between asking again whether the host has come. */
const HOST_WAITS_S = [5, 10, 15, 20, 30];

export class Meeting {
  #visit;
  #page;
  #status = new Status(document.getElementById("panel"));
  /** @type {import("./wire.js").Answer | null} */
  #answer = null;
  #people = 0;
  #silence;
  #heard = null;
  #settled = false;

  /**
   * @param {Visit} visit
   * @param {import("./page.js").Page} page
   */
  constructor(visit, page) {
    this.#visit = visit;
    this.#page = page;
  }

  async enter() {
    const { missing } = sdkState(this.#page);
    if (missing) return this.#notLoaded();
    this.#settled = false;
    this.#heard = null;
    this.#status.show("busy", "Joining…", { detail: "Zoom's SDK is asking for the way in." });
    this.#answer = null;
    const stopListening = listenToAnswers((answer) => this.#answered(answer));
    const stopWatching = watch((heard) => this.#hear(heard));
    this.#stopWatching = () => {
      stopListening();
      stopWatching();
    };
    this.#listenForSilence(foresee(this.#visit.options) ? SILENCE_AFTER_FAULT_S : SILENCE_S);
    const driver = this.#page.view === "client" ? joinClient : joinComponent;
    await driver(this.#visit.options, this.#page, (event) => this.#on(event), this.#visit.leaveUrl);
  }

  #stopWatching = () => {};

  /** @param {import("./wire.js").Answer} answer */
  #answered(answer) {
    this.#answer = answer;
    if (!answer.status || this.#page.view !== "client" || this.#settled) return;
    // From here on it waits for its visitor, who may take any time.
    clearTimeout(this.#silence);
    this.#stopWatching();
    this.#status.show("open", "Let in", { detail: "Zoom may show your camera and microphone first; go on there." });
  }

  /** @param {MeetingEvent} event */
  #on(event) {
    const { noun } = this.#visit;
    if (event.kind !== "people") this.#settle();
    switch (event.kind) {
      case "people":
        this.#people = event.count;
        if (this.#in) this.#showIn();
        break;
      case "connected":
      case "admitted":
        this.#in = true;
        this.#showIn();
        break;
      case "held":
        this.#in = false;
        this.#status.show("open", "You are in the waiting room", { detail: "The host will let you in soon." });
        break;
      case "reconnecting":
        this.#in = false;
        this.#status.show("busy", "Connection lost", { detail: "Trying to come back…" });
        break;
      case "ended":
        this.#over(`The ${noun} has ended`, event.reason === "free meeting ended" ? "Its time was up." : "The host ended it.");
        break;
      case "removed":
        this.#over("You were removed", "The host took you out.");
        break;
      case "duplicate":
        this.#over("You came in somewhere else", "Zoom keeps one connection for each person.");
        break;
      case "left":
        this.#over("You left", this.#afterLeaving(noun));
        break;
      case "refused":
        this.#in = false;
        this.#refused(event.error);
    }
  }

  /** The SDK does not tell a host who leaves from one who ends it for all. */
  #afterLeaving(noun) {
    const goesOn = `the ${noun} goes on without you.`;
    if (this.#visit.about.intent === "start") return `If you ended the ${noun}, it is over for all; if not, ${goesOn}`;
    return goesOn.replace("the", "The");
  }

  #in = false;

  #showIn() {
    const people = this.#people;
    const detail = people === 0 ? "" : people === 1 ? "Nobody else is here yet." : `${people} participants.`;
    this.#status.show("good", "Connected", { detail });
  }

  #over(state, detail) {
    this.#in = false;
    const again = { label: "Join again", act: () => location.reload() };
    this.#status.show("over", state, { detail, actions: [again] });
  }

  /** @param {SdkError} error */
  async #refused(error) {
    const says = this.#answer;
    // Codes that only say that something failed: the server was more precise.
    const vague = ["1", "200", undefined].includes(error.code) && says?.errorCode && says.errorCode !== 200;
    const cause = vague ? { code: String(says.errorCode), text: says.errorMessage ?? "" } : error;
    const waits = NOT_STARTED.includes(cause.code) && this.#visit.about.intent !== "start";
    if (waits && this.#visit.again) return this.#waitForHost();
    await this.#explain(this.#page.emulated ? "Refused" : "Zoom refused", error, { cause });
  }

  /** Zoom's SDK does not ask again by itself. */
  #waitForHost() {
    const visit = this.#visit;
    let left = HOST_WAITS_S[Math.min(visit.tries, HOST_WAITS_S.length - 1)];
    visit.tries += 1;
    const again = async () => {
      clearInterval(timer);
      this.#status.count("");
      await visit.again(visit.tries);
      await this.enter();
    };
    const tick = () => this.#status.count(`Next try in ${left} s`);
    const timer = setInterval(() => {
      left -= 1;
      if (left > 0) tick();
      else again();
    }, 1000);
    const detail = `The ${visit.noun} has not started. This page keeps asking.`;
    this.#status.show("open", "Waiting for the host", { detail, actions: [{ label: "Ask now", act: again }] });
    tick();
  }

  #notLoaded() {
    return this.#explain("Zoom's SDK was not loaded", {
      text: `${this.#page.sdkBase} did not deliver the SDK. A firewall, an ad blocker or a missing folder may be why.`,
      code: "5001",
    });
  }

  /** @param {import("./watch.js").Heard} heard */
  #hear(heard) {
    if (this.#settled) return;
    this.#heard ??= heard;
    this.#listenForSilence(SILENCE_AFTER_FAULT_S);
  }

  #listenForSilence(seconds) {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#silent(seconds), seconds * 1000);
  }

  #silent(seconds) {
    const why = foresee(this.#visit.options);
    const text = this.#heard?.text ?? "";
    const known = why ? ` That is known to happen when ${why}.` : "";
    const detail = `It has been silent for ${seconds} s after join(), and will probably stay so.${known}`;
    return this.#explain("Zoom's SDK says nothing", { text }, { detail });
  }

  #settle() {
    this.#settled = true;
    clearTimeout(this.#silence);
    this.#stopWatching();
    this.#status.count("");
  }

  /**
   * @param {string} title
   * @param {SdkError} error what the SDK said
   * @param {{ cause?: SdkError, detail?: string }} [more] what is behind it, when that is more precise
   */
  async #explain(title, error, { cause = error, detail = nextStep(cause, this.#visit) } = {}) {
    const again = { label: "Try again", act: () => location.reload() };
    this.#status.show("bad", title, { detail, actions: [again] });
    const found = await report(this.#visit, this.#page, cause);
    const text = () => supportText(this.#visit, this.#page, error, cause, found);
    this.#status.show("bad", title, { detail, actions: [again, copyAction("Copy for support", text)] });
    this.#status.explain(explanation(error, cause, found));
  }
}
